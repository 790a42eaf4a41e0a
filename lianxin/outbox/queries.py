"""What is still to be told, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from lianxin.kit.actor import Actor
from lianxin.outbox.models import Message
from lianxin.outbox.permissions import visible_to
from lianxin.outbox.rules import BY_HAND, Form, State, in_words


@dataclass(frozen=True)
class MessageCard:
    """One message as a list shows it: `form` and `state` are codes, `*_words` are in the reader's language."""

    id: UUID
    kind: str
    title: str
    words: str
    to_kind: str
    to_words: str
    to_ref: str
    form: str
    form_words: str
    state: str
    state_words: str
    created_at: datetime
    due_at: datetime | None
    delivered_at: datetime | None
    delivered_by: str


def as_card(message: Message) -> MessageCard:
    """A message with its kind put into words."""
    title, words = in_words(message.kind, message.params)
    return MessageCard(
        id=message.id,
        kind=message.kind,
        title=title,
        words=words,
        to_kind=message.to_kind,
        to_words=message.get_to_kind_display(),
        to_ref=message.to_ref,
        form=message.form,
        form_words=message.get_form_display(),
        state=message.state,
        state_words=message.get_state_display(),
        created_at=message.created_at,
        due_at=message.due_at,
        delivered_at=message.delivered_at,
        delivered_by=message.delivered_by,
    )


def paper_list(actor: Actor) -> QuerySet[Message]:
    """What must still be told by paper, telephone or a visit, what is due first on top; within the actor's scope."""
    rows = visible_to(actor).open().filter(form__in=BY_HAND)  # type: ignore[attr-defined]
    ordered: QuerySet[Message] = rows.order_by(F("due_at").asc(nulls_last=True), "created_at", "id")
    return ordered


def failed(actor: Actor) -> QuerySet[Message]:
    """What a machine could not deliver: a person must see to it."""
    return visible_to(actor).filter(state=State.FAILED).exclude(form__in=BY_HAND).order_by("created_at")


def about(to_ref: str) -> QuerySet[Message]:
    """Everything told or to be told to one receiver, oldest first."""
    return Message.objects.filter(to_ref=to_ref).order_by("created_at", "id")


def to_tell(actor: Actor, to_ref: str) -> QuerySet[Message]:
    """What one receiver has still to be told, oldest first; within the actor's scope."""
    rows: QuerySet[Message] = visible_to(actor).open().filter(to_ref=to_ref)  # type: ignore[attr-defined]
    return rows.order_by("created_at", "id")


def waiting_files() -> QuerySet[Message]:
    """What the file adapter has still to write, whether its time has come or not."""
    return Message.objects.filter(state=State.WAITING, form=Form.FILE).order_by("created_at", "id")
