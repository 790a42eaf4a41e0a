"""Loading code lists. All or nothing, and loading one twice changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import category

from django.db import transaction

from lianxin.divisions.extract import BadSource, CodeList, CodeRow
from lianxin.divisions.models import Division
from lianxin.divisions.queries import in_scope
from lianxin.divisions.rules import WIDTHS, Rank, ancestor_codes, kind_of, whole

BATCH = 2000
MOST_FAULTS = 20
NAME_LENGTH = 60
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Private-use characters are let in: the published list writes rare characters of village names with them."""
MOST_ENDING = 0.2
"""A new edition ends a few codes in a hundred; a list that ends more is a part of a province."""

Progress = Callable[[int, int], None]
"""Called with (rows done, rows in all)."""


@dataclass(frozen=True)
class LoadReport:
    """What a load changed, in divisions."""

    edition: date
    added: int
    renamed: int
    ended: int
    unchanged: int


def _silent(done: int, whole: int) -> None:
    """Progress nobody watches."""


@transaction.atomic
def load(codes: CodeList, progress: Progress = _silent) -> LoadReport:
    """Bring the tree to a code list of one or more whole provinces.

    Codes missing from a newer list end the day before its edition and stay for the records that name them.
    BadSource, and no change, when a row does not fit or the list is older than what is loaded.
    """
    wanted = {d.code: d for d in _divisions(codes)}
    held = _held(wanted)
    if any(d.valid_from > codes.edition for d in held.values()):
        raise BadSource(f"已载入比{codes.edition}更新的区划代码，不能用旧的覆盖")
    gone = [d for code, d in held.items() if code not in wanted and d.valid_until is None]
    if len(gone) > len(held) * MOST_ENDING:
        raise BadSource(f"这份代码会停用{len(held)}个区划中的{len(gone)}个，不像整省的代码；没有载入")
    renamed = [d for code, d in held.items() if code in wanted and _taken_over(d, wanted[code])]
    fresh = [d for code, d in wanted.items() if code not in held]
    for division in gone:
        division.valid_until = max(division.valid_from, codes.edition - timedelta(days=1))
    Division.objects.bulk_update([*gone, *renamed], ["name", "kind", "valid_until"], batch_size=200)
    done = len(wanted) - len(fresh)
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        Division.objects.bulk_create(batch)
        done += len(batch)
        progress(done, len(wanted))
    return LoadReport(codes.edition, len(fresh), len(renamed), len(gone), len(wanted) - len(fresh) - len(renamed))


@transaction.atomic
def name_successor(old: str, new: str) -> Division:
    """Say which division followed one that has ended; LookupError or ValueError when that cannot be."""
    ended = Division.objects.select_for_update().filter(pk=old).first()
    if ended is None or not Division.objects.filter(pk=new).exists():
        raise LookupError(f"没有代码 {old} 或 {new}")
    if ended.valid_until is None:
        raise ValueError(f"{ended.name} 仍在使用，没有后继")
    if old == new or _leads_to(new, old):
        raise ValueError("后继不能绕回自己")
    ended.successor_id = new
    ended.save(update_fields=["successor"])
    return ended


def _leads_to(start: str, end: str) -> bool:
    links = dict(Division.objects.exclude(successor=None).values_list("code", "successor_id"))
    seen: set[str] = set()
    while start in links and start not in seen:
        seen.add(start)
        start = links[start] or ""
        if start == end:
            return True
    return False


def _held(wanted: dict[str, Division]) -> dict[str, Division]:
    scopes = sorted({code[:2] for code in wanted})
    held: dict[str, Division] = {}
    for scope in scopes:
        held |= {d.code: d for d in Division.objects.filter(in_scope(whole(scope)))}
    return held


def _taken_over(held: Division, wanted: Division) -> bool:
    """Give a known division its present name; whether that changed anything."""
    if (held.name, held.kind, held.valid_until) == (wanted.name, wanted.kind, None):
        return False
    held.name, held.kind, held.valid_until = wanted.name, wanted.kind, None
    return True


def _divisions(codes: CodeList) -> list[Division]:
    """Rows as divisions, parents first; BadSource names the rows that do not fit."""
    faults: list[str] = []
    found: dict[str, Division] = {}
    for row in sorted(codes.rows, key=lambda row: (len(row.code), row.code)):
        fault = _fault(row, found)
        if fault:
            faults.append(f"第{row.line}行：{fault}")
            continue
        code = whole(row.code)
        if code in found:  # a city without counties (Dongguan 4419 and 441900): one division, the upper
            continue
        rank = Rank(WIDTHS.index(len(row.code)) + 1)
        found[code] = Division(
            code=code, name=row.name, rank=rank, kind=kind_of(rank, code, row.name), valid_from=codes.edition
        )
    if faults:
        more = f"……共{len(faults)}处" if len(faults) > MOST_FAULTS else ""
        raise BadSource("\n".join(faults[:MOST_FAULTS]) + more)
    return list(found.values())


def _fault(row: CodeRow, found: dict[str, Division]) -> str:
    try:
        code = whole(row.code)
    except ValueError:
        return f"“{row.code[:20]}”不是区划代码"
    if not row.name or len(row.name) > NAME_LENGTH or any(category(c) in INVISIBLE for c in row.name):
        return f"{row.code} 的名称为空、过长或含不可见字符"
    above = ancestor_codes(code)
    if above and above[-1] not in found and code not in found:
        return f"{row.code} {row.name} 没有上级 {above[-1]}"
    known = found.get(code)
    if known and WIDTHS[known.rank - 1] == len(row.code):
        return f"{row.code} 重复"
    return ""
