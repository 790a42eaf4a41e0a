from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "lianxin.guidance"
    label = "guidance"
