from django.apps import AppConfig

from lianxin.ledger import restate


class OutboxConfig(AppConfig):
    name = "lianxin.outbox"
    label = "outbox"

    def ready(self) -> None:
        restate.register("outbox.delivery", "outbox.Delivery", key="message_id")
