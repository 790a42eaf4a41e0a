"""The desk's register of organs and organisations, and whom to reach there (Article 10)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.organs import FORMS, KEEPERS, doable
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line
from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Role
from lianxin.kit.wording import bare_day, span
from lianxin.organs import permissions, queries
from lianxin.organs.rules import ContactKind, Freshness
from lianxin.suggestions import queries as suggestions

READERS = (*KEEPERS, Role.SUBDISTRICT_OFFICE, Role.LIAISON_OFFICER, Role.ORGAN_HANDLER)
FRESHNESS = (
    (Freshness.FRESH, _("一年内核对过")),
    (Freshness.STALE, _("一年没有核对")),
    (Freshness.NOBODY, _("没有联系人")),
)
STANDING = (("standing", _("还在的")), ("ended", _("已撤并的")))
WORDS = dict(FRESHNESS)


def _told(contact: Any) -> str:
    return f"{contact.name} {contact.phone}".strip() if contact else ""


def line(row: Any) -> Line:
    """Whom to reach, and how well that is known; an ended one says so."""
    people, fresh = queries.people_of(row), queries.freshness_of(row)
    checked = queries.looked_at(row)
    chips: tuple[object, ...] = ()
    if not row.active:
        chips = (_("已撤并"),)
    elif fresh is not Freshness.FRESH:
        chips = (WORDS[fresh],)
    cells = (
        row.get_kind_display(),
        row.get_level_display(),
        _told(people.get(ContactKind.LEADER)),
        _told(people.get(ContactKind.HANDLER)),
        bare_day(checked) if checked else "",
    )
    return Line(row.name, cells, BOOK.at(row), chips=chips)


def found(rows: Any, words: str) -> Any:
    """By name of today, by short name, by a name it once had, by the people to reach."""
    for word in words.split()[:4]:
        held = Q(contacts__name__contains=word, contacts__until_day=None)
        former = Q(former_names__name__contains=word)
        rows = rows.filter(Q(name__contains=word) | Q(short_name__contains=word) | held | former)
    return rows.distinct()


# ── one organ ──────────────────────────────────────────────────────────────
def _present(row: Any, verbs: Sequence[str]) -> Block:
    people, checked = queries.people_of(row), queries.looked_at(row)
    pairs = []
    for kind, words in queries.CONTACT_KINDS:
        if contact := people.get(kind):
            pairs.append((words, "　".join(x for x in (contact.name, contact.duty, contact.phone) if x)))
    if checked:
        pairs.append((_("最近核对"), bare_day(checked)))
    at = reverse("desk:organs_act", args=[row.code, "check_contacts"]) if "check_contacts" in verbs else ""
    return Block(
        _("找谁"),
        pairs=pairs,
        empty=_("还没有联系人。交办以前先问清楚找谁。") if row.active else _("已撤并，没有在任的联系人。"),
        template="desk/organ_contacts.html",
        data={"check_at": at},
    )


def _history(row: Any) -> tuple[Block, Block]:
    """Names it had, and people who were to be reached there."""
    names = [Line(f.name, (bare_day(f.until_day), f.ground)) for f in row.former_names.order_by("-until_day")]
    current = {contact.pk for contact in queries.people_of(row).values()}
    past = [c for c in row.contacts.order_by("-from_day", "-pk") if c.pk not in current]
    people = [Line(c.name, (c.get_kind_display(), c.duty, span(c.from_day, c.until_day))) for c in past]
    return (
        Block(_("曾用名称"), head=(_("名称"), _("用到"), _("依据")), lines=names),
        Block(_("以前找谁"), head=(_("姓名"), _("类别"), _("职务"), _("起止")), lines=people),
    )


def _reform(row: Any) -> tuple[Block, ...]:
    """How it ended, and what it took over."""
    ending = queries.ending_of(row)
    taken = [
        Line(e.organ.name, (bare_day(e.day), e.ground), BOOK.at(e.organ))
        for e in row.taken_over.select_related("organ").order_by("-day")
    ]
    over = Block(_("并进来的单位"), head=(_("名称"), _("撤并日期"), _("依据")), lines=taken)
    if ending is None:
        return (over,)
    heir = ending.heir.name if ending.heir else now("还没有登记")
    return (
        Block(_("撤并"), pairs=((_("日期"), bare_day(ending.day)), (_("依据"), ending.ground), (_("承接单位"), heir))),
        over,
    )


def _work(actor: Actor, row: Any) -> Block:
    """How many suggestions it has in hand: what a reform would move."""
    if not permissions.may_keep_organ(actor, row):
        return Block()
    waiting, done = suggestions.of_organ(row)
    return Block(
        _("代表建议"), pairs=((_("在办"), now("%(n)d件") % {"n": waiting}), (_("已答复"), now("%(n)d件") % {"n": done}))
    )


def leaf(actor: Actor, row: Any) -> Leaf:
    verbs = doable(actor, row)
    reached = ((_("办公地址"), row.address), (_("值班电话"), row.duty_line), (_("电子邮箱"), row.mail))
    where = Block(_("单位"), pairs=[pair for pair in reached if pair[1]])
    chips = [row.get_kind_display(), row.get_level_display(), divisions.names([row.division]).get(row.division, "")]
    return Leaf(
        row.name,
        chips=[*(c for c in chips if c), *(() if row.is_assignable else (_("只告知，不交办"),))],
        lead=row.short_name,
        warnings=_warnings(row, verbs),
        blocks=(_present(row, verbs), where, _work(actor, row), *_reform(row), *_history(row)),
    )


def _warnings(row: Any, verbs: Sequence[str]) -> list[object]:
    if not row.active:
        return [_("没有登记由谁承接，正在办的建议停在这里。")] if "name_successor" in verbs else []
    stale = queries.freshness_of(row) is Freshness.STALE
    return [_("联系人一年没有核对了。打个电话问一声，还对就点“还对”，变了就换。")] if stale else []


def table(actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    """For a spreadsheet: whoever keeps the register may take the people's numbers along."""
    head = (_("名称"), _("简称"), _("类型"), _("层级"), _("区划代码"), _("办公地址"), _("值班电话"), _("电子邮箱"),
            _("分管领导"), _("分管领导电话"), _("承办人"), _("承办人电话"), _("最近核对"), _("状态"))  # fmt: skip
    return head, (_cells(row) for row in rows)


