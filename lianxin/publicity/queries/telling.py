"""Results, roads, proofs and figures of the open pages, out of the cards of the rooms below."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.base.context import tongue
from lianxin.kit import moment, wording
from lianxin.kit.road import ReckoningLine, Road, Stop
from lianxin.ledger import queries as ledger
from lianxin.locality import queries as locality
from lianxin.opinions import actions as opinion_actions
from lianxin.opinions import queries as opinions
from lianxin.opinions.queries import Voice
from lianxin.publicity import rules
from lianxin.stations import queries as stations
from lianxin.suggestions import queries as roads


# ── results ────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Result:
    """One published result with its road."""

    code: str
    quote: str
    outcome: str
    done: bool
    category: str
    voices: int
    published_at: datetime
    road: Road
    line: Road
    """The same road for lying down in a list: this year goes without saying."""
    station: str = ""
    station_name: str = ""
    size: str = ""


def _result(card: object) -> Result:
    fields = dict(vars(card))
    stages = fields.pop("stages")
    drawn = _folded(roads.road_from_public(stages, done=fields["done"], voices=fields["voices"]))
    return Result(**fields, road=drawn, line=_this_year(drawn), size=rules.quote_size(fields["quote"]))


def _folded(road: Road) -> Road:
    """Voices that joined one after another, with nothing done between, are one interchange on the line."""
    stops: list[Stop] = []
    before = 1
    for stop in road.stops:
        if stop.kind == "merge" and stops and stops[-1].kind == "merge":
            joined, all_ = stop.voices - before, stop.voices
            stops[-1] = replace(
                stop,
                title=_("和另外%(count)d个人说的并到一起") % {"count": joined},
                words=(_("%(count)d个人说的是同一件事。一起办，结果逐个告诉。") % {"count": all_},),
            )
            continue
        before = max([before, *(s.voices for s in stops)])
        stops.append(stop)
    return replace(road, stops=tuple(stops))


def _this_year(road: Road) -> Road:
    """The first stop's date without the year, when that is this year: four dates must fit on a line."""
    first = road.stops[0] if road.stops else None
    if first is None or first.at is None or wording.civil(first.at).year != moment.today().year:
        return road
    return replace(road, stops=(replace(first, when=wording.short_day(first.at, tongue())), *road.stops[1:]))


def results(**wanted: object) -> list[Result]:
    """Published results, newest first; arguments as of opinions.queries.published."""
    return [_result(card) for card in opinions.published(**wanted)]  # type: ignore[arg-type]


def result(code: str) -> Result | None:
    """One published result, its station named; the origin does not repeat the words that stand above the road."""
    card = opinions.publication(code)
    if card is None:
        return None
    found = _result(card)
    station = stations.card(found.station) if found.station else None
    said = _("原话就是上面这一句，已隐去个人信息。")
    return replace(
        found, station_name=station.name if station else "", road=_without_quote(found.road, _("有人说了"), said)
    )


def _without_quote(road: Road, title: str, words: str) -> Road:
    stops = list(road.stops)
    if stops and stops[0].kind == "origin":
        stops[0] = replace(stops[0], title=title, quote="", words=(words,))
    return replace(road, stops=tuple(stops))


# ── one voice ──────────────────────────────────────────────────────────────
def road_of(opinion: object, voice: Voice, language: str) -> Road:
    """The road of one voice as its holder sees it: his own words stand above it, not in it."""
    drawn = _folded(roads.road(opinion, language=language))  # type: ignore[arg-type]
    if voice.confidential:
        return drawn
    said = _without_quote(drawn, _("您说了"), _("原话就是上面这一句，一个字没改。"))
    ahead = [replace(s, due_label=s.due_label or _("最迟")) if s.kind == "todo" else s for s in said.stops]
    return replace(said, stops=tuple(ahead))


