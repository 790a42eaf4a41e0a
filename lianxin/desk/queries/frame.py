"""What stands around every page of the desk: the lists with their counts, the name of the place, today's light."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from lianxin.desk import rules
from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Role
from lianxin.kit.lights import NEAR_WORKING, Light, light
from lianxin.locality import queries as locality
from lianxin.opinions import permissions as opinion_permissions
from lianxin.opinions import queries as opinions
from lianxin.organs import queries as organs
from lianxin.stations import queries as stations
from lianxin.suggestions import queries as suggestions

CAP = 1000
ICONS = {
    "emergency": "alert",
    "to_sort": "list",
    "with_me": "speak",
    "to_tell": "phone",
    "to_conclude": "check",
    "unrouted": "house",
    "confidential": "lock",
    "with_deputies": "people",
    "clarifying": "info",
    "elsewhere": "clock",
    "drafts": "edit",
    "to_evaluate": "star",
    "to_vet": "doc",
    "to_assign": "send",
    "in_hand": "clock",
    "replied": "mail",
    "evaluated": "check",
    "to_acknowledge": "bell",
    "to_reply": "edit",
}


@dataclass(frozen=True)
class NavList:
    key: str
    title: str
    href: str
    icon: str
    count: str
    current: bool


@dataclass(frozen=True)
class NavGroup:
    title: str
    lists: tuple[NavList, ...]


def is_station(actor: Actor) -> bool:
    """Whether his day is a station's: three panes."""
    return bool(actor.posts_as(*opinion_permissions.STATION_STAFF))


def in_panes(actor: Actor) -> bool:
    """Whose opinions open in three panes: station staff, and the reader of confidential matters."""
    return is_station(actor) or bool(actor.posts_as(Role.CONFIDENTIAL_READER))


@dataclass(frozen=True)
class Counting:
    """One query that counts several querysets, each up to CAP; `names` are those that can have rows at all."""

    names: tuple[str, ...]
    words: str
    values: tuple[Any, ...]

    def run(self) -> dict[str, int]:
        """How many rows each has."""
        if not self.names:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(self.words, self.values)
            return dict(zip(self.names, cursor.fetchone(), strict=True))


def counting(lists: Mapping[str, Any]) -> Counting:
    """Querysets by name, as one query."""
    parts: list[str] = []
    values: list[Any] = []
    names: list[str] = []
    for name, rows in lists.items():
        try:
            inner, given = rows.order_by().values("pk")[:CAP].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({inner}) t{len(parts)})")  # noqa: S608 - the ORM's own SQL
        values += given
        names.append(name)
    return Counting(tuple(names), "SELECT " + ", ".join(parts), tuple(values))


def waiting(lists: Mapping[str, Any]) -> dict[str, int]:
    """How many rows each queryset has, counted up to CAP: all of them in one query."""
    return dict.fromkeys(lists, 0) | counting(lists).run()


@lru_cache(maxsize=256)
def _counting_of(actor: Actor, vendor: str) -> Counting:
    """The query of an actor's lists. What it asks stands in his rights alone; making it costs more than running it."""
    rows: dict[str, Any] = {
        f"o.{w.key}": opinions.listed(actor, w.key) for w in opinions.lists_of(actor) if w.key not in ("done", "all")
    }
    rows |= {f"s.{w.key}": suggestions.listed(actor, w.key) for w in suggestions.lists_of(actor) if w.key != "finished"}
    return counting(rows)


def nav(actor: Actor, current: str = "") -> tuple[NavGroup, ...]:
    """The actor's lists: what he has to do, what others have in hand, what is there to look up."""
    mine = {f"o.{w.key}": (w.key, str(w.title)) for w in opinions.lists_of(actor)}
    also = {f"s.{w.key}": (w.key, str(w.title)) for w in suggestions.lists_of(actor)}
    counted = _counting_of(actor, connection.vendor).run()
    uncounted = ("o.done", "o.all", "s.finished")
    found = [
        _nav_list(actor, name, *pair, None if name in uncounted else counted.get(name, 0), current)
        for name, pair in {**mine, **also}.items()
    ]
    return _grouped([entry for entry in found if entry.key not in ("emergency",) or entry.count != "0"])


