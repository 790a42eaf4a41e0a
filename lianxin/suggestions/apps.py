from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "lianxin.suggestions"
    label = "suggestions"
