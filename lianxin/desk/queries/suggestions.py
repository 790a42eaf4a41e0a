"""One suggestion as its page shows it, and the lists of the office."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.base.drawing import Mark, Ruler, ruler
from lianxin.desk import rules
from lianxin.desk.queries.frame import suggestion_light
from lianxin.desk.queries.opinions import Dock
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level, Role
from lianxin.kit.dates import months_later
from lianxin.kit.lights import Kind, Light
from lianxin.kit.road import Road
from lianxin.locality import queries as locality
from lianxin.opinions import permissions as opinions
from lianxin.organs import queries as organs
from lianxin.suggestions import permissions, queries
from lianxin.suggestions import rules as suggestion_rules

Row = Any
MOST_ON_RULER = 200


@dataclass(frozen=True)
class Item:
    row: Row
    light: Light | None
    organ: str = ""


@dataclass(frozen=True)
class Term:
    """What three or six months from today come to."""

    months: int
    due: date
    days: int
    provisional: bool
    lines: Any
    basis: str


@dataclass(frozen=True)
class Page:
    row: Row
    light: Light | None
    dock: Dock
    road: Road | None
    sources: list[Any]
    hidden_sources: int
    leg: dict[str, Any] | None
    reply: Any
    publications: list[Any]

    @property
    def number(self) -> str:
        return _("第%(n)d号") % {"n": self.row.number} if self.row.number else ""


def terms() -> tuple[Term, Term]:
    """Three and six months from today, reckoned by the server, line by line."""
    today, table = moment.today(), locality.day_table()
    found = []
    for months in (3, 6):
        reckoned = months_later(today, months, table, suggestion_rules.LAW_51)
        lines = queries.reckoning_lines(reckoned)
        found.append(
            Term(months, reckoned.due, (reckoned.due - today).days, reckoned.provisional, lines, reckoned.basis)
        )
    return found[0], found[1]


def dock(actor: Actor, row: Row) -> Dock:
    """What can be done with a suggestion now."""
    allowed = set(permissions.doable(actor, row))
    leg = row.assignments.select_related("reply__evaluation").order_by("-round").first()
    judged = getattr(getattr(leg, "reply", None), "evaluation", None)
    if judged is not None:
        again = suggestion_rules.must_be_rehandled(suggestion_rules.Satisfaction(judged.result))
        allowed -= {"conclude"} if again else {"order_rehandling"}
    cards = permissions.publications_visible_to(actor).filter(matter=row.code).exclude(state="withdrawn")
    if "prepare_publication" in allowed and cards.exists():
        allowed.discard("prepare_publication")
    verbs = [v for v in rules.SUGGESTION_VERBS if v.name in allowed]
    go = next((v for v in verbs if v.front and v.name != "revise"), None)
    others = [v for v in verbs if v is not go]
    return Dock(go, tuple(v for v in others if v.front), tuple(v for v in others if not v.front))


def page(actor: Actor, row: Row) -> Page:
    """Everything the suggestion's page shows to this actor."""
    links = [s.opinion_id for s in row.sources.all()]
    sources = list(opinions.visible_to(actor).filter(pk__in=links).select_related("station")) if links else []
    leg = queries.assignment_card(row)
    return Page(
        row=row,
        light=suggestion_light(row),
        dock=dock(actor, row),
        road=_road(row, actor),
        sources=sources,
        hidden_sources=len(links) - len(sources),
        leg=leg,
        reply=_reply(row),
        publications=list(
            permissions.publications_visible_to(actor).filter(matter=row.code).exclude(state="withdrawn")
        ),
    )


def _road(row: Row, actor: Actor) -> Road | None:
    found = queries.stages_of_suggestion(row, staff=True)
    if row.state != "concluded" and actor.posts_as(Role.ORGAN_HANDLER) and not actor.is_deputy:
        # What the deputy judged goes to the congress's office first (brief, section 9).
        found = [stage for stage in found if stage.verb != "evaluated"]
    if not found:
        return None
    return queries.road_from_public(queries.public_stages(found), done=row.state == "concluded", voices=1)


def _reply(row: Row) -> Any:
    leg = row.assignments.select_related("reply").filter(reply__isnull=False).order_by("-round").first()
    return leg.reply if leg else None


def listed(actor: Actor, key: str, words: str = "") -> Any:
    """A list with each row's present organ at hand."""
    return queries.listed(actor, key, words=words).prefetch_related("assignments__organ")


def item(row: Row) -> Item:
    """One line of a list; the organ of the present round."""
    legs = sorted(row.assignments.all(), key=lambda leg: leg.round)
    return Item(row, suggestion_light(row), (legs[-1].organ.short_name or legs[-1].organ.name) if legs else "")


@dataclass(frozen=True)
class AssignRow:
    """One suggestion to be assigned, with the organs it can go to, and what came of the last try."""

    item: Item
    organs: list[tuple[str, str]]
    picked: bool = False
    organ: str = ""
    wrong: str = ""


def assign_rows(rows: Any) -> list[AssignRow]:
    """Suggestions with the organs of their own congress; one query for each congress."""
    known: dict[tuple[int, str], list[tuple[str, str]]] = {}
    found = []
    for row in rows:
        pair = (row.level, row.congress)
        if pair not in known:
            known[pair] = [(o.code, o.short_name or o.name) for o in organs.assignable(Level(row.level), row.congress)]
        found.append(AssignRow(item(row), known[pair]))
    return found


@dataclass(frozen=True)
class OfficeDay:
    """What the county office or a presidium has before it."""

    lamps: list[tuple[str, str, int, Light | None]]
    ruler: Ruler | None
    to_vet: list[Item]
    to_assign: list[AssignRow]
    in_hand: list[Item]


def office_day(actor: Actor) -> OfficeDay:
    """Vetting, assigning, and what is in hand from tight to loose."""
    vet = [item(r) for r in listed(actor, "to_vet")[:50]]
    assign = assign_rows(listed(actor, "to_assign")[:50])
    hand = [item(r) for r in listed(actor, "in_hand")[:MOST_ON_RULER]]
    marks = [Mark(_mark_words(i), i.light, reverse("desk:suggestion", args=[i.row.code])) for i in hand if i.light]
    return OfficeDay(_lamps(vet, assign, hand), ruler(marks) if marks else None, vet, assign, hand[:25])


def _mark_words(entry: Item) -> str:
    return _("第%(n)s号 %(title)s") % {"n": entry.row.number, "title": entry.row.title}


def _lamps(vet: list[Item], assign: list[AssignRow], hand: list[Item]) -> list[tuple[str, str, int, Light | None]]:
    lamps: list[tuple[str, str, int, Light | None]] = [
        (_("待审查"), reverse("desk:suggestion_list", args=["to_vet"]), len(vet), None),
        (_("待交办"), "#assign", len(assign), None),
    ]
    for kind in (Kind.LATE, Kind.NEAR, Kind.OK):
        here = [i.light for i in hand if i.light and i.light.kind is kind]
        address = reverse("desk:suggestion_list", args=["in_hand"]) + f"?light={kind}"
        lamps.append(("", address, len(here), Light(kind)))
    return lamps


def is_office(actor: Actor) -> bool:
    """Whose day is vetting and assigning."""
    return bool(actor.posts_as(Role.COUNTY_OFFICE))


def tried(row: AssignRow, organ: str, wrong: str | None) -> AssignRow:
    """The row after a try: still picked and with its organ when it went wrong."""
    return replace(row, picked=wrong is not None, organ=organ, wrong=wrong or "")
