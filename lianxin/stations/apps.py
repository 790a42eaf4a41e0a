from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianxin.ledger import restate
from lianxin.outbox import rules as outbox
from lianxin.people import rights

KINDS = (
    ("stations.invited", _("邀请进站"), _("“{station}”邀请{deputy}参加站里的活动，请问他愿不愿意。")),
    ("stations.invitation_accepted", _("接受了邀请"), _("{deputy}接受邀请，已进“{station}”。")),
    ("stations.invitation_declined", _("谢绝了邀请"), _("{deputy}谢绝了“{station}”的邀请。")),
    ("stations.election_noticed", _("推选召集人"), _("请通知{deputy}：“{station}”{day}在{place}推选召集人。")),
    ("stations.dismissal_noticed", _("表决罢免召集人"), _("请通知{deputy}：“{station}”{day}在{place}表决罢免召集人。")),
    ("stations.proposed", _("申报设站"), _("“{station}”等县里批准。")),
    ("stations.approved", _("设站已批准"), _("“{station}”批准开放。")),
    ("stations.returned", _("设站申报退回"), _("“{station}”的申报退回修改，请看县里的意见。")),
)


class StationsConfig(AppConfig):
    name = "lianxin.stations"
    label = "stations"

    def ready(self) -> None:
        restate.register("stations.station", "stations.Station", key="code")
        restate.register("stations.attachment", "stations.Attachment", key="code")
        restate.register("stations.invitation", "stations.Invitation", key="code")
        restate.register("stations.election", "stations.Election", key="code")
        restate.register("stations.candidate", "stations.Candidate", key="code")
        rights.provide("lianxin.stations.queries.RIGHTS")
        for name, title, words in KINDS:
            outbox.register_kind(name, title, words)  # type: ignore[arg-type]
