"""The one adapter for now: a message of the form "file" becomes one JSON file in OUTGOING_ROOT."""

import json
import os
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic
from lianxin.outbox.actions import attempt
from lianxin.outbox.models import Message
from lianxin.outbox.queries import waiting_files
from lianxin.outbox.rules import in_words


def deliver(limit: int = 500) -> int:
    """Write what is due to be written; returns how many were delivered. A failure waits longer each time."""
    folder = Path(settings.OUTGOING_ROOT)
    due = waiting_files().filter(Q(try_after=None) | Q(try_after__lte=moment.now()))
    return sum(attempt(pk, partial(write_file, folder)) for pk in due.values_list("pk", flat=True)[:limit])


def _civil(time: datetime | None) -> str | None:
    return time.astimezone(moment.SHANGHAI).isoformat() if time else None


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
        "created_at": _civil(message.created_at),
        "due_at": _civil(message.due_at),
    }
    with draft.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path


TASKS = [Periodic("outbox.deliver", seconds=30, run=deliver)]
