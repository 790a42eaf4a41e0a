"""The demo county's stations beyond the cast: where they lie, whose houses; one proposed, one merged, votes."""

from datetime import date, timedelta

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.locality import actions as locality
from lianxin.stations import actions, queries
from lianxin.worlds.cast import COUNTY
from lianxin.worlds.people import Everybody

# key: latitude, longitude, venue, host, shared use, access items
PLACES = {
    "niangxi": ("27.320700", "111.457900", "township", "酿溪镇人民政府", "与镇便民服务中心共用大厅", "ramp,toilet"),
    "yantang": ("27.268400", "111.432100", "township", "严塘镇人民政府", "", "no_step"),
    "quetang": ("27.293100", "111.538600", "reading_room", "雀塘镇综合文化站", "与农家书屋共用", "no_step,parking"),
    "chenjiafang": ("27.330900", "111.648200", "township", "陈家坊镇人民政府", "", "no_step"),
    "tanxi": ("27.436500", "111.612700", "service_centre", "潭溪镇社区服务中心", "二楼东头", "level,toilet"),
    "cunshi": (
        "27.404300",
        "111.376500",
        "township",
        "寸石镇人民政府",
        "与镇人大主席团共用",
        "no_step,ramp,parking",
    ),
    "pingshang": ("27.571200", "111.405800", "township", "坪上镇人民政府", "", "no_step"),
    "longxipu": ("27.538300", "111.279400", "township", "龙溪铺镇人民政府", "", ""),
    "jukoupu": ("27.398600", "111.239900", "service_centre", "巨口铺镇便民服务中心", "与便民服务中心共用", "no_step"),
    "xintianpu": ("27.448200", "111.196100", "township", "新田铺镇人民政府", "", "ramp"),
    "xiaotang": ("27.356600", "111.317700", "township", "小塘镇人民政府", "", "no_step"),
    "taizhimiao": ("27.473900", "111.522800", "village", "太芝庙镇太芝村", "与村部共用", "no_step"),
    "daxin": ("27.611500", "111.298900", "township", "大新镇人民政府", "", ""),
    "tanfu": ("27.515400", "111.478300", "township", "潭府乡人民政府", "", "no_step"),
    "yingguang": ("27.629800", "111.361200", "township", "迎光乡人民政府", "", "no_step,hearing"),
    "zibin": ("27.324800", "111.462300", "service_centre", "资滨社区服务中心", "与党群服务中心共用", "level,toilet"),
    "tongmu": ("27.412600", "111.391400", "village", "桐木村村民委员会", "与村部共用一楼", ""),
}
PATTERNS = {
    "home": ["{乡镇}人大代表联络站", "{乡镇}人大代表之家"],
    "point": ["{乡镇}{村}代表联系点", "{乡镇}{名}代表联系点"],
}
OFFICE = "office"


def build(world: Everybody, today: date) -> None:
    """Places, patterns, a shared house, a proposal, a merger, an election with its count, an open invitation."""
    for key, (latitude, longitude, venue, host, shared_use, items) in PLACES.items():
        actions.renew_place(
            world.stations[key], by=SYSTEM, latitude=latitude, longitude=longitude, venue=venue, host=host,
            shared_use=shared_use, access_items=items,
        )  # fmt: skip
    actions.renew_station(
        world.stations["cunshi"], by=world.actor("officer"), sms="0700-000-0105", mail="cunshi@example.org",
        intro="逢二、七赶场，站里上午有人。说得不清楚没关系，联络员帮您写。",
    )  # fmt: skip
    locality.adapt_policy(
        COUNTY,
        {"station_names": PATTERNS, "neighbour_metres": 800},
        from_day=moment.today() + timedelta(days=1),
        by=SYSTEM,
    )
    _one_house(world)
    _proposed(world)
    _merged(world)
    _elected(world)
    actions.invite(
        world.stations["tongmu"], world.people["xie"].pk, by=world.actor("chair"),
        words="桐木村想请您看看油茶低产林改造，一年来一两次就好。",
    )  # fmt: skip


def _one_house(world: Everybody) -> None:
    """Two identities at one place: the township's station is a legislative contact point as well."""
    point = actions.open_station(
        "酿溪镇立法联系代表联系点", "430522100000", kind="point", hours="每月第一个周五 9:00–11:30",
        phone="000-0000", near_reason="与联络站合署，不另设场所", by=world.actor(OFFICE),
    )  # fmt: skip
    actions.share_place(point, main=world.stations["niangxi"], by=world.actor(OFFICE))
    actions.attach(point, world.people["niangxi_1"].pk, by=world.actor(OFFICE))


def _proposed(world: Everybody) -> None:
    """A second point some hundred metres from another: nobody has said yet why it is needed."""
    actions.propose_station(
        "酿溪镇滨河市场代表联系点", "430522100006", kind="point", address="滨河市场东门岗亭", venue="other",
        latitude="27.327100", longitude="111.465000", by=world.actor("chair_niangxi"),
    )  # fmt: skip


def _merged(world: Everybody) -> None:
    """A point that went on in its township's station: its code on the old door leads there."""
    old = actions.open_station(
        "陈家坊镇老街代表联系点", "430522103000", kind="point", address="老街41号", hours="逢五赶场",
        near_reason="老街离镇政府两里路", by=world.actor(OFFICE),
    )  # fmt: skip
    actions.attach(old, world.people["chenjiafang_3"].pk, by=world.actor(OFFICE))
    actions.merge_stations(
        old, into=world.stations["chenjiafang"], by=world.actor(OFFICE), ground="县人大常委会关于整合联络站的意见"
    )


def _elected(world: Everybody) -> None:
    """The deputies of 酿溪镇 vote anew, and keep their convener."""
    station, people = world.stations["niangxi"], world.people
    standing = [people["niangxi_1"].pk, people["niangxi_2"].pk]
    vote = actions.notice_election(
        station, by=world.actor("chair_niangxi"), held_on=moment.today(), place="酿溪镇政府二楼会议室",
        candidates=standing,
    )  # fmt: skip
    voters = len(queries.voters(vote))
    first = voters - 2
    actions.count_votes(
        vote, by=world.actor("chair_niangxi"), eligible=voters, present=voters,
        votes={standing[0]: first, standing[1]: 1}, blank=1, chaired_by="陆明川", counted_by="田水生",
        term_until=moment.today() + timedelta(days=730),
    )  # fmt: skip
