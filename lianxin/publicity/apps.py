from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianxin.base import navigation
from lianxin.base.navigation import FOOT, PUBLIC, Item


class PublicityConfig(AppConfig):
    name = "lianxin.publicity"
    label = "publicity"

    def ready(self) -> None:
        navigation.register(
            Item(PUBLIC, _("联络站"), "publicity:stations", order=10),
            Item(PUBLIC, _("人大代表"), "publicity:deputies", order=20),
            Item(PUBLIC, _("接待日"), "publicity:receptions", order=25),
            Item(PUBLIC, _("办理结果"), "publicity:results", order=30),
            Item(PUBLIC, _("查我说的事"), "publicity:receipt", order=40),
            Item(FOOT, _("您的信息怎么用"), "publicity:privacy", order=10),
            Item(FOOT, _("哪些事该找别的地方"), "publicity:where_to_turn", order=20),
            Item(FOOT, _("怎样验证记录没被改过"), "publicity:verify", order=30),
            Item(FOOT, _("无障碍说明"), "publicity:accessibility", order=40),
            Item(FOOT, _("关于连心"), "publicity:about", order=50),
        )
