from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianxin.ledger import restate
from lianxin.outbox import rules as outbox
from lianxin.staff import openwork


class SuggestionsConfig(AppConfig):
    name = "lianxin.suggestions"
    label = "suggestions"

    def ready(self) -> None:
        openwork.provide("lianxin.suggestions.handing.OPEN")
        restate.register("suggestions.suggestion", "suggestions.Suggestion", key="code")
        restate.register("suggestions.source", "suggestions.Source", key="id")
        restate.register("suggestions.assignment", "suggestions.Assignment", key="code")
        restate.register("suggestions.reply", "suggestions.Reply", key="code")
        restate.register("suggestions.evaluation", "suggestions.Evaluation", key="code")
        for kind, title, words in (
            ("suggestions.submitted", _("新的代表建议"), _("《{title}》已提交，请审查。")),
            ("suggestions.returned", _("建议退回修改"), _("《{title}》请修改后再交。")),
            ("suggestions.kept_as_reference", _("建议作参阅件"), _("《{title}》作参阅件处理。")),
            ("suggestions.assigned", _("交办单"), _("第{number}号建议《{title}》请于{due}前答复。")),
            ("suggestions.rehandling", _("重办通知"), _("第{number}号建议《{title}》请重新办理，{due}前答复。")),
            (
                "suggestions.taken_over",
                _("接办通知"),
                _("机构改革后，第{number}号建议《{title}》由你单位接着办，答复期限不变：{due}前。"),
            ),
            ("suggestions.moved", _("承办单位变了"), _("《{title}》原由{before}办，现在由{organ}接着办，期限不变。")),
            ("suggestions.vacant", _("领衔代表回避"), _("《{title}》的领衔代表回避，请指定一位代表接着办。")),
            ("suggestions.led_on", _("请您接着办"), _("《{title}》由您接着领衔，请看。")),
            (
                "suggestions.stranded",
                _("承办单位撤销了"),
                _("{organ}已撤销，第{number}号建议《{title}》要指定由谁接着办。"),
            ),
            ("suggestions.replied", _("建议已答复"), _("《{title}》单位已答复，请评价。")),
        ):
            outbox.register_kind(kind, title, words)  # type: ignore[arg-type]
