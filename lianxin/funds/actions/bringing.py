"""Expenditures out of a workbook: checked first, then all of them or none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.funds import rules
from lianxin.funds.actions.spending import Bill, spend
from lianxin.funds.models import Allocation, FundSource
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Refused
from lianxin.sheets import reading
from lianxin.stations import queries as stations

COLUMNS = (
    reading.Column("day", "日期", ("支出日期", "时间"), True),
    reading.Column("use", "用途", ("使用类别", "支出用途")),
    reading.Column("item", "买了什么", ("项目", "内容", "摘要", "事由"), True),
    reading.Column("amount", "金额", ("金额元", "支出金额"), True),
    reading.Column("voucher", "凭证号", ("凭证", "凭证编号", "票据号"), True),
    reading.Column("approver", "审批人", ("批准人", "签批人")),
    reading.Column("station", "联络站", ("站名", "站点")),
    reading.Column("activity", "活动", ("什么活动", "活动名称")),
)
MOST_FAULTS = 200
MOST_ROWS = 2000


@dataclass
class Report:
    """What became of a file: how many rows, how much (fen), and each fault by row and column."""

    rows: int = 0
    amount: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)
    """(where, what), such as ("第3行 D列", "金额不能是零。")."""
    booked: bool = False


class _DryRun(Exception):
    """Everything was tried and nothing is to stay."""


def bring_in(
    source: FundSource, octets: bytes, name: str, *, by: Actor, allocation: Allocation | None = None, dry: bool = True
) -> Report:
    """Read expenditures out of a workbook or CSV and book them, all or none; `dry`: try, tell, and book nothing.

    A row is refused for what `spend` refuses, in the order of the file, so that the report says where money runs out.
    PermissionDenied when somebody may not spend there; Refused (BadFile's words) when it is no table.
    """
    report = Report()
    try:
        with transaction.atomic():
            for where, bill, station in _bills(octets, name, report, source):
                try:
                    spend(source, bill, by=by, allocation=allocation, station=station)
                except Refused as error:
                    _note(report, where, str(error))
                    continue
                report.amount += bill.amount
            if dry or report.faults:
                raise _DryRun
            report.booked = report.rows > 0
    except _DryRun:
        pass
    return report


def _note(report: Report, where: str, words: str) -> None:
    if len(report.faults) < MOST_FAULTS:
        report.faults.append((where, words))


def _bills(octets: bytes, name: str, report: Report, source: FundSource) -> Iterator[tuple[str, Bill, Any]]:
    """Each row that can be read, with where it stands; what cannot is noted."""
    try:
        book = reading.open_book(octets, name)
        table = next(((s, h) for s in book.sheets if (h := reading.find_head(s.first_rows(), COLUMNS))), None)
    except reading.BadFile as error:
        raise Refused(str(error)) from error
    if table is None:
        raise Refused(_("没有找到表头：第一行要有日期、买了什么、金额、凭证号。"))
    sheet, head = table
    places = {each.name: each for each in stations.in_division(source.division)}
    for number, cells in enumerate(sheet.rows(), 1):
        if number <= head.row or not any(str(cell).strip() for cell in cells if cell is not None):
            continue
        report.rows += 1
        if report.rows > MOST_ROWS:
            raise Refused(_("一次最多%(n)d行，请分成几个文件。") % {"n": MOST_ROWS})
        found = _Row(
            number, {key: cells[at] for key, at in head.at.items() if at < len(cells)}, head.at, report, places
        )
        bill, station = found.bill(), found.station()
        if bill is not None and found.clean:
            yield _("第%(n)d行") % {"n": number}, bill, station


@dataclass
class _Row:
    number: int
    cells: dict[str, Any]
    at: Any
    report: Report
    places: Mapping[str, Any]
    clean: bool = True

    def wrong(self, key: str, words: str) -> None:
        self.clean = False
        letter = reading.letter_of(self.at[key]) if key in self.at else ""
        where = _("第%(n)d行 %(letter)s列") % {"n": self.number, "letter": letter}
        _note(self.report, where, words)

    def text(self, key: str) -> str:
        return reading.text(self.cells.get(key, ""))

    def station(self) -> Any:
        """The open station of that name; none when the cell is empty."""
        words = self.text("station")
        if not words:
            return None
        found = self.places.get(words)
        if found is None:
            self.wrong("station", _("没有叫“%(name)s”的联络站。") % {"name": words})
        return found

    def bill(self) -> Bill | None:
        """What the row says; None when a cell cannot be read, and the report says which."""
        day, amount = None, 0
        try:
            day = reading.day(self.cells.get("day", ""))
        except reading.Unreadable as error:
            self.wrong("day", str(error))
        try:
            amount = rules.fen(self.cells.get("amount", ""))
        except rules.NoAmount as error:
            self.wrong("amount", str(error))
        use = _use(self.text("use"))
        if use is None:
            names = "、".join(str(words) for _code, words in rules.USES)
            self.wrong("use", _("用途没有“%(words)s”。可写：%(names)s。") % {"words": self.text("use"), "names": names})
        if not self.clean or day is None or use is None:
            return None
        return Bill(
            day, use, self.text("item"), amount, self.text("voucher"), self.text("approver"), self.text("activity")
        )


def _use(words: str) -> str | None:
    """The use that is named, whole or by one of its words (标牌 for 标牌、公示栏); other for an empty cell."""
    if not words:
        return rules.Use.OTHER
    for code, said in rules.USES:
        if words == str(said) or words in str(said).split("、"):
            return code
    return None
