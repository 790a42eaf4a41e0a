"""What is still to be told, as open work: of the outbox, which lies below and knows nothing of hand-overs."""

from lianxin.kit.actor import Actor
from lianxin.kit.wording import short_day
from lianxin.outbox import queries as outbox
from lianxin.staff.openwork import Source, Work
from lianxin.staff.rules import MOST_LINES


def _lines(actor: Actor) -> list[Work]:
    found = []
    for message in outbox.paper_list(actor).filter(confidential=False)[:MOST_LINES]:
        card = outbox.as_card(message)
        due = short_day(card.due_at) if card.due_at else ""
        found.append(Work(card.title, f"{card.form_words}：{card.words}", due))
    return sorted(found, key=lambda work: work.kind)


OPEN = Source(_lines)
