from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "lianxin.papers"
    label = "papers"
