"""The one adapter for now: a message of the form "file" becomes one JSON file in OUTGOING_ROOT."""

import json
import logging
import os
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic
from lianxin.outbox.models import Message
from lianxin.outbox.queries import waiting_files
from lianxin.outbox.rules import State, in_words, wait_after

log = logging.getLogger(__name__)


def deliver(limit: int = 500) -> int:
    """Write what is due to be written; returns how many were delivered. A failure waits longer each time."""
    due = waiting_files().filter(Q(try_after=None) | Q(try_after__lte=moment.now()))
    delivered = [_deliver_one(pk) for pk in due.values_list("pk", flat=True)[:limit]]
    return sum(delivered)


def _deliver_one(pk: UUID) -> bool:
    """The row stays locked while the file is written, so that two workers never write one message at once."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=pk)
        if message.state != State.WAITING:
            return False
        message.attempts += 1
        try:
            write_file(Path(settings.OUTGOING_ROOT), message)
        except OSError as error:
            _put_off(message, error)
            return False
        message.state, message.delivered_at, message.delivered_by = State.DELIVERED, moment.now(), "system"
        message.last_error, message.try_after = "", None
        message.save()
    return True


def _put_off(message: Message, error: OSError) -> None:
    wait = wait_after(message.attempts)
    message.last_error = f"{type(error).__name__}: {error.strerror}"[:200]
    message.try_after = moment.now() + wait if wait else None
    message.state = State.WAITING if wait else State.FAILED
    message.save()
    log.warning("message %s not written (attempt %d): %s", message.pk, message.attempts, message.last_error)


def write_file(folder: Path, message: Message) -> Path:
    """One file, named by the message's id, whole or not at all; written again it is the same file."""
    folder.mkdir(parents=True, exist_ok=True)
    path, draft = folder / f"{message.pk}.json", folder / f".{message.pk}.part"
    title, words = in_words(message.kind, message.params)
    content = {
        "id": str(message.pk),
        "kind": message.kind,
        "to_kind": message.to_kind,
        "to_ref": message.to_ref,
        "params": message.params,
        "title": title,
        "words": words,
        "division": message.division,
        "station": message.station,
        "created_at": message.created_at.isoformat(),
        "due_at": message.due_at.isoformat() if message.due_at else None,
    }
    with draft.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path


TASKS = [Periodic("outbox.deliver", seconds=30, run=deliver)]
