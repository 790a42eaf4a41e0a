from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "lianxin.opinions"
    label = "opinions"
