from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "lianxin.stations"
    label = "stations"
