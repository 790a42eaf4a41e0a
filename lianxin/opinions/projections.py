"""How this room's entries become the public figures: matters of a county and year, counted once for each kind.

A matter that is marked confidential is taken out again, one that is returned comes back: afterwards it is as if it
had never, or always, been there.
"""

from collections.abc import Iterable

from django.db.models import F

from lianxin.kit.moment import SHANGHAI
from lianxin.ledger.projections import Projection, register
from lianxin.ledger.queries import EntryCard, entries_about
from lianxin.ledger.rules import NEUTRAL
from lianxin.opinions.models import Figure

KINDS = {
    "received": frozenset({"opinions.registered"}),
    "answered": frozenset({"opinions.answered"}),
    "informed": frozenset({"opinions.informed"}),
    "referred": frozenset({"opinions.referred"}),
    "raised": frozenset({"opinions.raised", "opinions.raised_in_speech"}),
    "proposed": frozenset({"opinions.proposed"}),
    "told": frozenset({"opinions.fed_back"}),
    "closed": frozenset({"opinions.fed_back", "opinions.concluded"}),
}
"""Kind → the acts of which the first about a matter counts it."""
SURELY_FIRST = frozenset({"opinions.registered"})


def _added(entry: EntryCard, kinds: Iterable[str], amount: int) -> None:
    county, year = entry.division[:6].ljust(12, "0"), entry.entered_at.astimezone(SHANGHAI).year
    for kind in kinds:
        place = Figure.objects.filter(county=county, year=year, kind=kind)
        if not place.update(count=F("count") + amount):
            Figure.objects.create(county=county, year=year, kind=kind, count=amount)


def _fresh(entry: EntryCard, before: Iterable[EntryCard]) -> list[str]:
    """The kinds that this entry is the first to bring about its matter."""
    done = {e.act for e in before}
    return [kind for kind, acts in KINDS.items() if entry.act in acts and not acts & done]


def _all(entries: list[EntryCard], amount: int) -> None:
    for index, entry in enumerate(entries):
        _added(entry, _fresh(entry, entries[:index]), amount)


def apply(entry: EntryCard) -> None:
    """Take one sealed entry into account."""
    if entry.label != "opinions.opinion":
        return
    if entry.verb == NEUTRAL:
        if entry.act == "opinions.marked":
            older = str(entry.detail.get("continues", "")).partition(":")[2]
            _all(_before(entries_about("opinions.opinion", [older]), entry), -1)
        return
    if entry.verb == "opinions.lifted":
        _all(_before(_earlier(entry), entry), 1)
    elif entry.verb in SURELY_FIRST:
        _added(entry, _fresh(entry, ()), 1)
    else:
        before = [e for e in entries_about("opinions.opinion", [entry.key]) if e.seq < entry.seq]
        _added(entry, _fresh(entry, before), 1)


def _earlier(entry: EntryCard) -> list[EntryCard]:
    """What is on record of a matter under the names it had before this act, oldest first."""
    found: list[EntryCard] = []
    older = str(entry.detail.get("continues", "")).partition(":")[2]
    while older:
        there = entries_about("opinions.opinion", [older])
        found = there + found
        older = next((str(e.detail["continues"]).partition(":")[2] for e in there if e.detail.get("continues")), "")
    return found


def _before(entries: list[EntryCard], mark: EntryCard) -> list[EntryCard]:
    return [e for e in entries if e.entered_at <= mark.entered_at]


def clear() -> None:
    """Empty the table."""
    Figure.objects.all().delete()


_VERBS = frozenset().union(*KINDS.values()) | {"opinions.marked", "opinions.lifted"}
FIGURES = Projection("opinions.figures", tuple(sorted(_VERBS)), apply, clear)


def offer() -> None:
    """Make the figures known to the ledger's readers."""
    register(FIGURES)
