"""What tests of a reception's day press and send."""

from html import unescape
from typing import Any

from lianxin.desk.tests.factory import Desk
from lianxin.receptions.models import Reception


def at(row: Reception, more: str = "day") -> str:
    return f"/desk/receptions/{row.code}/{more}"


def press(desk: Desk, nick: str, row: Reception, verb: str, **fields: Any) -> str:
    """A button pressed; the screen it leads back to."""
    answer = desk.at(nick).post(at(row, f"day/{verb}"), fields)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return unescape(desk.at(nick).get(answer.headers["Location"]).content.decode())


def sent(desk: Desk, nick: str, path: str, status: int = 302, **fields: Any) -> str:
    """A form sent; the page that answers, or to which it leads."""
    answer = desk.at(nick).post(path, fields)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    if status == 302:
        answer = desk.at(nick).get(answer.headers["Location"])
    return unescape(answer.content.decode())


def sheet(**more: Any) -> dict[str, Any]:
    """A sheet with one matter, as the form sends it."""
    plain = {"came_at": "09:00", "headcount": "1", "tell_by": "lookup", "key": "form-1", "blocks": "3"}
    return plain | {"m1-text": "村口的路灯坏了", "m1-door": "later", "m2-door": "later", "m3-door": "later"} | more
