"""接待现场: one screen for the day of a reception: who is inside, who waits, what was written down (Article 6)."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.desk.views.frame import DeskRequest, acting, drawn, page, the_one
from lianxin.kit import chance, moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Refused
from lianxin.opinions import rules as opinions
from lianxin.receptions import actions, permissions, queries
from lianxin.receptions.queries import PUBLIC, SeatState, State
from lianxin.receptions.rules import AHEAD, MOST_SHEETS

Row = Any
"""A reception that came through `visible_to`."""
MARK = 16


def opened(request: DeskRequest, code: str) -> Row:
    """An announced reception whose day the actor helps to run, else 404."""
    rows = permissions.visible_to(request.actor).filter(state__in=PUBLIC).select_related("station", "plan")
    row = the_one(rows, code=code)
    if not permissions.may_call(request.actor, row):
        raise Http404
    return row


def writing(request: DeskRequest, code: str) -> Row:
    """The same for whoever may write down what was said; a volunteer may not."""
    row = opened(request, code)
    if not permissions.may_run_day(request.actor, row):
        raise Http404
    return row


# ── the screen ─────────────────────────────────────────────────────────────
@page
def day(request: DeskRequest, code: str) -> HttpResponse:
    """The day as it stands. Asked with the mark of what somebody sees already, it says when nothing is new (204)."""
    row = opened(request, code)
    seen = _seen(request.actor, row)
    if request.GET.get("as") == seen["mark"]:
        return HttpResponse(status=204)
    return drawn(request, "desk/reception_day.html", {**seen, **_around(row)}, current="")


def _seen(actor: Actor, row: Row) -> dict[str, Any]:
    """What changes while the page stands open, and a mark that changes with it."""
    writes = permissions.may_run_day(actor, row)
    found = {
        "r": row,
        "line": queries.line(row),
        "expected": queries.expected(row) if row.state in (State.ANNOUNCED, State.OPEN) else [],
        "seats": queries.seats(row),
        "written": queries.written(row, actor) if writes else [],
        "writes": writes,
        "books_seen": permissions.may_see_booker(actor, row),
    }
    seats = [(s.pk, s.state) for s in found["seats"]]
    parts = (row.state, row.version, found["line"], found["expected"], seats, found["written"])
    mark = hashlib.sha256(repr(parts).encode()).hexdigest()[:MARK]
    return {**found, "mark": mark, "press": chance.form_key()}


def _around(row: Row) -> dict[str, Any]:
    """What the page knows of the day itself."""
    today = moment.today()
    coming = row.state in (State.ANNOUNCED, State.OPEN)
    return {
        "today": row.day == today,
        "past": row.day < today,
        "coming": coming,
        "is_open": row.state == State.OPEN,
        "held": row.state == State.HELD,
        "written_later": bool(row.closed_at) and row.closed_at.astimezone(moment.SHANGHAI).date() > row.day,
        "cancelled": row.state == State.CANCELLED,
        "door_open": coming and row.day == today,
        "books": coming and row.day >= today and row.slot_minutes > 0,
        "takes_along": coming and today <= row.day <= today + timedelta(days=AHEAD),
        "left_sheets": MOST_SHEETS - row.last_paper,
        "blanks": queries.blanks(row) if row.last_paper else [],
    }


# ── what is pressed on it ──────────────────────────────────────────────────
def _begin(request: DeskRequest, row: Row) -> str:
    actions.open_reception(row, by=request.actor)
    return _("接待开始了。代表到了，点一下“已到”。")


def _next(request: DeskRequest, row: Row) -> str:
    turn = actions.call_next(row, by=request.actor, key=request.POST.get("press", "")[:64])
    return _("请%(number)s号。") % {"number": turn.shown} if turn else _("现在没有人在等。")


def _attend(request: DeskRequest, row: Row) -> str:
    pk = request.POST.get("seat", "")
    seat = next((s for s in queries.seats(row) if str(s.pk) == pk), None)
    if seat is None:
        raise Refused(_("名单刚改过，请看一眼再点。"))
    if seat.state == SeatState.ATTENDED:  # pressed twice, or at another desk a moment ago
        return _("%(name)s已经记为到了。") % {"name": seat.person.name}
    seat = actions.attend(seat, by=request.actor)
    words = _("%(name)s到了，记下了（晚到）。") if seat.late else _("%(name)s到了，记下了。")
    return words % {"name": seat.person.name}


def _ticket(request: DeskRequest, row: Row) -> str:
    turn = actions.take_ticket(row, by=request.actor, key=request.POST.get("press", "")[:64])
    return _("取好了：%(number)s号。请告诉他。") % {"number": turn.shown}


def _arrive(request: DeskRequest, row: Row) -> str:
    number = opinions.read_number(request.POST.get("number", "")) or ""
    booking = queries.booking_of(row, number)
    if booking is None:
        raise Refused(_("这次接待没有这个预约号。请再看一遍，或者给他取一个现场号。"))
    turn = actions.take_ticket(row, by=request.actor, booking=booking)
    return _("预约的人到了：%(number)s号，到时间先请。") % {"number": turn.shown}


def _close(request: DeskRequest, row: Row) -> str:
    closed = actions.close_reception(row, by=request.actor)
    if closed.nobody_came:
        return _("接待结束了，记为“无人来访”。没有人来也是记录，不算谁的错。")
    return _("接待结束了。漏记的，下面还可以补录。")


def _nobody(request: DeskRequest, row: Row) -> str:
    actions.note_nobody_came(row, by=request.actor)
    return _("记下了：这天代表在，没有人来。")


def _with_turn(act: Callable[..., Any], words: Any) -> Callable[[DeskRequest, Row], str]:
    def run(request: DeskRequest, row: Row) -> str:
        given = request.POST.get("number", "")
        turn = queries.turn_of(row, int(given)) if given.isdecimal() and len(given) < 6 else None
        if turn is None:
            raise Refused(_("没有这个号。"))
        act(turn, by=request.actor)
        return str(words()) % {"number": turn.shown}

    return run


PRESSED: dict[str, Callable[[DeskRequest, Row], str]] = {
    "open": _begin,
    "next": _next,
    "call": _with_turn(actions.call, lambda: _("请%(number)s号。")),
    "skip": _with_turn(actions.skip, lambda: _("%(number)s号没有应，先过号。人回来了再点“回来了”。")),
    "come_back": _with_turn(actions.come_back, lambda: _("%(number)s号回来了，接着等。")),
    "leave": _with_turn(actions.leave, lambda: _("%(number)s号先走了。")),
    "attend": _attend,
    "ticket": _ticket,
    "arrive": _arrive,
    "close": _close,
    "nobody": _nobody,
}


@acting
def act(request: DeskRequest, code: str, verb: str) -> HttpResponse:
    """One press. Whatever comes of it is said on the day's screen; nothing that others did meanwhile is undone."""
    row, pressed = opened(request, code), PRESSED.get(verb)
    if pressed is None:
        raise Http404
    try:
        messages.success(request, pressed(request, row))
    except Refused as refused:
        messages.error(request, str(refused))
    except PermissionDenied:
        messages.error(request, _("志愿者可以取号、叫号；开始、结束和登记由联络员或者代表来做。"))
    return redirect("desk:reception_day", row.code)
