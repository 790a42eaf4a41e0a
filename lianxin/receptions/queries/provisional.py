"""Days that stand provisionally: what the rule makes of them once the days of rest of their year are published."""

from datetime import date

from lianxin.kit.dates import DayTable, Line
from lianxin.receptions import rhythm
from lianxin.receptions.models import Reception
from lianxin.receptions.rhythm import Occurrence, Skipped


def anew(row: Reception, table: DayTable) -> Occurrence | Skipped | None:
    """The day of a provisional reception by a table; None while nothing new can be said of it."""
    if not row.provisional or row.rhythm is None or row.plain_day is None:
        return None
    if not table.published(row.plain_day.year):
        return None
    lines = tuple(Line(str(code), tuple(params)) for code, *params in row.lines)
    found = rhythm.again(Occurrence(row.day, row.plain_day, True, lines), rhythm.from_json(row.rhythm.rhythm), table)
    return None if isinstance(found, Occurrence) and found.provisional else found


def steps(row: Reception, found: Occurrence | Skipped) -> list[list[object]]:
    """The steps as the row keeps them; what is left out says why, after what the rule names."""
    lines = found.lines if isinstance(found, Occurrence) else (Line("plain", (found.plain.isoformat(),)), found.line)
    return [[line.code, *line.params] for line in lines]


def better_day(row: Reception) -> tuple[bool, date | None]:
    """Whether an announced day turned out to be one of rest, and the day by the rule (None: the rule leaves it out)."""
    code, *params = row.lines[-1] if row.provisional and row.lines else ("", "")
    if code == "moved":
        return True, date.fromisoformat(params[-1])
    return code in ("rest", "weekend", "leaves"), None
