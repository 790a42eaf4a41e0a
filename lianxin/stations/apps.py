from django.apps import AppConfig

from lianxin.people import rights


class StationsConfig(AppConfig):
    name = "lianxin.stations"
    label = "stations"

    def ready(self) -> None:
        rights.provide("lianxin.stations.queries.RIGHTS")
