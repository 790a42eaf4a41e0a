"""Stations with attached deputies for tests, made by the real actions."""

from lianxin.deputies.models import Person
from lianxin.kit.actor import SYSTEM
from lianxin.people.tests.factory import TOWN
from lianxin.stations import actions
from lianxin.stations.models import Attachment, Station


def station(name: str = "双凫铺镇代表联络站", division: str = TOWN, **more: str) -> Station:
    """An open station."""
    fields = {
        "address": "双凫铺镇政府一楼",
        "hours": "周一至周五 8:30—17:30",
        "phone": "000-0000",
        "access": "门口无台阶",
    }
    return actions.open_station(name, division, by=SYSTEM, **fields | more)


def attached(at: Station, person: Person, *, convener: bool = False) -> Attachment:
    """A deputy at a station, perhaps its convener."""
    attachment = actions.bring_in(at, person.pk)
    return actions.elect_convener(at, person.pk, by=SYSTEM) if convener else attachment
