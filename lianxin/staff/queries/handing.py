"""Hand-overs and their frozen lists, as rows and as a paper."""

from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lianxin.kit.actor import Actor
from lianxin.kit.wording import bare_day, when
from lianxin.papers.shapes import Record, Table
from lianxin.staff.models import HandOver, HandOverLine
from lianxin.staff.permissions import hand_overs_visible_to


def hand_overs(actor: Actor) -> QuerySet[HandOver]:
    """Hand-overs an actor may open, the latest first."""
    rows = hand_overs_visible_to(actor).select_related("posting__user", "successor__user")
    return rows.order_by("-done_at", "-pk")


def list_of(hand_over: HandOver) -> list[tuple[str, list[HandOverLine]]]:
    """The frozen lines by kind, in their order."""
    rows = hand_over.lines.order_by("place")
    return [(kind, list(lines)) for kind, lines in groupby(rows, key=lambda line: line.kind)]


def paper_of(hand_over: HandOver) -> Record:
    """The list to be signed by both: what is printed is what was frozen."""
    old, new = hand_over.posting, hand_over.successor
    head = (_("序号"), _("内容"), _("期限"))
    tables = tuple(
        Table(kind, head, tuple((str(n), line.words, line.due) for n, line in enumerate(lines, 1)), (1, 10, 3))
        for kind, lines in list_of(hand_over)
    )
    pairs: list[tuple[str, Any]] = [
        (_("岗位"), hand_over.place),
        (_("移交人"), old.user.name),
        (_("接收人"), new.user.name),
        (_("监交人"), hand_over.monitor or "—"),
        (_("移交人最后一天"), bare_day(hand_over.last_day)),
        (_("接收人从哪天起"), bare_day(new.from_day)),
    ]
    said = [] if tables else [_("移交时没有未办的事。")]
    if hand_over.late:
        late = _("补办：实际于%(day)s离岗，%(done)s补办交接手续。")
        said.append(late % {"day": bare_day(hand_over.last_day), "done": bare_day(hand_over.done_at)})
    return Record(
        _("工作交接清单"),
        pairs=tuple((name, str(value)) for name, value in pairs),
        tables=tables,
        paragraphs=tuple(said),
        signatures=(_("移交人"), _("接收人"), _("监交人")),
        day=bare_day(hand_over.done_at),
        note=_("清单按%(at)s系统里的情况固定，密件不列入。编号%(code)s。")
        % {"at": when(hand_over.done_at), "code": hand_over.code},
    )
