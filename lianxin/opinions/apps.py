from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from lianxin.ledger import restate
from lianxin.outbox import rules as outbox
from lianxin.staff import openwork


class OpinionsConfig(AppConfig):
    name = "lianxin.opinions"
    label = "opinions"

    def ready(self) -> None:
        openwork.provide("lianxin.opinions.queries.handing.OPEN")
        restate.register("opinions.opinion", "opinions.Opinion", key="ledger_key")
        restate.register("opinions.answer", "opinions.Answer", key="code")
        restate.register("opinions.attachment", "opinions.Attachment", key="code")
        restate.register("opinions.matter", "opinions.ConfidentialMatter", key="code")
        restate.register("opinions.block", "opinions.ReceiptBlock", key="code")
        restate.register("opinions.publication", "opinions.Publication", key="code")
        import_string("lianxin.opinions.projections.offer")()  # it needs the models, which are there only now
        for kind, title, words in (
            ("opinions.passed_on", _("转交给您的意见"), _("登记号{number}，请在{due}前看。")),
            ("opinions.result", _("告诉本人结果"), _("登记号{number}有了结果，请告诉本人。")),
            ("opinions.clarify", _("请本人补充"), _("登记号{number}，请本人补充几句。")),
            ("opinions.proposed", _("提请视察调研"), _("登记号{number}，代表提请视察或者调研。")),
            ("opinions.referred", _("转办函"), _("登记号{number}，转请{to}在{due}前回复。")),
            ("opinions.emergency", _("紧急"), _("登记号{number}是紧急情况，请立即看。")),
        ):
            outbox.register_kind(kind, title, words)  # type: ignore[arg-type]
