from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianxin.ledger import restate
from lianxin.outbox import rules as outbox


class OrgansConfig(AppConfig):
    name = "lianxin.organs"
    label = "organs"

    def ready(self) -> None:
        restate.register("organs.organ", "organs.Organ", key="code")
        restate.register("organs.contact", "organs.OrganContact", key="code")
        restate.register("organs.former_name", "organs.FormerName", key="code")
        restate.register("organs.ending", "organs.Ending", key="code")
        outbox.register_kind(
            "organs.confirm_contacts",
            _("请核对联系人"),  # type: ignore[arg-type]
            _("{organ}的分管领导、承办人一年没有核对了，请看看还对不对。"),  # type: ignore[arg-type]
        )
