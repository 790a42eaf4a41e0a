"""Organs of a file against the register."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from lianxin.kit.actor import SYSTEM, Actor
from lianxin.organs import actions as organs
from lianxin.organs import permissions
from lianxin.organs.rules import ArrivingContact, ArrivingOrgan, ContactKind, Kind, can_be_assigned, level_of
from lianxin.registers.places import Places
from lianxin.registers.rows import OrganRow
from lianxin.registers.rules import Fate, Line, Report
from lianxin.registers.rules import Kind as Register


@dataclass
class Offices:
    """Matches rows to organs, one after the other."""

    places: Places
    report: Report
    by: Actor
    arrivals: list[ArrivingOrgan] = field(default_factory=list)

    def __post_init__(self) -> None:
        rows = permissions.visible_to(SYSTEM).filter(active=True, division__in=list(self.places.names))
        self.known = list(rows.prefetch_related("contacts"))
        self.by_name: dict[tuple[str, str], Any] = {(row.division, row.name): row for row in self.known}
        self.by_code = {row.code: row for row in self.known}
        self.in_file: dict[tuple[str, str], OrganRow] = {}
        self.met: set[int] = set()
        self.may_bring = cache(organs.may_bring)

    def _tell(self, row: OrganRow, key: str, advice: str) -> None:
        self.report.faults.append(row.row.fault(key, advice))

    def take(self, row: OrganRow) -> None:
        """One row: a new organ, one that changes, or one that is the same."""
        if row.row.bad:
            return
        first = self.in_file.setdefault((row.division, row.name), row)
        if first is not row:
            self._tell(row, "name", _("和第%(row)d行重复：一个单位只写一行。") % {"row": first.row.number})
            return
        held = self._held(row)
        if row.row.bad:
            return
        self._new(row) if held is None else self._old(row, held)

    def _held(self, row: OrganRow) -> Any:
        if not row.code:
            return self.by_name.get((row.division, row.name))
        held = self.by_code.get(row.code)
        if held is None:
            self._tell(row, "code", _("没有这个单位编号。新单位请把这一格空着。"))
        elif held.name != row.name:
            self._tell(
                row, "name", _("单位编号是“%(name)s”的。更名要有依据，请在单位的页面上办。") % {"name": held.name}
            )
        return held

    def _new(self, row: OrganRow) -> None:
        try:
            level_of(row.division)
        except ValueError:
            self._tell(row, "division", _("村和社区没有单位，请写乡镇、街道或者县。"))
            return
        if not row.kind:
            self._tell(
                row,
                "kind",
                _("看不出单位类型。只填：政府及其部门、监察委员会、人民法院、人民检察院、党组织、其他组织。"),
            )
        elif row.details["is_assignable"] and not can_be_assigned(Kind(row.kind)):
            self._tell(row, "assignable", _("党组织不承办代表建议，只作告知的去处。请填“否”。"))
        elif not self.may_bring(self.by, row.division):
            self._tell(row, "division", _("这个单位不归您登记，请删去这一行。"))
        else:
            self.arrivals.append(self._arriving(row, row.division, row.kind, True, ""))
            self._count(row, Fate.NEW, self.places.name_of(row.division))

    def _old(self, row: OrganRow, held: Any) -> None:
        self.met.add(held.pk)
        if row.kind and row.row.plain("kind") and row.kind != held.kind:
            self._tell(row, "kind", _("名录里登记的是“%(kind)s”，请核对。") % {"kind": held.get_kind_display()})
            return
        arriving = self._arriving(row, held.division, held.kind, held.is_assignable, held.code)
        open_ones = {
            c.kind: c for c in sorted(held.contacts.all(), key=lambda c: (c.from_day, c.pk)) if not c.until_day
        }
        changed = [row.row.titles.get(key, _("可以承办")) for key in organs.differs(held, arriving)]
        for kind, key in ((ContactKind.LEADER, "leader"), (ContactKind.HANDLER, "handler")):
            if organs.is_new_contact(open_ones.get(kind), getattr(arriving, key)):
                changed.append(row.row.titles[key])
        if changed and not self.may_bring(self.by, held.division):
            self._tell(row, "name", _("这个单位不归您登记，不能改它的资料。"))
            return
        if changed:
            self.arrivals.append(arriving)
        self._count(row, Fate.CHANGED if changed else Fate.SAME, "、".join(changed))

    def _arriving(self, row: OrganRow, division: str, kind: str, assignable: bool, code: str) -> ArrivingOrgan:
        told = row.details["is_assignable"]
        contacts = {key: ArrivingContact(*contact) if contact[0] else None for key, contact in row.contacts.items()}
        words = {key: row.details[key] for key in ("short_name", "address", "mail", "duty_line")}
        return ArrivingOrgan(
            row.name, kind, division, is_assignable=assignable if told is None else told, leader=contacts["leader"],
            handler=contacts["handler"], from_day=row.from_day, code=code, **words,
        )  # fmt: skip

    def _count(self, row: OrganRow, fate: Fate, words: str) -> None:
        self.report.count(Register.ORGANS).add(fate)
        if fate is not Fate.SAME:
            self.report.lines.append(Line(Register.ORGANS, fate, row.row.sheet, row.row.number, row.name, words))

    def finished(self) -> None:
        if Register.ORGANS in self.report.counts:
            inside = [row for row in self.known if row.division.startswith(self.places.county[:6])]
            self.report.count(Register.ORGANS).absent = sum(row.pk not in self.met for row in inside)
