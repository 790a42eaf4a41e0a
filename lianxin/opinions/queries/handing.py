"""Open opinions that somebody leaves behind at a hand-over; nothing of confidential ones, not even their number."""

from lianxin.kit.actor import Actor
from lianxin.kit.wording import short_day
from lianxin.opinions.queries.lists import listed, lists_of, paper_words
from lianxin.staff.openwork import Source, Work
from lianxin.staff.rules import MOST_LINES

KEYS = ("emergency", "to_sort", "clarifying", "with_deputies", "elsewhere", "to_tell", "to_conclude", "unrouted")
LETTERS = 36


def _lines(actor: Actor) -> list[Work]:
    """An opinion stands under the first of the lists it is in; one in danger of its writer by its number alone."""
    titles = {work.key: str(work.title) for work in lists_of(actor)}
    found, seen = [], set()
    for key in (key for key in KEYS if key in titles):
        for row in listed(actor, key).filter(confidential=False)[: MOST_LINES + 1]:
            if row.pk in seen:
                continue
            seen.add(row.pk)
            said = "" if row.protected else paper_words(row)[:LETTERS]
            due = short_day(row.due_day) if row.due_day else ""
            found.append(Work(titles[key], f"{row.number} {said}".strip(), due))
    return found


OPEN = Source(_lines)