def road_ahead(opinion: object, voice: Voice) -> Road:
    """What happens after a receipt is given."""
    said = opinion_actions.reckoning(opinion) if voice.due else None  # type: ignore[arg-type]
    lines: tuple[ReckoningLine, ...] = roads.reckoning_lines(said) if said else ()
    day = _("%(month)d月%(day)d日前") % {"month": voice.due.month, "day": voice.due.day} if voice.due else ""
    return Road(
        (
            Stop(
                "now",
                _("您说了，我们登记了"),
                voice.received_at,
                words=(_("原话一个字不改，谁也不能悄悄删掉。"),),
                when=_("今天"),
            ),
            Stop(
                "todo",
                _("联络员看完，提出怎么办"),
                voice.due,
                when=day,
                reckoning=lines,
                basis=said.basis if said else "",
                provisional=bool(said and said.provisional),
                words=(_("当场能答的就答；该找别处的，告诉您找谁；要办的，转给代表。"),),
            ),
            Stop(
                "todo",
                _("办到哪里，您都查得到"),
                when=_("有一步，记一步"),
                words=(_("写成代表建议的，有关单位一般要在交办后3个月内答复。"),),
            ),
            Stop("todo", _("结果告诉您，也公布"), when=_("有结果后")),
        )
    )


@dataclass(frozen=True)
class Proof:
    """What the ledger holds of one receipt."""

    leaf: str
    size: int
    position: int | None
    sealed_at: datetime | None


def proof_of(number: str) -> Proof:
    """Where the record of a receipt stands; `position` is None while it waits to be sealed."""
    found = ledger.place_of(number)
    if found is None:
        return Proof("", 0, None, None)
    if found.position is None or not found.at:
        return Proof(found.leaf, 0, None, None)
    return Proof(found.leaf, found.size, found.position, datetime.fromisoformat(found.at))


def publication_proof(code: str) -> Proof | None:
    """Where the record of a publication stands; None while it waits to be sealed."""
    found = [e for e in ledger.entries_about("opinions.publication", [code]) if e.verb == "opinions.published"]
    shown = ledger.proof(found[-1].id) if found else None
    if shown is None:
        return None
    return Proof(shown.leaf, shown.size, shown.position, datetime.fromisoformat(shown.at))


def fingerprints() -> tuple[str, ...]:
    """What a person compares on paper: first of the key for tools, then of the key for browsers."""
    return ledger.fingerprints()


# ── checkpoints ────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Checkpoint:
    """A signed statement: so many records, this root, at this time."""

    size: int
    at: datetime
    root: str
    note: str


def newest_checkpoints(limit: int) -> list[Checkpoint]:
    """The newest first."""
    return [Checkpoint(c.size, datetime.fromisoformat(c.at), c.root, c.note) for c in ledger.checkpoints(limit)]


@dataclass(frozen=True)
class Step:
    """One step of a proof: done, failed, or nothing to check yet (None)."""

    name: str
    words: str
    good: bool | None


def proof_steps(bundle: dict[str, object]) -> list[Step]:
    """A bundle checked here and now, step by step."""
    found = ledger.checked(bundle)
    return [
        Step(name, str(rules.PROOF_WORDS[name][1 if found[name] is False else 0]), found[name]) for name in ledger.STEPS
    ]


def own_words(bundle: dict[str, object]) -> str:
    """The resident's words out of the payload that the digest commits to."""
    payload = bundle.get("payload")
    detail = json.loads(payload["body"]).get("detail", {}) if isinstance(payload, dict) else {}
    return str(detail.get("words", ""))


# ── figures ────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Figure:
    """One number with the sentence that says what it counts."""

    count: int
    words: str


def figures() -> list[Figure]:
    """This year's figures of the county; numbers too small to publish are left out."""
    place = locality.the_locality()
    if place is None:
        return []
    today = moment.today()
    found = opinions.figures(place.code, today.year)
    least = locality.policy(place.code, today).publish_min
    said = (
        ("received", _("收到的意见和要求。件件登记，每张回执都能验证。")),
        ("told", _("已经把结果告诉本人。")),
        ("raised", _("由代表提出来，交有关单位限期答复。")),
        ("answered", _("代表当场就答清了。")),
        ("informed", _("告诉了该找谁、怎么找。")),
        ("waiting", _("还没有等到结果，正在办。")),
    )
    return [Figure(found[k], words) for k, words in said if rules.figure_shown(found.get(k, 0), least)][:4]
