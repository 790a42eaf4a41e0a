"""Reads with a name: work lists of suggestions, and the whole road of one voice across both rooms."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from lianxin.base.context import tongue
from lianxin.kit import moment
from lianxin.kit.actor import Level
from lianxin.kit.dates import Reckoning, day_words, days_in_english, in_english
from lianxin.kit.lights import light
from lianxin.kit.road import ReckoningLine, Road, Stop
from lianxin.kit.wording import mask_text, short_day
from lianxin.ledger.queries import EntryCard, entries_about
from lianxin.opinions import queries as opinions
from lianxin.opinions.actions import reckoning as opinion_reckoning
from lianxin.opinions.queries.road import Stage, role_words, told_openly
from lianxin.opinions.rules import State as OpinionState
from lianxin.suggestions.models import Source, Suggestion
from lianxin.suggestions.queries.lists import LISTS, WorkList, counts, listed, lists_of, of_organ
from lianxin.suggestions.rules import SATISFACTION

if TYPE_CHECKING:
    from lianxin.opinions.models import Opinion

Detail = Mapping[str, Any]
__all__ = [
    "LISTS",
    "WorkList",
    "assignment_card",
    "counts",
    "frozen_stages",
    "listed",
    "lists_of",
    "of_opinion",
    "of_organ",
    "public_stages",
    "reckoning_lines",
    "road",
    "road_from_public",
    "said_again",
    "stages",
    "stages_of_suggestion",
]


def of_opinion(opinion: "Opinion") -> list[Suggestion]:
    """The suggestions an opinion (or the one it was joined to) became a source of."""
    key = opinion.merged_into_id or opinion.pk
    found = Source.objects.filter(opinion_id=key).select_related("suggestion__lead").order_by("pk")
    return [source.suggestion for source in found]


# ── stages ─────────────────────────────────────────────────────────────────
def _name(detail: Detail) -> str:
    return str(detail.get("organ", ""))


def _replied(d: Detail) -> tuple[str, tuple[str, ...]]:
    title = _("%(organ)s答复：%(class)s类") % {"organ": _name(d), "class": d.get("class", "")}
    return title, tuple(str(x) for x in (d.get("words"), d.get("contacted")) if x)


def _evaluated(d: Detail) -> tuple[str, tuple[str, ...]]:
    words = {str(code): said for code, said in SATISFACTION}
    judged = _("%(deputy)s代表评价：态度%(attitude)s，结果%(result)s") % {
        "deputy": d.get("deputy", ""),
        "attitude": words.get(str(d.get("attitude")), ""),
        "result": words.get(str(d.get("result")), ""),
    }
    return judged, tuple(x for x in (str(d.get("words", "")),) if x)


def _said(verb: str, d: Detail, level: int) -> tuple[str, tuple[str, ...]] | None:
    office = _("县人大常委会代表工委") if level == Level.COUNTY else _("乡镇人大主席团")
    whom = {"office": office, "organ": _name(d)}
    table: dict[str, Callable[[], tuple[str, tuple[str, ...]]]] = {
        "submitted": lambda: (_("建议提交"), (f"《{d.get('title', '')}》",)),
        "returned": lambda: (_("退回代表修改"), (str(d.get("words", "")),)),
        "kept_as_reference": lambda: (_("作参阅件处理"), (str(d.get("words", "")),)),
        "numbered": lambda: (_("审查通过，编为第%(number)s号") % {"number": d.get("number", "")}, ()),
        "assigned": lambda: (
            pgettext("step", "交办"),
            (_("%(office)s交给%(organ)s办理。") % whom,),
        ),
        "acknowledged": lambda: (_("%(organ)s签收") % {"organ": _name(d)}, ()),
        "lead_changed": lambda: (
            _("改由%(deputy)s代表领衔") % {"deputy": d.get("deputy", "")},
            (_("接替%(before)s代表。") % {"before": d.get("before", "")},),
        ),
        "taken_over": lambda: (
            _("改由%(organ)s承办") % {"organ": _name(d)},
            (
                _("%(before)s已并入%(organ)s，由它接着办，答复期限不变。")
                % {"before": d.get("before", ""), "organ": _name(d)},
                _("依据：%(ground)s") % {"ground": d.get("ground", "")},
            ),
        ),
        "reckoned_again": lambda: (_("放假安排公布，期限重算"), ()),
        "replied": lambda: _replied(d),
        "evaluated": lambda: _evaluated(d),
        "rehandling_ordered": lambda: (_("代表不满意，要求重办"), (str(d.get("words", "")),)),
        "concluded": lambda: (_("建议办结"), ()),
        "draft_closed": lambda: (_("建议没有提交"), (_("领衔代表回避，转给别的代表。"),)),
        "withdrawn": lambda: (_("代表撤回建议"), (str(d.get("words", "")),)),
        "published": lambda: (_("结果公布"), ()),
    }
    return table[verb]() if verb in table else None


def _stages(entry: EntryCard, suggestion: Suggestion) -> list[Stage]:
    verb, detail = entry.verb.removeprefix("suggestions."), entry.detail
    said = _said(verb, detail, suggestion.level)
    if said is None:
        return []
    reckoned = Reckoning.from_json(detail["reckoning"]) if detail.get("reckoning") else None
    stage = Stage(
        verb=verb,
        at=entry.event_at,
        by_role=entry.role,
        title=said[0],
        words=said[1],
        due=reckoned.due if reckoned else None,
        reckoning=reckoned,
        entry=str(entry.id),
        result=str(detail.get("code", "")) if verb == "published" else "",
        chips=(str(detail.get("class_label", "")),) if detail.get("class_label") else (),
    )
    if verb != "replied" or not detail.get("promise"):
        return [stage]
    day = date.fromisoformat(detail["promise_day"])
    promised = Stage(
        "promised",
        entry.event_at,
        entry.role,
        _("许下一个日期"),
        (
            _("%(day)s前：%(promise)s")
            % {"day": day_words(day, english=tongue() == "en"), "promise": detail["promise"]},
        ),
        kind="promise",
        due=day,
        entry=str(entry.id),
    )
    return [stage, promised]


def stages_of_suggestion(suggestion: Suggestion, *, staff: bool = False) -> list[Stage]:
    """The stages of one suggestion, oldest first; for others than `staff` without names that are withheld."""
    stages: list[Stage] = []
    entries = entries_about("suggestions.suggestion", [suggestion.code])
    for entry in entries if staff else told_openly(entries):
        stages += _stages(entry, suggestion)
    return stages


def stages(opinion: "Opinion", *, staff: bool = False) -> list[Stage]:
    """The whole road of one voice: its own stages and those of the suggestions it became part of."""
    found = opinions.stages_of(opinion, staff=staff)
    if not opinion.confidential:
        codes = {s.code: s for s in of_opinion(opinion)}
        entries = entries_about("suggestions.suggestion", list(codes))
        for entry in entries if staff else told_openly(entries):
            found += _stages(entry, codes[entry.subject.split(":", 1)[1]])
    return sorted(found, key=lambda s: s.at)


# ── the road, drawn ────────────────────────────────────────────────────────
def reckoning_lines(reckoned: Reckoning, language: str = "") -> tuple[ReckoningLine, ...]:
    """The steps of a reckoning as the component takes them; in the language of the page unless one is named."""
    worded = reckoned.words(language or tongue())
    return tuple(ReckoningLine(label, value, strong=i == len(worded) - 1) for i, (label, value) in enumerate(worded))


def road(opinion: "Opinion", *, staff: bool = False, language: str = "") -> Road:
    """The road of one voice with what is still to come drawn ahead."""
    found = stages(opinion, staff=staff)
    voices = max([1, *(s.voices for s in found)])
    done = opinion.state == OpinionState.CONCLUDED
    stops = [_stop(stage, language, masked=not staff) for stage in found]
    if not done and stops:
        stops[-1] = _as_now(stops[-1])
        stops += _ahead(opinion)
    return Road(tuple(stops), voices, done)


def _stop(stage: Stage, language: str, *, masked: bool) -> Stop:
    lines = reckoning_lines(stage.reckoning, language) if stage.reckoning else ()
    return Stop(
        kind=stage.kind,  # type: ignore[arg-type]
        title=stage.title,
        at=stage.at,
        words=tuple(_plain(w) if masked else w for w in stage.words),
        quote=stage.quote,
        due=stage.due if stage.reckoning else None,
        reckoning=lines,
        voices=stage.voices,
        basis=stage.reckoning.basis if stage.reckoning else "",
        provisional=bool(stage.reckoning and stage.reckoning.provisional),
        chips=stage.chips,
    )


def _plain(words: str) -> str:
    return "".join("■■■" if part.what else part.text for part in mask_text(words))


def _as_now(stop: Stop) -> Stop:
    now = {**stop.__dict__, "kind": "now"} if stop.kind in ("step", "merge", "origin") else stop.__dict__
    return Stop(**now)


def _ahead(opinion: "Opinion") -> list[Stop]:
    """What happens next and by when, then the end of the road."""
    steps = {
        OpinionState.REGISTERED: _("联络员看完，提出怎么办"),
        OpinionState.PASSED_ON: _("代表看过，当场答或者提出来"),
        OpinionState.CLARIFYING: _("等本人补充几句"),
        OpinionState.REFERRED: _("单位答复"),
        OpinionState.RAISED: _("有关单位答复"),
        OpinionState.PROPOSED: _("安排视察调研"),
        OpinionState.MERGED: _("一起办，有结果逐个告诉"),
        OpinionState.FED_BACK: _("站长审定办结"),
    }
    stops = []
    state = OpinionState(opinion.state)
    if state in steps and not (opinion.has_result and state != OpinionState.FED_BACK) and not opinion.confidential:
        due = opinion.due_day
        reckoned = opinion_reckoning(opinion) if due else None
        stops.append(
            Stop(
                "todo",
                steps[state],
                at=due,
                when=_("%(day)s前") % {"day": short_day(due, tongue())} if due else "",
                due=due,
                light=light(due, moment.today(), near=2) if due else None,
                reckoning=reckoning_lines(reckoned) if reckoned else (),
                basis=reckoned.basis if reckoned else "",
                provisional=bool(reckoned and reckoned.provisional),
            )
        )
    if state != OpinionState.FED_BACK:
        stops.append(Stop("todo", _("结果告诉本人，也公布"), when=_("有结果后5个工作日内")))
    return stops


def public_stages(found: Sequence[Stage]) -> list[dict[str, Any]]:
    """Stages as the outside contract gives them, private numbers taken out."""
    return [
        {
            "verb": s.verb,
            "at": s.at.astimezone(moment.SHANGHAI).isoformat(),
            "by_role": s.by_role,
            "by": role_words(s.by_role),
            "kind": s.kind,
            "title": _plain(s.title),
            "words": [_plain(w) for w in s.words],
            "voices": s.voices,
            **({"due": s.due.isoformat()} if s.due else {}),
            **(
                {"reckoning": [list(line) for line in s.reckoning.words()], "provisional": s.reckoning.provisional}
                if s.reckoning
                else {}
            ),
        }
        for s in found
    ]


def frozen_stages(opinion: "Opinion") -> list[dict[str, Any]]:
    """The stages as a publication keeps them: in Chinese, whatever language its maker reads."""
    with override("zh-hans"):
        return public_stages(stages(opinion))


_FROZEN = tuple(
    (re.compile(re.sub(r"%\\\((\w+)\\\)[sd]", r"(?P<\1>.+?)", re.escape(said)) + r"\Z", re.DOTALL), said)
    for said in (
        "%(station)s登记，原话一字不改。",
        "来源：%(channel)s",
        "分到%(station)s",
        "转交%(deputy)s代表",
        "%(deputy)s代表签收",
        "%(deputy)s代表当场解答",
        "出处：%(source)s",
        "告知去处：%(target)s",
        "转办：%(target)s",
        "%(deputy)s代表写成建议",
        "%(deputy)s代表在会上提出",
        "会议：%(meeting)s",
        "%(deputy)s代表提请%(kind)s",
        "现在是%(count)d个人的声音。",
        "本人评价：%(word)s",
        "审查通过，编为第%(number)s号",
        "%(office)s交给%(organ)s办理。",
        "%(organ)s签收",
        "改由%(organ)s承办",
        "%(before)s已并入%(organ)s，由它接着办，答复期限不变。",
        "依据：%(ground)s",
        "%(organ)s答复：%(class)s类",
        "%(deputy)s代表评价：态度%(attitude)s，结果%(result)s",
        "%(day)s前：%(promise)s",
    )
)
"""What the road itself says with a name in it; all of it stands in the catalogue under gettext elsewhere."""


def said_again(frozen: str) -> str:
    """A frozen title or sentence in the language of the page when it is the road's own; people's words stay as said."""
    if tongue() == "zh" or not frozen:
        return frozen
    for pattern, said in _FROZEN:
        if found := pattern.match(frozen):
            named = {
                name: days_in_english(_(value)) if name == "day" else _(value)
                for name, value in found.groupdict().items()
            }
            return _(said).replace(")d", ")s") % named
    step = pgettext("step", frozen)
    return step if step != frozen else _(frozen)


def _line_again(label: str, value: str) -> tuple[str, str]:
    return in_english(label, value) if tongue() == "en" else (label, value)


def road_from_public(stages: Sequence[Mapping[str, Any]], *, done: bool, voices: int) -> Road:
    """The road of a published result, from its frozen stages."""
    stops = [
        Stop(
            kind=s.get("kind", "step"),
            title=said_again(s.get("title", "")),
            at=moment.parse(s["at"]),
            words=tuple(said_again(words) for words in s.get("words", ())),
            voices=int(s.get("voices", 1)),
            due=date.fromisoformat(s["due"]) if s.get("reckoning") else None,
            reckoning=tuple(ReckoningLine(*_line_again(*line)) for line in s.get("reckoning", ())),
            provisional=bool(s.get("provisional")),
        )
        for s in stages
    ]
    return Road(tuple(stops), voices, done)


def assignment_card(suggestion: Suggestion) -> dict[str, Any] | None:
    """Organ, due day and reckoning of the present round, for desks; None before assignment."""
    leg = suggestion.assignments.select_related("organ").order_by("-round").first()
    if leg is None:
        return None
    reckoned = Reckoning.from_json(json.loads(leg.reckoning))
    return {"leg": leg, "organ": leg.organ, "reckoning": reckoned, "lines": reckoning_lines(reckoned)}
