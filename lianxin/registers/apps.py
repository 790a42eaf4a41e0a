from django.apps import AppConfig

from lianxin.ledger import restate


class RegistersConfig(AppConfig):
    name = "lianxin.registers"
    label = "registers"

    def ready(self) -> None:
        restate.register("registers.import", "registers.Import", key="code")
