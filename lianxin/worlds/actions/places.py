"""Counties of any size with their stations, staff, deputies and organs: the rows and records of the real actions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lianxin.deputies.models import Mandate, Person
from lianxin.kit import chance
from lianxin.kit.actor import SYSTEM, ActiveMandate, Actor, Level, Post, Role
from lianxin.organs.models import Organ, OrganContact
from lianxin.people.models import Posting, User
from lianxin.stations.models import Attachment, Station
from lianxin.worlds.actions.writing import Batch
from lianxin.worlds.words import given_name

POSTED = date(2022, 1, 4)
TERM_BEGAN = date(2021, 12, 1)
TERM = 18
UNUSABLE = "!" + "x" * 40
"""No password opens these accounts."""
COUNTY_ORGANS = (
    "卫生健康局", "教育局", "交通运输局", "民政局", "水利局", "农业农村局", "自然资源局", "城市管理和综合执法局",
    "人力资源和社会保障局", "医疗保障局", "市场监督管理局", "公安局", "住房和城乡建设局", "生态环境局",
    "文化旅游广电体育局",
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How many of what a township has."""

    stations: float
    township_deputies: int
    county_deputies: int
    opinions: int
    """In a year, of the whole world."""


@dataclass
class Desk:
    """One station and who acts there."""

    station: Station
    county: str
    officer: Actor
    chair: Actor
    deputies: list[Actor] = field(default_factory=list)
    county_deputies: list[Actor] = field(default_factory=list)


@dataclass
class County:
    """A county's office, its organs with their handlers, and its stations."""

    code: str
    office: Actor
    organs: list[tuple[Organ, Actor]]
    desks: list[Desk] = field(default_factory=list)


def account(batch: Batch, username: str, name: str) -> User:
    """As people.actions.create_account makes it, without a password."""
    user = User(username=username, name=name, password=UNUSABLE)
    return batch.kept("people.account_created", user, SYSTEM, "")  # type: ignore[no-any-return]


def posted(batch: Batch, username: str, role: Role, scope: str, *, station: str = "", organ: str = "") -> Actor:
    """An account with one posting, as an actor."""
    user = account(batch, username, given_name())
    posting = Posting(user=user, role=role, scope=scope, station=station, organ=organ, from_day=POSTED)
    batch.kept("people.posted", posting, SYSTEM, scope)
    return Actor(user.ref, user.name, user.pk, (Post(role, scope, station, organ),))


def _deputy(batch: Batch, username: str, division: str, congresses: tuple[tuple[Level, str], ...]) -> Actor:
    user = account(batch, username, given_name())
    person = Person(name=user.name, division=division, workplace="", public_contact="000-0000", user=user)
    batch.kept("deputies.person_registered", person, SYSTEM, division)
    held = []
    for level, congress in congresses:
        mandate = Mandate(person=person, level=level, congress=congress, term=TERM, district="", from_day=TERM_BEGAN)
        batch.kept("deputies.mandate_granted", mandate, SYSTEM, congress)
        held.append(ActiveMandate(mandate.pk, level, congress))
    return Actor(user.ref, user.name, user.pk, person_id=person.pk, mandates=tuple(held))


def _organ(batch: Batch, name: str, level: Level, division: str) -> tuple[Organ, Actor]:
    organ = Organ(name=name, short_name="", kind="government", level=level, division=division)
    batch.kept("organs.registered", organ, SYSTEM, division)
    contact = OrganContact(organ=organ, name="办公室", duty="承办联系", phone="000-0010", from_day=POSTED)
    batch.kept("organs.contact_renewed", contact, SYSTEM, division)
    return organ, posted(batch, f"h.{organ.code}", Role.ORGAN_HANDLER, division, organ=organ.code)


def county(batch: Batch, code: str, name: str) -> County:
    """The county's own office and organs."""
    office = posted(batch, f"office.{code[:6]}", Role.COUNTY_OFFICE, code)
    return County(code, office, [_organ(batch, f"{name}{organ}", Level.COUNTY, code) for organ in COUNTY_ORGANS])


def township(
    batch: Batch, home: County, code: str, name: str, villages: list[str], size: Size, opened: date
) -> Iterator[Desk]:
    """A township's stations, chair, officers and deputies; a sub-district has county deputies alone."""
    chair_role = Role.SUBDISTRICT_OFFICE if code[6:9] < "100" else Role.TOWNSHIP_CHAIR
    chair = posted(batch, f"chair.{code[:9]}", chair_role, code)
    count = max(1, int(size.stations) + (chance.below(100) < (size.stations % 1) * 100))
    local = size.township_deputies if chair_role is Role.TOWNSHIP_CHAIR else 0
    members = [_deputy(batch, f"t.{code[:9]}.{n}", code, ((Level.TOWNSHIP, code),)) for n in range(local)]
    upper = [
        _deputy(batch, f"c.{code[:9]}.{n}", code, ((Level.COUNTY, home.code),)) for n in range(size.county_deputies)
    ]
    for number in range(count):
        division = code if number == 0 or not villages else villages[number % len(villages)]
        station = Station(
            name=f"{name}人大代表联络站{number + 1 if number else ''}", kind="home" if number == 0 else "point",
            division=division, county=home.code, address=f"{name}政府大院", hours="周一至周五", phone="000-0000",
            state="open", opened_on=opened,
        )  # fmt: skip
        batch.kept("stations.opened", station, SYSTEM, division)
        officer = posted(batch, f"officer.{station.code}", Role.LIAISON_OFFICER, code, station=station.code)
        desk = Desk(station, home.code, officer, chair)
        desk.deputies = [_attached(batch, station, a, opened) for a in members[number::count]]
        desk.county_deputies = [_attached(batch, station, a, opened) for a in upper[number::count]]
        home.desks.append(desk)
        yield desk


def _attached(batch: Batch, station: Station, deputy: Actor, opened: date) -> Actor:
    assert deputy.person_id is not None
    attachment = Attachment(station=station, person_id=deputy.person_id, from_day=opened)
    batch.kept("stations.attached", attachment, SYSTEM, station.division)
    return Actor(deputy.ref, deputy.name, deputy.user_id, (), deputy.person_id, deputy.mandates, (station.code,))
