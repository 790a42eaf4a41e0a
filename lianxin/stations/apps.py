from django.apps import AppConfig

from lianxin.ledger import restate
from lianxin.people import rights


class StationsConfig(AppConfig):
    name = "lianxin.stations"
    label = "stations"

    def ready(self) -> None:
        restate.register("stations.station", "stations.Station", key="code")
        restate.register("stations.attachment", "stations.Attachment", key="code")
        restate.register("stations.invitation", "stations.Invitation", key="code")
        rights.provide("lianxin.stations.queries.RIGHTS")
