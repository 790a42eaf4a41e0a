from django.apps import AppConfig

from lianxin.ledger import restate


class FundsConfig(AppConfig):
    name = "lianxin.funds"
    label = "funds"

    def ready(self) -> None:
        restate.register("funds.source", "funds.FundSource", key="code")
        restate.register("funds.allocation", "funds.Allocation", key="code")
        restate.register("funds.expenditure", "funds.Expenditure", key="code")
