"""Persons with mandates for tests, made by the real actions. Codes are real, people are invented."""

import io
from datetime import date

from PIL import Image

from lianxin.deputies import actions
from lianxin.deputies.models import CongressTerm, Mandate, Person
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor, Level
from lianxin.people import queries as people
from lianxin.people.tests.factory import COUNTY, TOWN, account

PROVINCE = "430000000000"
CITY = "430100000000"
NATION = "000000000000"
CONGRESS = {
    Level.NATIONAL: NATION,
    Level.PROVINCE: PROVINCE,
    Level.CITY: CITY,
    Level.COUNTY: COUNTY,
    Level.TOWNSHIP: TOWN,
}
WORKPLACE = "白石镇新桥小学"
CONTACT = "联络站 000-0000"
MOBILE = "0700-555-0199"


def picture(width: int = 50, height: int = 70, form: str = "JPEG", **more: object) -> bytes:
    """A plain upright picture as a photographer sends it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (180, 40, 40)).save(out, form, **more)
    return out.getvalue()


JPEG = picture()


def person(
    name: str = "周永清", *, division: str = COUNTY, username: str = "", photo: bool = True, **more: str
) -> Person:
    """A person with everything that could be disclosed, a private number and, if asked for, an account."""
    user_id = account(username, name).pk if username else None
    made = actions.register_person(
        name,
        division=division,
        by=SYSTEM,
        user_id=user_id,
        **{"workplace": WORKPLACE, "public_contact": CONTACT, "private_mobile": MOBILE} | more,
    )
    return actions.give_photo(made, JPEG, by=SYSTEM) if photo else made


def mandate(who: Person, level: Level = Level.COUNTY, **more: object) -> Mandate:
    """A mandate at a level, in the congress above the test county."""
    fields: dict[str, object] = {"term": 18, "district": "第3选区"} | more
    return actions.grant_mandate(who, CONGRESS[level], by=SYSTEM, **fields)


def deputy(name: str = "周永清", *levels: Level, **more: str) -> Person:
    """A person with active mandates, a county deputy if no level is named."""
    made = person(name, **more)
    for level in levels or (Level.COUNTY,):
        mandate(made, level)
    return made


def as_actor(who: Person) -> Actor:
    """The deputy as he acts when signed in (he needs an account)."""
    return people.actor_for(who.user)


def term(level: Level = Level.COUNTY, **more: object) -> CongressTerm:
    """The running term of a congress above the test county."""
    fields: dict[str, object] = {
        "number": 18, "name": "长沙县人民代表大会", "began_on": date(2021, 12, 1), "quota": 3,
    } | more  # fmt: skip
    return actions.open_term(CONGRESS[level], by=SYSTEM, **fields)


def terms_and_groups() -> None:
    """One row at least of each table that terms, groups and requests fill, after acts of every kind."""
    who, other = deputy("任连山", Level.TOWNSHIP), deputy("卸任之", Level.TOWNSHIP)
    running = actions.renew_term(term(Level.TOWNSHIP, name="白石镇人民代表大会"), quota=60, by=SYSTEM)
    again = actions.Continuing(who.code, "第1选区", "乡-2026-001")
    actions.change_term(running, on=moment.today(), continuing=[again], by=SYSTEM)
    group = actions.found_group("白石镇第一代表小组", division=TOWN, by=SYSTEM)
    actions.join_group(group, who, by=SYSTEM)
    actions.lead_group(group, who, by=SYSTEM)
    actions.leave_group(group, who, by=SYSTEM)
    for item in ("workplace", "contact"):
        asked = actions.ask_correction(other, item, "新的", by=SYSTEM)
        actions.correct(asked, by=SYSTEM)
