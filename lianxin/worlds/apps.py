from django.apps import AppConfig


class WorldsConfig(AppConfig):
    name = "lianxin.worlds"
    label = "worlds"
