"""One opinion as its page shows it: the words, who may reach the person, the road, and what can be done now."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lianxin.desk import rules
from lianxin.desk.queries.frame import is_station, opinion_light
from lianxin.interests import queries as interests
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Role
from lianxin.kit.lights import Light
from lianxin.kit.road import Road
from lianxin.kit.wording import masked_phone
from lianxin.ledger import queries as ledger
from lianxin.locality import queries as locality
from lianxin.opinions import actions, permissions, queries
from lianxin.opinions import rules as opinion_rules
from lianxin.suggestions import permissions as suggestion_permissions
from lianxin.suggestions import queries as suggestions

Row = Any


@dataclass(frozen=True)
class Dock:
    """What can be done: the one in red, the other buttons, the rest behind 其他, and what is forbidden and why."""

    go: rules.Verb | None = None
    front: tuple[rules.Verb, ...] = ()
    more: tuple[rules.Verb, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""

    @property
    def empty(self) -> bool:
        return not (self.go or self.front or self.more)


@dataclass(frozen=True)
class Item:
    """One row of a list: its light and its words with private numbers still in (the template masks them)."""

    row: Row
    light: Light | None
    words: str


@dataclass(frozen=True)
class Page:
    """One opinion, whole."""

    row: Row
    words: str
    place: str
    light: Light | None
    contact: str
    may_see_contact: bool
    road: Road
    dock: Dock
    register_number: str
    attachments: list[Any] = field(default_factory=list)
    same: list[Any] = field(default_factory=list)
    voices: list[Any] = field(default_factory=list)
    suggestions: list[Any] = field(default_factory=list)
    publications: list[Any] = field(default_factory=list)
    marks: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    """What of his own declarations the words name: for the deputy in charge alone."""


QUIET = frozenset({"raise_in_speech", "propose"})
RAISING = frozenset({"raise_as_suggestion", "raise_in_speech", "propose"})


def item(row: Row) -> Item:
    """One line of a list."""
    words = _("（密件，打开才能看）") if row.confidential else row.text
    return Item(row, opinion_light(row.due_day, row.state), words)


def dock(actor: Actor, row: Row) -> Dock:
    """The verbs that table and guard allow, less those that would only be refused."""
    allowed = set(permissions.doable(actor, row))
    forbidden = _forbidden(row, allowed)
    allowed -= _pointless(row, allowed)
    verbs = [v for v in rules.OPINION_VERBS if v.name in allowed]
    go = next((v for v in verbs if v.front), None)
    if go is not None and go.name in ("evaluate", "prepare_publication", "classify", "acknowledge"):
        go = None
    others = [v for v in verbs if v is not go]
    return Dock(
        go, tuple(v for v in others if v.front), tuple(v for v in others if not v.front), forbidden, _note(actor)
    )


def _note(actor: Actor) -> str:
    heads = bool(actor.posts_as(*permissions.HEADS))
    return str(rules.limits_of_role(is_head=heads, is_station=is_station(actor), is_deputy=actor.is_deputy))


def _pointless(row: Row, allowed: set[str]) -> set[str]:
    """What the table allows but the action would refuse as things stand."""
    out: set[str] = set()
    bar = opinion_rules.Bar(row.bar)
    if not opinion_rules.may_be_raised(bar):
        out |= RAISING
    if "refer" in allowed and not locality.policy(row.county, moment.today()).referral_allowed:
        out.add("refer")
    checks = {
        "acknowledge": row.acknowledged_at is not None,
        "mark_emergency": row.emergency,
        "protect_identity": row.protected,
        "mark_confidential": row.confidential,
        "lift_confidential": not row.confidential,
        "evaluate": bool(row.satisfaction),
        "feed_back": not opinion_rules.result_is_there(row.state, has_result=row.has_result),
        "record_result": row.has_result,
        "prepare_publication": row.confidential or row.publications.exclude(state="withdrawn").exists(),
        "route": row.station_id is not None,
    }
    return out | {verb for verb, idle in checks.items() if idle}


def _forbidden(row: Row, allowed: set[str]) -> tuple[str, ...]:
    """Guards that are seen, where the wrong move would be."""
    said = []
    if row.bar and allowed & RAISING:
        said.append(_("不能提出：%(why)s，只能告知去处并解释。") % {"why": row.get_bar_display()})
    if "refer" in allowed and not locality.policy(row.county, moment.today()).referral_allowed:
        said.append(_("不能转办：本县没有开通转办。"))
    if "feed_back" in allowed and not opinion_rules.result_is_there(row.state, has_result=row.has_result):
        said.append(_("还没有结果，先不反馈；有了结果会排到您这里。"))
    return tuple(said)


def page(actor: Actor, row: Row) -> Page:
    """Everything the opinion's page shows to this actor."""
    clear = actions.words_of(row) if row.confidential else {"text": row.text, "place": row.place}
    sees = permissions.may_see_contact(actor, row)
    return Page(
        row=row,
        words=clear["text"],
        place=clear["place"],
        light=opinion_light(row.due_day, row.state),
        contact=_contact(row, sees),
        may_see_contact=sees and row.contact is not None,
        road=suggestions.road(row, staff=True),
        dock=dock(actor, row),
        register_number=_register_number(actor, row),
        attachments=list(row.attachments.order_by("pk")),
        same=list(queries.same_contact(row, actor)[:5]),
        voices=list(permissions.visible_to(actor).filter(merged_into=row)[:20]),
        marks=_marks(row),
        named=_named(actor, row, clear),
        suggestions=_suggestions(actor, row),
        publications=list(row.publications.exclude(state="withdrawn")),
    )


def _named(actor: Actor, row: Row, clear: dict[str, Any]) -> tuple[str, ...]:
    """A private note: nobody but he who declared it and has the matter in hand is told."""
    if not actor.person_id or actor.person_id != row.deputy_id or not permissions.may_recuse(actor, row):
        return ()
    added = row.answers.filter(kind="added").values_list("words", flat=True)
    return interests.named_for(actor.person_id, [clear["text"], clear["place"], *added])


def _contact(row: Row, sees: bool) -> str:
    if row.contact is None:
        return _("没有留联系方式")
    return masked_phone(actions.contact_of(row)) if sees else _("留了联系方式")


def _register_number(actor: Actor, row: Row) -> str:
    """The gap-free number of the county's book: for the county and the audit alone."""
    if not actor.posts_as(Role.COUNTY_OFFICE, Role.AUDITOR, Role.CONFIDENTIAL_READER):
        return ""
    found = ledger.register_number(f"opinions.opinion:{row.ledger_key}")
    return f"{found[0].split('/')[-1]}-{found[1]}" if found else ""


def _suggestions(actor: Actor, row: Row) -> list[Any]:
    of_it = [s.pk for s in suggestions.of_opinion(row)]
    return list(suggestion_permissions.visible_to(actor).filter(pk__in=of_it).select_related("lead")) if of_it else []


def _marks(row: Row) -> tuple[str, ...]:
    marks = (
        (row.emergency, _("紧急")),
        (row.confidential, _("密件")),
        (row.protected, _("保护身份")),
        (bool(row.bar), row.get_bar_display()),
        (row.headcount > 1, _("%(n)d人一起来的") % {"n": row.headcount}),
        (row.round > 1, _("第%(n)d轮") % {"n": row.round}),
    )
    return tuple(str(words) for there, words in marks if there)
