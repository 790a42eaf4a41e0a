"""How the walks go: a populated county that stands for a whole module, browsers, and pages that can be compared."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from lianxin.kit import moment
from lianxin.ledger.models import Entry
from lianxin.opinions.models import Opinion, Publication
from lianxin.outbox.models import Message
from lianxin.suggestions.models import Suggestion
from tests import snapshots
from tests.populated import World, build

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=moment.SHANGHAI)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@contextmanager
def standing(blocker: DjangoDbBlocker, **wanted: bool) -> Iterator[World]:
    """A county for a whole module, gone without a trace afterwards; the clock stands still at noon."""
    log = logging.getLogger("django.request")  # every 404 and 405 of a walk is wanted
    log.setLevel(logging.ERROR)
    with blocker.unblock(), override_settings(ALLOWED_HOSTS=["testserver"]), moment.at(NOON), transaction.atomic():
        yield snapshots.again(lambda: build(**wanted), "populated", *wanted.items())
        transaction.set_rollback(True)
    log.setLevel(logging.NOTSET)


@dataclass
class Browsers:
    """The cast at their browsers, all signed in beforehand: what a test does later is taken back."""

    world: World
    clients: dict[str, Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for nick, user in self.world.cast.users.items():
            self.clients[nick] = Client()
            self.clients[nick].force_login(user, backend=BACKEND)

    def at(self, nick: str) -> Client:
        """Somebody's browser; '' is a visitor's."""
        return self.clients[nick] if nick else Client()

    def get(self, nick: str, path: str, **query: str) -> Any:
        return self.at(nick).get(path, query or None)


def text_of(answer: HttpResponse) -> str:
    """Whatever an answer says, files included."""
    octets = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]
    done_with(answer)
    return octets.decode(errors="replace")


def counted() -> tuple[object, ...]:
    """All that an act could change, in one value: versions, states, how many entries and messages."""
    rows = (list(kind.objects.order_by("pk").values_list("pk", "version", "state")) for kind in (Opinion, Suggestion))
    cards = list(Publication.objects.order_by("pk").values_list("pk", "state"))
    told = list(Message.objects.order_by("pk").values_list("pk", "state"))
    return (*rows, cards, told, Entry.objects.count())


VARIES = re.compile(
    r'name="(csrfmiddlewaretoken|key)" value="[^"]*"|value="[^"]*" name="(csrfmiddlewaretoken|key)"'
    r"|在\d+条记录的校验点里"
)


def comparable(page: str) -> str:
    """A page without what differs at every draw: tokens, keys of fresh forms, how large the ledger is by now."""
    return VARIES.sub("", page)


def holds(page: str, words: list[str]) -> list[str]:
    """The words that stand in a page; receipt numbers also as they are printed, in groups."""
    bare = re.sub(r"(?<=\d)[\s\u2009\u00a0-]+(?=\d)|(?:</?(?:span|b|i|wbr)[^>]*>)", "", page)
    return [word for word in words if word in page or word in bare]


def done_with(answer: object) -> None:
    """Close a streamed answer without the connection that a whole module's world stands on."""
    request_finished.disconnect(close_old_connections)
    try:
        answer.close()  # type: ignore[attr-defined]
    finally:
        request_finished.connect(close_old_connections)
