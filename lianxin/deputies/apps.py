from django.apps import AppConfig

from lianxin.people import rights


class DeputiesConfig(AppConfig):
    name = "lianxin.deputies"
    label = "deputies"

    def ready(self) -> None:
        rights.provide("lianxin.deputies.queries.RIGHTS")
