"""Open suggestions that somebody leaves behind at a hand-over, list by list."""

from django.utils.translation import gettext as _

from lianxin.kit.actor import Actor
from lianxin.kit.wording import short_day
from lianxin.staff.openwork import Source, Work
from lianxin.staff.rules import MOST_LINES
from lianxin.suggestions.queries import listed, lists_of


def _lines(actor: Actor) -> list[Work]:
    found = []
    for work in (w for w in lists_of(actor) if w.key not in ("finished", "drafts")):
        for row in listed(actor, work.key)[: MOST_LINES + 1]:
            named = _("第%(number)s号 ") % {"number": row.number} if row.number else ""
            due = short_day(row.due_day) if row.due_day else ""
            found.append(Work(str(work.title), f"{named}《{row.title}》", due))
    return found


OPEN = Source(_lines)
