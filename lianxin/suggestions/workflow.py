"""The life of a suggestion (代表建议、批评和意见), from the draft to the conclusion, as one table."""

from enum import StrEnum

from lianxin.kit.workflow import Workflow


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REFERENCE = "reference"
    NUMBERED = "numbered"
    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    REPLIED = "replied"
    EVALUATED = "evaluated"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"


IN_HAND = frozenset({State.ASSIGNED, State.ACKNOWLEDGED})
"""An organ owes a reply; the statutory clock runs."""

UNSENT = frozenset({State.DRAFT, State.RETURNED})
"""At its author's desk alone."""

IN_OFFICE = frozenset({State.SUBMITTED, State.NUMBERED, *IN_HAND, State.REPLIED, State.EVALUATED})
"""Handed in, and not at its end."""

TABLE = Workflow[State](
    # verb                   from                                   to
    ("revise", {State.DRAFT, State.RETURNED}, None),
    ("submit", {State.DRAFT, State.RETURNED}, State.SUBMITTED),
    ("return_for_revision", {State.SUBMITTED}, State.RETURNED),
    ("treat_as_reference", {State.SUBMITTED}, State.REFERENCE),
    ("number", {State.SUBMITTED}, State.NUMBERED),
    ("assign_by_office", {State.NUMBERED}, State.ASSIGNED),
    ("assign_by_presidium", {State.NUMBERED}, State.ASSIGNED),
    ("acknowledge", {State.ASSIGNED}, State.ACKNOWLEDGED),
    ("reckon_again", IN_HAND, None),
    # a reform of organs: the successor acknowledges for itself
    ("take_over", IN_HAND, State.ASSIGNED),
    ("reply", {State.ACKNOWLEDGED}, State.REPLIED),
    ("evaluate", {State.REPLIED}, State.EVALUATED),
    ("order_rehandling", {State.EVALUATED}, State.ASSIGNED),
    ("conclude", {State.EVALUATED}, State.CONCLUDED),
    # Article 11, or a deputy who has left: another one leads on; what he had not handed in ends
    ("change_lead", IN_OFFICE, None),
    ("close_draft", UNSENT, State.WITHDRAWN),
    ("prepare_publication", {State.EVALUATED, State.CONCLUDED}, None),
    (
        "withdraw",
        {State.DRAFT, State.RETURNED, State.SUBMITTED, State.NUMBERED, State.ASSIGNED, State.ACKNOWLEDGED},
        State.WITHDRAWN,
    ),
)
