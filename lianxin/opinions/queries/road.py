"""The stages of one opinion, read from its ledger entries: the road that every face draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from lianxin.deputies.queries import withheld_names
from lianxin.kit.dates import Reckoning
from lianxin.ledger.queries import EntryCard, entries_about
from lianxin.opinions import rules
from lianxin.opinions.models import Opinion

Detail = Mapping[str, Any]

ROLE_WORDS = {
    "resident": gettext_lazy("群众"),
    "system": gettext_lazy("系统"),
    "deputy": pgettext_lazy("role", "人大代表"),
    "station_head": gettext_lazy("站长"),
    "station_vice_head": gettext_lazy("副站长"),
    "liaison_officer": gettext_lazy("联络员"),
    "volunteer": gettext_lazy("志愿者"),
    "township_chair": gettext_lazy("乡镇人大主席"),
    "subdistrict_office": gettext_lazy("街道人大工委"),
    "county_office": gettext_lazy("县人大常委会代表工委"),
    "organ_handler": gettext_lazy("承办单位"),
    "confidential_reader": gettext_lazy("县人大常委会"),
}

HOW = {
    "phone": gettext_lazy("打电话告诉的"),
    "visit": gettext_lazy("上门告诉的"),
    "sms": gettext_lazy("发短信告诉的"),
    "face": gettext_lazy("当面告诉的"),
    "published": gettext_lazy("没有联系方式，以公布代替"),
}


@dataclass(frozen=True)
class Stage:
    """One step as it may be shown: `words` are sentences; `due` and `reckoning` where a deadline began."""

    verb: str
    at: datetime
    by_role: str
    title: str
    words: tuple[str, ...] = ()
    quote: str = ""
    kind: str = "step"
    voices: int = 1
    due: date | None = None
    reckoning: Reckoning | None = None
    chips: tuple[str, ...] = ()
    result: str = ""
    """Public code of the published result this step names."""
    entry: str = ""
    after: str = field(default="", compare=False)


def _sentences(*parts: str) -> tuple[str, ...]:
    return tuple(p for p in parts if p)


def _told(detail: Detail) -> tuple[str, tuple[str, ...]]:
    how = HOW.get(str(detail.get("how")), "")
    return _("结果告诉了本人"), _sentences(str(how), str(detail.get("words", "")))


def _label(choices: list[tuple[Any, Any]], value: object) -> str:
    return str(dict(choices).get(value, value or ""))


_SATISFIED = {
    "satisfied": gettext_lazy("满意"),
    "basically": gettext_lazy("基本满意"),
    "dissatisfied": gettext_lazy("不满意"),
}

Said = Callable[[Detail], tuple[str, tuple[str, ...]]]

# verb → (title, sentences), from the payload's detail
SAID: dict[str, Said] = {
    "routed": lambda d: (_("分到%(station)s") % {"station": d.get("station", "")}, ()),
    "followed_merger": lambda d: (
        _("%(before)s并入%(station)s") % {"before": d.get("before", ""), "station": d.get("station", "")},
        _sentences(_("这件事由新的站接着办，登记号不变。")),
    ),
    "passed_on": lambda d: (_("转交%(deputy)s代表") % {"deputy": d.get("deputy", "")}, _sentences(d.get("words", ""))),
    "recused": lambda d: (_("%(deputy)s代表回避") % {"deputy": d.get("deputy", "")}, ()),
    "handed_back": lambda d: (_("回到联络站，转给别的代表"), ()),
    "acknowledged": lambda d: (_("%(deputy)s代表签收") % {"deputy": d.get("deputy", "")}, ()),
    "asked_to_clarify": lambda d: (_("请本人补充"), _sentences(d.get("words", ""))),
    "clarified": lambda d: (_("本人补充"), ()),
    "answered": lambda d: (
        _("%(deputy)s代表当场解答") % {"deputy": d.get("deputy", "")},
        _sentences(d.get("words", ""), _("出处：%(source)s") % {"source": d["source"]} if d.get("source") else ""),
    ),
    "informed": lambda d: (_("告知去处：%(target)s") % {"target": d.get("target", "")}, _sentences(d.get("words", ""))),
    "referred": lambda d: (_("转办：%(target)s") % {"target": d.get("target", "")}, _sentences(d.get("words", ""))),
    "referral_replied": lambda d: (_("单位答复"), _sentences(d.get("words", ""))),
    "raised": lambda d: (
        _("%(deputy)s代表写成建议") % {"deputy": d.get("deputy", "")},
        _sentences(f"《{d.get('title', '')}》"),
    ),
    "raised_in_speech": lambda d: (
        _("%(deputy)s代表在会上提出") % {"deputy": d.get("deputy", "")},
        _sentences(_("会议：%(meeting)s") % {"meeting": d.get("meeting", "")}, d.get("words", "")),
    ),
    "proposed": lambda d: (
        _("%(deputy)s代表提请%(kind)s")
        % {"deputy": d.get("deputy", ""), "kind": _label(rules.PROPOSALS, d.get("kind"))},
        _sentences(d.get("words", "")),
    ),
    "merged": lambda d: (_("和别人说的并到一起办"), _sentences(_("结果会逐个告诉。"))),
    "voice_joined": lambda d: (
        _("同一个人又说了一次") if d.get("same_person") else _("有人说的是同一件事，并到一起"),
        _sentences(_("现在是%(count)d个人的声音。") % {"count": d.get("voices", 1)}),
    ),
    "set_aside": lambda d: (_label(rules.SET_ASIDE_GROUNDS, d.get("ground")), _sentences(d.get("words", ""))),
    "result_recorded": lambda d: (_("有了结果"), _sentences(d.get("words", ""))),
    "fed_back": _told,
    "evaluated": lambda d: (
        _("本人评价：%(word)s") % {"word": _SATISFIED.get(str(d.get("satisfaction")), "")},
        _sentences(d.get("words", ""), _("工作人员念给本人听，代记的。") if d.get("read_out_by") else ""),
    ),
    "concluded": lambda d: (_("办结"), _sentences(_label(rules.CONCLUDE_GROUNDS, d.get("ground")))),
    "reopened": lambda d: (pgettext("step", "重新办理"), _sentences(d.get("words", ""))),
    "published": lambda d: (_("结果公布"), ()),
    "attached": lambda d: (_("补了照片或者录音"), ()),
    "contact_kept": lambda d: (_("留了联系方式"), ()),
    "classified": lambda d: (_("定类别：%(name)s") % {"name": _label(rules.CATEGORIES, d.get("category"))}, ()),
    "emergency_marked": lambda d: (_("标为紧急"), _sentences(d.get("words", ""))),
    "barred": lambda d: (_("注明：%(bar)s") % {"bar": _label(rules.BARS, d.get("bar"))}, ()),
    "identity_protected": lambda d: (_("保护身份"), ()),
    "lifted": lambda d: (_("解除密件"), ()),
    "erased": lambda d: (_("依法删除"), ()),
}

FOR_STAFF_ONLY = {"classified", "contact_kept", "emergency_marked", "barred", "identity_protected", "lifted"}
NAMED = ("deputy", "before")
"""Where a payload's detail names a deputy."""
BORROWED = {"raised", "raised_in_speech", "proposed", "referred", "referral_replied", "answered", "informed"}
"""What a voice that was joined to another sees of that other's road: what was done, never who else spoke."""


