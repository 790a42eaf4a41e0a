from django.apps import AppConfig


class LocalityConfig(AppConfig):
    name = "lianxin.locality"
    label = "locality"
