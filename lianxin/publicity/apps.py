from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "lianxin.publicity"
    label = "publicity"
