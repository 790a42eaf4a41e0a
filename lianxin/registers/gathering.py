"""A file becomes rows: which of its sheets are which register, where each table begins, what is not used."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.registers import columns
from lianxin.registers.places import Places
from lianxin.registers.rows import Reader
from lianxin.registers.rules import Kind, Report
from lianxin.sheets import reading
from lianxin.sheets.reading import BadFile, Book, Fault, Head, Sheet

NAMED = 6
"""Columns named in a note; the rest is counted."""


@dataclass(frozen=True)
class Found:
    """A sheet that is a register."""

    sheet: Sheet
    head: Head
    plan: columns.Plan


def recognised(book: Book, kinds: Iterable[Kind], report: Report) -> list[Found]:
    """The sheets of a book that are registers of these kinds; what was taken and what was not is noted.

    BadFile when there is none: with the heads that a table needs.
    """
    wanted = [columns.BY_KIND[kind] for kind in kinds]
    found = []
    for sheet in book.sheets:
        one = _of_sheet(sheet, wanted)
        if one is None:
            report.notes.append(_("表“%(sheet)s”没有用到：认不出名册的表头。") % {"sheet": sheet.name})
        else:
            found.append(one)
            _noted(one, report)
    if not found:
        needed = _("；").join(f"{plan.sheet}：{'、'.join(c.title for c in plan.columns[:6])}" for plan in wanted)
        raise BadFile(
            _("“%(file)s”里没有找到名册。表头至少要有名称和另外一列，例如 %(needed)s。可以下载模板对照。")
            % {"file": book.name, "needed": needed}
        )
    return found


def _of_sheet(sheet: Sheet, wanted: list[columns.Plan]) -> Found | None:
    """The register whose columns a sheet has most of; its name decides between equals."""
    rows, best = sheet.first_rows(), None
    most = (0.0, 0)
    for plan in wanted:
        head = reading.find_head(rows, plan.columns)
        if head is None or not plan.signs & set(head.at):
            continue
        hinted = sum(hint in sheet.name for hint in plan.hints)
        weight = (len(head.at) + 1.5 * hinted, -len(head.unknown))
        if best is None or weight > most:
            best, most = Found(sheet, head, plan), weight
    return best


def _noted(found: Found, report: Report) -> None:
    sheet, head, plan = found.sheet, found.head, found.plan
    report.notes.append(
        _("表“%(sheet)s”按“%(plan)s”读，表头在第%(row)d行。")
        % {"sheet": sheet.name, "plan": plan.sheet, "row": head.row}
    )
    unused = [f"{reading.letter_of(at)}{word}" for at, word in (*head.unknown, *head.twice)]
    if unused:
        report.notes.append(
            _("表“%(sheet)s”有%(n)d列没有用到：%(names)s。")
            % {"sheet": sheet.name, "n": len(unused), "names": "、".join(unused[:NAMED])}
        )
    hidden = [row for row in sheet.hidden_rows if row > head.row]
    if hidden or sheet.hidden_columns or sheet.hidden:
        report.notes.append(
            _("表“%(sheet)s”有隐藏的行、列或者整张隐藏，也读了。不想导入的请先删除。") % {"sheet": sheet.name}
        )


def readers(octets: bytes, name: str, kinds: Iterable[Kind], places: Places, report: Report,
            answers: dict[str, str]) -> dict[Kind, list[Reader]]:  # fmt: skip
    """Readers of the sheets of a file by register. BadFile becomes a fault of the whole file."""
    try:
        book = reading.open_book(octets, name)
        found = recognised(book, kinds, report)
    except BadFile as error:
        report.faults.append(Fault(name, 0, "", "", "", str(error)))
        return {}
    grouped: dict[Kind, list[Reader]] = {}
    for one in found:
        report.count(one.plan.kind)
        grouped.setdefault(one.plan.kind, []).append(Reader(places, report, answers, one.sheet, one.head, one.plan))
    return grouped
