from django.apps import AppConfig


class ReceptionsConfig(AppConfig):
    name = "lianxin.receptions"
    label = "receptions"
