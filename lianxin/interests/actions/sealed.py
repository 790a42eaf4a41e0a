"""The words of declarations and reasons, encrypted at rest and bound to their row's code."""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from lianxin.interests import permissions
from lianxin.interests.models import Declaration, Recusal
from lianxin.interests.rules import Words
from lianxin.kit.actor import Actor
from lianxin.kit.crypto import vault
from lianxin.people import actions as people

PURPOSE = "interests"


def sealed(code: str, clear: Any) -> bytes:
    return vault(settings.KEYS).encrypt(PURPOSE, json.dumps(clear).encode(), code.encode())


def unsealed(code: str, body: bytes | memoryview) -> Any:
    return json.loads(vault(settings.KEYS).decrypt(PURPOSE, bytes(body), code.encode()))


def words_of(row: Declaration) -> Words:
    """The words in clear, for matching and for whoever was asked before; nothing leaves the room by it unasked."""
    return Words.from_json(unsealed(row.code, row.body))


def read(row: Declaration, *, by: Actor) -> Words:
    """The words for somebody who may read them. Anybody but himself leaves a trace in the security log."""
    if not permissions.may_read(by, row):
        raise PermissionDenied
    if not permissions.may_change(by, row):
        people.note_sight(by, "declaration", row.code)
    return words_of(row)


def reason(row: Recusal, *, by: Actor) -> str:
    """Why a deputy stepped back ('' when nothing was said), for somebody who may know, with the same trace."""
    if not permissions.may_read_reason(by, row):
        raise PermissionDenied
    if row.person_id != by.person_id:
        people.note_sight(by, "recusal", row.code)
    return str(unsealed(row.code, row.body)) if row.body else ""
