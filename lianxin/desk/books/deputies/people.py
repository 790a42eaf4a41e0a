"""The desk's register of deputies: a list, one person's page, and each act on him."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.deputies import actions, permissions, queries
from lianxin.deputies.rules import LOCAL_LEVELS, Way
from lianxin.desk.forms import deputies as forms
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line, gate, shown
from lianxin.desk.views.frame import DeskRequest, acting, page, the_one
from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level
from lianxin.kit.wording import span, when
from lianxin.stations import queries as stations

LEVELS = tuple((str(int(level)), words) for level, words in queries.LEVEL_WORDS.items())
STATES = (
    ("active", _("在任")),
    ("suspended", _("暂停执行职务")),
    ("ended", _("有过终止的职务")),
    ("none", _("没有在任职务")),
)
LACKING = (
    ("photo", _("照片没有")),
    ("station", _("没有进站")),
    ("account", _("没有账号")),
    ("correction", _("请求更正")),
)
STEPS = {**queries.ACTS, "deputies.mandate_granted": _("登记")}


# ── the list ───────────────────────────────────────────────────────────────
def in_force(person: Any) -> list[Any]:
    """The mandates that hold today, the highest first; of a person whose mandates were fetched."""
    today = moment.today()
    held = [m for m in person.mandates.all() if m.status == "active" and m.from_day <= today]
    return sorted((m for m in held if m.until_day is None or m.until_day >= today), key=lambda m: m.level)


def line(row: Any) -> Line:
    held = in_force(row)
    words = "、".join(queries.mandate_words(m) for m in held)
    district = "；".join(dict.fromkeys(m.district for m in held if m.district))
    chips = [now("没有照片")] if held and not row.photo else []
    if not held:
        paused = any(m.status == "suspended" for m in row.mandates.all())
        words = now("暂停执行代表职务") if paused else now("没有在任职务")
    return Line(row.name, (words, district, row.workplace), BOOK.at(row), chips=tuple(chips))


def of_level(rows: Any, value: str) -> Any:
    return queries.holding(rows, level=value, status="active")


def of_congress(rows: Any, value: str) -> Any:
    return queries.holding(rows, congress=value, status="active")


def of_district(rows: Any, value: str, congress: str) -> Any:
    return queries.holding(rows, congress=congress, status="active", district=value)


def by_state(rows: Any, value: str) -> Any:
    if value == "none":
        return queries.without_office(rows)
    return queries.in_office(rows) if value == "active" else queries.holding(rows, status=value)


def by_lack(rows: Any, value: str) -> Any:
    if value == "photo":
        return queries.in_office(rows).filter(photo="")
    if value == "account":
        return queries.in_office(rows).filter(user=None)
    if value == "correction":
        return rows.filter(corrections__state="asked").distinct()
    attached = rows.model._default_manager.filter(attached_today()).values("pk")
    return queries.in_office(rows).exclude(pk__in=attached)


def attached_today() -> Q:
    """Persons who are at a station today."""
    today = moment.today()
    return Q(attachments__from_day__lte=today) & (Q(attachments__until_day=None) | Q(attachments__until_day__gte=today))


def districts(actor: Actor, congress: str) -> list[tuple[str, str]]:
    return [(name, name) for name in queries.districts_of(congress)]


def table(actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    """The roster as it may leave the house: cards for tables (Article 5), and of the others only how many."""
    head = (_("姓名"), _("代表职务"), _("选区或选举单位"), _("工作单位"), _("联系方式"))
    known = queries.roster(rows, way=Way.TABLE)
    cells: list[Sequence[object]] = [
        (card.name, "、".join(card.levels), card.district, card.workplace, card.contact) for card in known.cards
    ]
    return head, [*cells, *((now("本人没有同意列入表格"), count.words, "", "", "") for count in known.nameless)]


def printed(actor: Actor, rows: Any) -> list[Line]:
    """The roster on paper, which hangs on walls: cards for print, and of the others only how many."""
    known = queries.roster(rows, way=Way.PRINT)
    lines = [Line(card.name, ("、".join(card.levels), card.district, card.workplace)) for card in known.cards]
    return [*lines, *(Line(now("不公开姓名"), (count.words, "", "")) for count in known.nameless)]


# ── one person ─────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Shown:
    """How the public sees one deputy in one way: a card, or why there is none."""

    words: Any
    card: queries.DeputyCard | None
    photo: str
    counted: str


def previews(person: Any, at: str = "") -> list[Shown]:
    """The card in each way, as pages, boards and tables get it."""
    found = []
    for way, words in forms.WAYS:
        known = queries.roster([person], way=way, at=at)
        card = known.cards[0] if known.cards else None
        counted = known.nameless[0].words if known.nameless else ""
        photo = f"{BOOK.href}{person.code}/photo" if card and card.photo_url else ""
        found.append(Shown(words, card, photo, counted))
    first = found[0]
    if all(replace(each, words=first.words) == first for each in found[1:]):
        return [replace(first, words=_("网页上、公示栏和公告上、名册表格里，都一样"))]
    return found


def is_local(person: Any) -> bool:
    """Whether the person is a county or township deputy today, whose four items are public by the guidance."""
    return any(Level(m.level) in LOCAL_LEVELS for m in in_force(person))


def mandates_block(row: Any) -> Block:
    lines = [
        Line(
            queries.mandate_words(m),
            (
                now("第%(n)d届") % {"n": m.term}, m.district, m.certificate_no, m.get_status_display(),
                span(m.from_day, m.until_day), m.ground,
            ),
        )
        for m in row.mandates.all()
    ]  # fmt: skip
    head = (_("代表职务"), _("届"), _("选区或选举单位"), _("证号"), _("状态"), _("起止"), _("依据"))
    return Block(_("代表职务"), head=head, lines=lines, empty=_("还没有登记代表职务。登记了才会上名册。"))


def history_block(row: Any) -> Block:
    mandates = {m.code: m for m in row.mandates.all()}
    steps = [(s, mandates[code]) for code, found in queries.history_of(list(mandates.values())).items() for s in found]
    steps.sort(key=lambda pair: pair[0].at, reverse=True)
    lines = [
        Line(
            when(step.at),
            (queries.mandate_words(mandate), STEPS.get(step.verb, step.verb), step.ground),
        )
        for step, mandate in steps
    ]
    return Block(_("变动记录"), head=(_("时间"), _("代表职务"), _("变动"), _("依据")), lines=lines)


def disclosure_blocks(row: Any) -> list[Block]:
    words = (
        _("县、乡两级代表的姓名、照片、工作单位、联系方式，按指导意见第五条都要公布。")
        if is_local(row)
        else _("市级以上代表，公开哪些、用什么形式，由本人决定（指导意见第五条）。")
    )
    rows = [
        Line(
            c.get_item_display(),
            (c.get_way_display(), station_name(c.at), span(c.given_on, c.withdrawn_on), c.form),
        )
        for c in queries.consents_of(row)
    ]  # fmt: skip
    head = (_("项目"), _("形式"), _("范围"), _("起止"), _("凭据"))
    return [
        Block(_("群众看到的样子"), words=words, template="desk/_previews.html", data=previews(row)),
        Block(_("本人的同意和撤回"), head=head, lines=rows),
    ]


def station_name(code: str) -> str:
    """A station's name; '' is everywhere."""
    if not code:
        return now("哪里都可以")
    found = stations.by_code(code)
    return found.name if found else code


