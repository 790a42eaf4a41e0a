from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianxin.base import navigation
from lianxin.kit.actor import OFFICERS, Actor, Role

WRITERS = (
    *OFFICERS,
    Role.TOWNSHIP_CHAIR,
    Role.SUBDISTRICT_OFFICE,
    Role.VOLUNTEER,
    Role.COUNTY_OFFICE,
)
OFFICES = (*OFFICERS, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE, Role.COUNTY_OFFICE)


def writes(actor: Actor) -> bool:
    """Who writes down what somebody tells."""
    return actor.is_deputy or bool(actor.posts_as(*WRITERS))


def keeps_paper(actor: Actor) -> bool:
    """Who tells by paper, and makes results public."""
    return bool(actor.posts_as(*OFFICES))


class DeskConfig(AppConfig):
    name = "lianxin.desk"
    label = "desk"

    def ready(self) -> None:
        navigation.register(
            navigation.Item(navigation.DESK, _("今天"), "desk:today", icon="home", order=1),
            navigation.Item(
                navigation.DESK, _("登记来访"), "desk:register", icon="plus", order=2, allowed=writes, key="n"
            ),
            navigation.Item(navigation.DESK, _("粘贴聊天记录"), "desk:paste", icon="paste", order=3, allowed=writes),
            navigation.Item(
                navigation.DESK, _("要送的、要打的"), "desk:paper", icon="print", order=4, allowed=keeps_paper
            ),
            navigation.Item(navigation.DESK, _("公布"), "desk:publications", icon="bell", order=5, allowed=keeps_paper),
        )
