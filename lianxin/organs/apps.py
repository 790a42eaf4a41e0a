from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "lianxin.organs"
    label = "organs"