def _nav_list(actor: Actor, name: str, key: str, title: str, count: int | None, current: str) -> NavList:
    if name.startswith("s."):
        href = reverse("desk:suggestion_list", args=[key])
    elif in_panes(actor):
        href = f"{reverse('desk:today')}?list={key}"
    else:
        href = reverse("desk:list", args=[key])
    said = "" if count is None else f"{CAP}+" if count >= CAP else str(count)
    return NavList(key, title, href, ICONS.get(key, "list"), said, name == current)


def _grouped(found: list[NavList]) -> tuple[NavGroup, ...]:
    order = {key: place for place, key in enumerate((*rules.TO_DO, *rules.ELSEWHERE))}
    found.sort(key=lambda entry: order.get(entry.key, 99))
    todo = tuple(e for e in found if e.key in rules.TO_DO)
    elsewhere = tuple(e for e in found if e.key in rules.ELSEWHERE)
    rest = tuple(e for e in found if e.key not in order)
    groups = (NavGroup(_("等着办"), todo), NavGroup(_("别人手里的"), elsewhere), NavGroup(_("翻看"), rest))
    return tuple(group for group in groups if group.lists)


ROLE_WORDS = {
    Role.STATION_HEAD: later("站长"),
    Role.STATION_VICE_HEAD: later("副站长"),
    Role.LIAISON_OFFICER: later("联络员"),
    Role.VOLUNTEER: later("志愿者"),
    Role.TOWNSHIP_CHAIR: later("乡镇人大主席"),
    Role.SUBDISTRICT_OFFICE: later("街道人大工委"),
    Role.COUNTY_OFFICE: later("县人大代表工委"),
    Role.CONFIDENTIAL_READER: later("密件专人"),
    Role.ORGAN_HANDLER: later("承办单位"),
    Role.CITY_VIEWER: later("市级查看"),
    Role.PROVINCE_VIEWER: later("省级查看"),
    Role.AUDITOR: later("审计"),
    Role.DEPUTY: later("人大代表"),
}


def role_of(actor: Actor) -> str:
    """His role in words, for the head of the page."""
    return str(ROLE_WORDS.get(actor.main_role, ""))


def place_of(actor: Actor) -> str:
    """Where he sits: his station, his organ, the division of his posting or mandate."""
    post = next((p for p in actor.posts if p.station or p.organ), None)
    found: Any = None
    if post is not None:
        found = stations.by_code(post.station) if post.station else organs.by_code(post.organ)
    elif actor.posts or actor.mandates:
        scope = actor.posts[0].scope if actor.posts else actor.mandates[0].congress
        county = locality.locality(scope) if scope.endswith("000000") else None
        found = county or divisions.by_code(scope)
    return str(found.name) if found else ""


def search_at(actor: Actor) -> str:
    """Where the search box at the head of the page looks."""
    if is_station(actor) or (actor.posts_as(Role.COUNTY_OFFICE) and not actor.is_deputy):
        return reverse("desk:list", args=["all"])
    return ""


def opinion_light(due: date | None, state: str) -> Light | None:
    """The light of an opinion's present step; a concluded one is done."""
    if state == "concluded":
        return light(None, moment.today(), done=True)
    return light(due, moment.today(), near=NEAR_WORKING)


def suggestion_light(row: Any) -> Light | None:
    """The light of a suggestion: while an organ owes a reply, and done after it."""
    if row.state in ("replied", "evaluated", "concluded"):
        return light(None, moment.today(), done=True)
    return light(row.due_day, moment.today()) if row.state in ("assigned", "acknowledged") else None
