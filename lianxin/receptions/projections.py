"""How a year's plan is kept, by station and by deputy: a table that can be dropped and made again from the ledger.

A station's planned, cancelled, held, nobody (came) and late (notice); a deputy's planned, stood_in, leave, attended
and absent.
"""

from django.db.models import F

from lianxin.ledger.projections import Projection, register
from lianxin.ledger.queries import EntryCard
from lianxin.receptions.models import Keeping

STATION = {
    "receptions.announced": "planned",
    "receptions.cancelled": "cancelled",
    "receptions.held": "held",
}
DEPUTY = {
    "receptions.leave_asked": ("leave", 1),
    "receptions.leave_taken_back": ("leave", -1),
    "receptions.attended": ("attended", 1),
    "receptions.absent": ("absent", 1),
}

CORRECTED = "receptions.somebody_came"
"""A sheet was entered back for a reception that nobody was said to have come to."""


def _count(subject: str, code: object, year: object, kind: str, amount: int = 1) -> None:
    if not code or not isinstance(year, int):
        return
    place = Keeping.objects.filter(subject=subject, code=str(code), year=year, kind=kind)
    if not place.update(count=F("count") + amount):
        Keeping.objects.create(subject=subject, code=str(code), year=year, kind=kind, count=amount)


def apply(entry: EntryCard) -> None:
    """Take one sealed entry into account."""
    said = entry.detail
    station, year = said.get("station"), said.get("year")
    if entry.act in STATION:
        _count("station", station, year, STATION[entry.act])
        if entry.act == "receptions.announced" and said.get("late"):
            _count("station", station, year, "late")
        for deputy in said.get("deputies", ()):
            _count("deputy", deputy, year, "planned")
        if said.get("nobody"):
            _count("station", station, year, "nobody")
    elif entry.act in DEPUTY:
        _count("deputy", said.get("deputy"), year, *DEPUTY[entry.act])
    elif entry.act == CORRECTED:
        _count("station", station, year, "nobody", -1)
    elif entry.act == "receptions.seated":
        _count(
            "deputy", said.get("deputy"), year, "stood_in" if said.get("stands_in") else "planned"
        )  # after the notice


def clear() -> None:
    """Empty the table."""
    Keeping.objects.all().delete()


KEEPING = Projection("receptions.keeping", (*STATION, *DEPUTY, CORRECTED, "receptions.seated"), apply, clear)


def offer() -> None:
    """Make it known to the ledger's readers."""
    register(KEEPING)