def stages_of(opinion: Opinion, *, staff: bool = False) -> list[Stage]:
    """The stages so far, oldest first. A confidential matter shows its holder only that it is in the right hands."""
    if opinion.confidential and not staff:
        return _neutral(opinion)
    entries = entries_about("opinions.opinion", _keys(opinion))
    if opinion.merged_into_id:
        joined_at = next((e.event_at for e in entries if e.verb == "opinions.merged"), opinion.registered_at)
        master = Opinion.objects.get(pk=opinion.merged_into_id)
        borrowed = entries_about("opinions.opinion", _keys(master))
        entries += [
            e for e in borrowed if _short(e) in BORROWED and (e.event_at >= joined_at or _short(e) != "answered")
        ]
    stages: list[Stage] = []
    entries = entries if staff else told_openly(entries)
    for entry in sorted(entries, key=lambda e: (e.entered_at, e.subject, e.seq)):
        stages += _stages(entry, opinion, staff)
    return stages


def told_openly(entries: Sequence[EntryCard]) -> list[EntryCard]:
    """The entries as anybody may read them: a deputy who withholds his name is not named (Article 5)."""
    names = {str(e.detail[key]) for e in entries for key in NAMED if e.detail.get(key)}
    hidden = withheld_names(names) if names else frozenset()
    if not hidden:
        return list(entries)
    return [
        replace(e, detail={**e.detail, **{key: _("一位") for key in NAMED if e.detail.get(key) in hidden}})
        for e in entries
    ]


