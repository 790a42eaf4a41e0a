from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianxin.ledger import restate
from lianxin.outbox import rules as outbox
from lianxin.people import rights


class InterestsConfig(AppConfig):
    name = "lianxin.interests"
    label = "interests"

    def ready(self) -> None:
        restate.register("interests.declaration", "interests.Declaration", key="code")
        restate.register("interests.recusal", "interests.Recusal", key="code")
        rights.provide("lianxin.interests.queries.RIGHTS")
        for kind, title, words in (
            ("interests.confirm", _("还对吗"), _("您申报过的事项一年没有核对了，请登录看看还对不对。")),
            ("interests.note", _("请看一件事"), _("登记号{number}，请登录看看是不是要回避。")),
        ):
            outbox.register_kind(kind, title, words)  # type: ignore[arg-type]
