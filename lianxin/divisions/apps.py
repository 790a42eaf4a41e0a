from django.apps import AppConfig


class DivisionsConfig(AppConfig):
    name = "lianxin.divisions"
    label = "divisions"