def _keys(opinion: Opinion) -> list[str]:
    """Under its number until it was marked confidential, and under its present name."""
    return list(dict.fromkeys([opinion.number, opinion.ledger_key]))


def _short(entry: EntryCard) -> str:
    return entry.verb.removeprefix("opinions.")


def _stages(entry: EntryCard, opinion: Opinion, staff: bool) -> list[Stage]:
    verb, detail = _short(entry), entry.detail
    if verb == "matter.recorded":
        verb = str(detail.get("verb", "")).removeprefix("opinions.")
    if verb == "registered":
        return _beginning(entry, opinion)
    if verb not in SAID or (verb in FOR_STAFF_ONLY and not staff) or _told_by_suggestion(verb, entry):
        return []
    title, words = SAID[verb](detail) if not entry.erased else (_("依法删除"), (_("这一步的内容已依法删除。"),))
    quote = str(detail.get("words", "")) if verb in ("clarified",) else ""
    return [
        Stage(
            verb=verb,
            at=entry.event_at,
            by_role=entry.role,
            title=title,
            words=words,
            quote=quote,
            kind={"concluded": "end", "voice_joined": "merge", "merged": "merge"}.get(verb, "step"),
            voices=int(detail.get("voices", 1)),
            due=_due(entry),
            result=str(detail.get("code", "")),
            entry=str(entry.id),
        )
    ]


def _told_by_suggestion(verb: str, entry: EntryCard) -> bool:
    """A suggestion's own stages tell its result; the copy for the work lists is not told twice."""
    return verb == "result_recorded" and entry.role == "system"


def _beginning(entry: EntryCard, opinion: Opinion) -> list[Stage]:
    channel = _label(rules.CHANNELS, entry.detail.get("channel") or opinion.channel)
    words = str(entry.detail.get("words", ""))
    if entry.erased:
        words = _("已依法删除")
    station = str(entry.detail.get("station", ""))
    said = Stage(
        "registered",
        entry.event_at,
        "resident",
        _("本人说了"),
        (_("来源：%(channel)s") % {"channel": channel},),
        quote=words,
        kind="origin",
        entry=str(entry.id),
    )
    kept = Stage(
        "registered",
        entry.entered_at,
        entry.role,
        pgettext("step", "登记"),
        _sentences(
            _("%(station)s登记，原话一字不改。") % {"station": station} if station else _("已登记，原话一字不改。"),
            _("转交%(deputy)s代表") % {"deputy": entry.detail["deputy"]} if entry.detail.get("deputy") else "",
        ),
        due=_due(entry),
        entry=str(entry.id),
    )
    return [said, kept]


def _due(entry: EntryCard) -> date | None:
    raw = entry.facts.get("due_day") if entry.facts else None
    return date.fromisoformat(str(raw)) if raw and entry.detail.get("state") not in ("fed_back", "concluded") else None


def _neutral(opinion: Opinion) -> list[Stage]:
    return [
        Stage("registered", opinion.happened_at, "resident", _("本人说了"), kind="origin"),
        Stage(
            "registered",
            opinion.registered_at,
            "county_office",
            _("已经收到，由专人按规定处理"),
            (_("只有县里指定的人能看到内容，别人查不到。"),),
        ),
    ]


def role_words(role: str) -> str:
    """A role of the ledger in words, '' for one that has none."""
    return str(ROLE_WORDS.get(role, ""))
