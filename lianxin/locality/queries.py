"""Policy and days of rest, kept in memory by the version of their table, and the county's own names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet

from lianxin.divisions.rules import county_code
from lianxin.kit.actor import Actor
from lianxin.kit.dates import DayTable, Mark
from lianxin.locality import permissions
from lianxin.locality.days import DayRow, read
from lianxin.locality.models import Locality, PolicyChoice, WorkingYear
from lianxin.locality.rules import Policy, adapt, platform_name, policy_from

DATA = Path(__file__).parent / "data"
DAYS = "days"
POLICIES = "policies"
_VERSION_SQL = "SELECT number, digest FROM locality_tableversion WHERE name = %s"
SHIPPED_EDITION = 1
"""Grows with every release that ships another day file, so that what stands on the table is reckoned again."""


@dataclass(frozen=True)
class LocalityCard:
    """What the public may know of the congress of a county."""

    code: str
    name: str
    short_name: str
    platform_name: str
    telephone: str
    postal_address: str
    hours: str
    emergency_words: str


@dataclass(frozen=True)
class YearCard:
    """One year's notice: its source and its days; `shipped` when it came with the product."""

    year: int
    notice: str
    days: tuple[DayRow, ...]
    shipped: bool


# ── days ───────────────────────────────────────────────────────────────────
def day_table() -> DayTable:
    """The days of rest of every published year. One read by primary key when nothing has changed."""
    return _day_table(*_version(DAYS))


def table_version() -> int:
    """Grows whenever the days change: what was reckoned by a smaller number should be reckoned again."""
    return _version(DAYS)[0] * 100 + SHIPPED_EDITION


def working_years() -> tuple[YearCard, ...]:
    """The years of the table in order; a loaded year takes the place of a shipped one."""
    return tuple(_years(*_version(DAYS)).values())


@lru_cache(maxsize=4)
def _day_table(number: int, digest: str) -> DayTable:
    years: dict[int, Mapping[date, Mark]] = {
        card.year: {row.day: row.mark for row in card.days} for card in _years(number, digest).values()
    }
    return DayTable(years)


@lru_cache(maxsize=4)
def _years(number: int, digest: str) -> dict[int, YearCard]:
    found = dict(_shipped_years())
    if number:
        for row in WorkingYear.objects.order_by("year"):
            found[row.year] = YearCard(row.year, row.notice, read(row.days.encode(), row.year), shipped=False)
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def _shipped_years() -> dict[int, YearCard]:
    notices: dict[str, str] = json.loads((DATA / "notices.json").read_text(encoding="utf-8"))
    return {
        int(year): YearCard(int(year), notice, read((DATA / f"days-{year}.csv").read_bytes(), int(year)), shipped=True)
        for year, notice in sorted(notices.items())
    }


# ── policy ─────────────────────────────────────────────────────────────────
def policy(county: str, on: date) -> Policy:
    """The policy of a county (any code in it) on a day: its own choice, else the shipped profile of that day."""
    return _policy(*_version(POLICIES), county_code(county), on)


def profiles() -> tuple[Policy, ...]:
    """The shipped profiles, oldest first."""
    return _profiles()


@lru_cache(maxsize=4096)
def _policy(number: int, digest: str, county: str, on: date) -> Policy:
    choice = (
        PolicyChoice.objects.filter(division_id=county, from_day__lte=on).order_by("-from_day").first()
        if number and county
        else None
    )
    if choice is None:
        return _profile_of_day(on)
    base = next(p for p in _profiles() if p.profile == choice.profile)
    return adapt(base, choice.changes)


def _profile_of_day(on: date) -> Policy:
    held = [p for p in _profiles() if p.from_day <= on and (p.until_day is None or on <= p.until_day)]
    # Before the first profile there was no platform: old papers are read by the first one.
    return held[-1] if held else _profiles()[0]


@lru_cache(maxsize=1)
def _profiles() -> tuple[Policy, ...]:
    found = [policy_from(json.loads(p.read_text(encoding="utf-8"))) for p in DATA.glob("policy-*.json")]
    return tuple(sorted(found, key=lambda p: p.from_day))


# ── names ──────────────────────────────────────────────────────────────────
def locality(code: str) -> LocalityCard | None:
    """The congress of the county that holds a division; None where the product is not used."""
    row = Locality.objects.filter(pk=county_code(code)).first()
    return _card(row) if row else None


def localities() -> list[LocalityCard]:
    """Every county that uses the product, in code order."""
    return [_card(row) for row in Locality.objects.order_by("pk")]


def the_locality() -> LocalityCard | None:
    """The one county of a single-county installation; None when there is none, or more than one."""
    found = Locality.objects.order_by("pk")[:2]
    return _card(found[0]) if len(found) == 1 else None


def localities_visible_to(actor: Actor) -> QuerySet[Locality]:
    """Counties on the desk of whoever may change their settings."""
    return permissions.visible_to(actor).order_by("pk")


def _card(row: Locality) -> LocalityCard:
    return LocalityCard(
        code=row.division_id,
        name=row.name,
        short_name=row.short_name,
        platform_name=platform_name(row.platform_name, row.short_name),
        telephone=row.telephone,
        postal_address=row.postal_address,
        hours=row.hours,
        emergency_words=row.emergency_words,
    )


def _version(table: str) -> tuple[int, str]:
    """Number and digest together name a content: a number alone would lie after a rollback."""
    # Plain SQL: this runs several times in a request, and building a queryset costs four times the query.
    with connection.cursor() as cursor:
        cursor.execute(_VERSION_SQL, (table,))
        row = cursor.fetchone()
    return (row[0], row[1]) if row else (0, "")


def choice_on(county: str, on: date) -> tuple[str, dict[str, object]] | None:
    """(profile, the county's own changes) that hold in a county on a day; None while it works by the shipped one."""
    row = PolicyChoice.objects.filter(division_id=county, from_day__lte=on).order_by("-from_day").first()
    return (row.profile, dict(row.changes)) if row else None


def is_chosen(county: str, day: date) -> bool:
    """Whether a choice for just this day is made already: the next one can hold from the day after."""
    return PolicyChoice.objects.filter(division_id=county, from_day=day).exists()
