from django.apps import AppConfig

from lianxin.ledger import restate
from lianxin.people import rights


class DeputiesConfig(AppConfig):
    name = "lianxin.deputies"
    label = "deputies"

    def ready(self) -> None:
        restate.register("deputies.person", "deputies.Person", key="code")
        restate.register("deputies.mandate", "deputies.Mandate", key="code")
        restate.register("deputies.consent", "deputies.Consent", key="code")
        rights.provide("lianxin.deputies.queries.RIGHTS")
