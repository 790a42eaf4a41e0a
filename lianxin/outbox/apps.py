from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "lianxin.outbox"
    label = "outbox"