def kept_by(row: Any) -> str:
    return divisions.path(row.division) or row.division


def leaf(actor: Actor, row: Any) -> Leaf:
    held = in_force(row)
    asked = list(row.corrections.filter(state="asked").order_by("pk"))
    warnings = [
        now("代表请求更正%(item)s：%(words)s") % {"item": c.get_item_display(), "words": c.words} for c in asked
    ]
    if held and not row.photo:
        warnings.append(now("还没有照片。公示栏上会空着。"))
    at = [station_name(code) for code in stations.codes_of_person(row.pk)]
    pairs = (
        (_("工作单位"), row.workplace),
        (_("公开联系方式"), row.public_contact),
        (_("性别"), row.get_gender_display()),
        (_("进站"), "、".join(at) or now("没有进站")),
        (_("账号"), row.user.username if row.user else now("没有账号")),
        (_("由哪里登记"), kept_by(row)),
    )
    groups = [
        Line(m.group.name, (now("组长") if m.leader else now("成员"), span(m.from_day, m.until_day)))
        for m in row.memberships.select_related("group").order_by("until_day", "pk")
    ]
    settled = [
        Line(c.get_item_display(), (c.words, c.get_state_display(), c.answer))
        for c in row.corrections.exclude(state="asked").order_by("-pk")
    ]
    return Leaf(
        row.name,
        chips=[queries.mandate_words(m) for m in held] or [now("没有在任职务")],
        warnings=warnings,
        blocks=(
            Block(_("基本情况"), template="desk/_person.html", data={"row": row, "pairs": pairs}),
            mandates_block(row),
            *disclosure_blocks(row),
            Block(_("代表小组"), head=(_("小组"), _("身份"), _("起止")), lines=groups),
            Block(_("更正"), head=(_("项目"), _("代表说正确的是"), _("结果"), _("答复")), lines=settled),
            history_block(row),
            Block(_("本人手机"), template="desk/_mobile.html", data={"href": f"{BOOK.at(row)}/mobile", "number": ""}),
        ),
    )


