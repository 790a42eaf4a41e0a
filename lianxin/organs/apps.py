from django.apps import AppConfig

from lianxin.ledger import restate


class OrgansConfig(AppConfig):
    name = "lianxin.organs"
    label = "organs"

    def ready(self) -> None:
        restate.register("organs.organ", "organs.Organ", key="code")
        restate.register("organs.contact", "organs.OrganContact", key="code")