def _cells(row: Any) -> tuple[object, ...]:
    people, checked = queries.people_of(row), queries.looked_at(row)
    who: list[str] = []
    for kind in (ContactKind.LEADER, ContactKind.HANDLER):
        contact = people.get(kind)
        who += [contact.name, contact.phone] if contact else ["", ""]
    state = now("在") if row.active else now("已撤并")
    return (
        row.name, row.short_name, row.get_kind_display(), row.get_level_display(), row.division, row.address,
        row.duty_line, row.mail, *who, checked.isoformat() if checked else "", state,
    )  # fmt: skip


def by_freshness(rows: Any, value: str) -> Any:
    return rows.filter(active=True).of_freshness(Freshness(value), moment.today())


BOOK = Book(
    key="organs",
    title=_("机关、组织"),
    columns=(_("名称"), _("类型"), _("层级"), _("分管领导"), _("承办人"), _("最近核对")),
    rows=queries.organs_visible_to,
    line=line,
    allowed=lambda actor: bool(actor.posts_as(*READERS)),
    lead=_("谁来答复代表建议，找谁。党组织登记在这里只用来告知去处。"),
    placeholder=_("单位名称、曾用名、联系人"),
    empty=_("还没有登记单位。"),
    found=found,
    filters=(
        Filter("kind", _("类型"), lambda actor: queries.KINDS, lambda rows, value: rows.filter(kind=value)),
        Filter(
            "level",
            _("层级"),
            lambda actor: [(str(int(level)), words) for level, words in queries.LEVELS],
            lambda rows, value: rows.filter(level=int(value)),
        ),
        Filter("fresh", _("联系人"), lambda actor: FRESHNESS, by_freshness),
        Filter("standing", _("存续"), lambda actor: STANDING, lambda rows, v: rows.filter(active=v == "standing")),
    ),
    leaf=leaf,
    verbs=(
        Verb("register_organ", _("登记一个单位"), "n", "plus", True),
        Verb("name_successor", _("补登由谁承接"), "s", "send", True),
        Verb("renew_contact", _("换联系人"), "c", "edit"),
        Verb("revise_organ", _("改地址、电话"), "e", "edit"),
        Verb("rename_organ", _("更名"), "r", "edit"),
        Verb("merge_organ", _("并入别的单位"), "m", "merge"),
        Verb("end_organ", _("撤销"), "x", "x"),
    ),
    forms=FORMS,
    doable=doable,
    doable_new=lambda actor: ("register_organ",) if actor.posts_as(*KEEPERS) else (),
    table=table,
    icon="flag",
)
BOOKS = (BOOK,)