def doable(actor: Actor, row: Any) -> Collection[str]:
    found = []
    if permissions.may_serve_person(actor, row):
        found += ["renew_person", "give_photo", *(["remove_photo"] if row.photo else [])]
        if row.corrections.filter(state="asked").exists():
            found += ["correct", "decline_correction"]
        if not is_local(row):
            found.append("note_consent")
    if permissions.may_keep_person(actor, row) and row.user_id is None:
        found.append("link_account")
    if any(permissions.may_grant_mandate(actor, row, post.scope) for post in actor.posts_as(*forms.KEEPERS)):
        found.append("grant_mandate")
    found += [verb for verb in ("renew_mandate", "suspend", "resume", "end") if forms.changeable(actor, row, verb)]
    return found


def doable_new(actor: Actor) -> Collection[str]:
    return ("register_person",) if actor.posts_as(*forms.KEEPERS) else ()


FORMS = (
    forms.RegisterPerson, forms.RenewPerson, forms.GivePhoto, forms.RemovePhoto, forms.LinkAccount, forms.GrantMandate,
    forms.RenewMandate, forms.Suspend, forms.Resume, forms.End, forms.NoteConsent, forms.Correct,
    forms.DeclineCorrection,
)  # fmt: skip
BOOK = Book(
    key="deputies",
    title=_("代表名册"),
    columns=(_("姓名"), _("代表职务"), _("选区或选举单位"), _("工作单位")),
    rows=queries.register_of,
    line=line,
    allowed=lambda actor: bool(actor.posts_as(*permissions.READERS)),
    placeholder=_("姓名"),
    empty=_("还没有登记代表。可以一位一位登记，也可以从表格里一起导入。"),
    found=lambda rows, words: rows.filter(name__contains=words),
    filters=(
        Filter("level", _("层级"), lambda actor: LEVELS, of_level),
        Filter("congress", _("人大"), queries.congresses_for, of_congress),
        Filter("district", _("选区"), districts, of_district, within="congress"),
        Filter("state", _("状态"), lambda actor: STATES, by_state),
        Filter("lack", _("缺什么"), lambda actor: LACKING, by_lack),
    ),
    leaf=leaf,
    verbs=(
        Verb("register_person", _("登记一位代表"), "n", "plus", True),
        Verb("correct", _("更正"), "", "check", True),
        Verb("decline_correction", _("不更正"), "", "x"),
        Verb("renew_person", _("改资料"), "c", "edit", True),
        Verb("give_photo", _("换照片"), "p", "doc"),
        Verb("remove_photo", _("撤下照片"), "", "x"),
        Verb("grant_mandate", _("登记代表职务"), "g", "plus"),
        Verb("renew_mandate", _("改选区、证号"), "", "edit"),
        Verb("note_consent", _("代记本人的选择"), "", "shield"),
        Verb("link_account", _("关联账号"), "", "people"),
        Verb("suspend", _("暂停职务"), "", "flag"),
        Verb("resume", _("恢复职务"), "", "undo"),
        Verb("end", _("终止职务"), "", "x"),
    ),
    forms={form.verb: form for form in FORMS},
    doable=doable,
    doable_new=doable_new,
    table=table,
    printed=printed,
    icon="people",
)


# ── addresses of their own ─────────────────────────────────────────────────
def photo(request: DeskRequest, code: str) -> FileResponse:
    """The photo of a person on the desk of whoever sees him, published or not."""
    row = the_one(queries.people_visible_to(request.actor), code=code)
    file = Path(row.photo.path) if row.photo else None
    if file is None or not file.is_file():
        raise Http404
    answer = FileResponse(file.open("rb"), content_type="image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def mobile(request: DeskRequest, code: str) -> HttpResponse:
    """The private number, after a press of a button; that it was seen stands in the security log."""
    gate(request, BOOK)
    row = the_one(BOOK.rows(request.actor), code=code)
    number = actions.show_mobile(row, by=request.actor)
    return shown(request, replace(BOOK, leaf=partial(with_number, number)), row)


def with_number(number: str, actor: Actor, row: Any) -> Leaf:
    told = Block(_("本人手机"), template="desk/_mobile.html", data={"href": "", "number": number})
    whole = leaf(actor, row)
    return replace(whole, blocks=(told, *whole.blocks[:-1]))


PATHS = (
    path("deputies/<slug:code>/photo", page(photo), name="deputy_photo"),
    path("deputies/<slug:code>/mobile", acting(mobile), name="deputy_mobile"),
)
