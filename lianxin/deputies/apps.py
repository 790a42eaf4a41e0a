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
        restate.register("deputies.term", "deputies.CongressTerm", key="code")
        restate.register("deputies.correction", "deputies.Correction", key="code")
        restate.register("deputies.group", "deputies.DeputyGroup", key="code")
        restate.register("deputies.member", "deputies.GroupMember", key="code")
        rights.provide("lianxin.deputies.queries.RIGHTS")
