from django.apps import AppConfig


class InterestsConfig(AppConfig):
    name = "lianxin.interests"
    label = "interests"
