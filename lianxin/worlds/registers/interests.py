"""What the demo county's deputies declared: a firm of one's own, a kinsman's, a post. All invented."""

from datetime import date

from lianxin.interests import actions as interests
from lianxin.worlds.people import Everybody

# nickname, kind, name, further names, relation
DECLARED = (
    ("liu", "kin_firm", "新邵县云上油茶加工有限公司", "云上油茶厂\n云上茶油", "妻弟"),
    ("liu", "post", "桐木村油茶专业合作社", "桐木油茶合作社", ""),
    ("chenjiafang_1", "firm", "陈家坊镇金穗果业有限公司", "金穗果园", ""),
    ("long", "post", "寸石镇中心小学", "", ""),
)


def build(world: Everybody, today: date) -> None:
    """A story of the year names one of them (`stories/everyday.py`), and its deputy steps back."""
    for nickname, kind, name, others, relation in DECLARED:
        interests.declare(kind=kind, name=name, others=others, relation=relation, by=world.actor(nickname))
