from django.apps import AppConfig


class DeputiesConfig(AppConfig):
    name = "lianxin.deputies"
    label = "deputies"
