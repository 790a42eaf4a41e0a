"""接待台断网用: the page that is taken along, and what it speaks with while there is network.

The page itself holds nobody's data: a device's own store does, encrypted. Everything here but the page's worker needs
a signed-in person; a signed-out device is told so and keeps what it has.
"""

import hashlib
import json
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.desk.forms import choices
from lianxin.desk.forms import offline as asked
from lianxin.desk.views.frame import DeskRequest, acting, drawn, page
from lianxin.kit.wording import day as day_words
from lianxin.kit.workflow import Refused
from lianxin.opinions.rules import Rejected
from lianxin.receptions import actions, queries, rules

SCRIPTS = tuple(f"desk/offline/{name}.js" for name in ("store", "day", "net", "draw", "sheet", "page"))
FILES = (
    "base/lianxin.css",
    "base/desk.css",
    "base/icons.svg",
    "base/favicon.svg",
    "desk/desk.css",
    "desk/day.css",
    "desk/offline.css",
    "base/lianxin.js",
    *SCRIPTS,
)
"""What the page is made of: the worker keeps all of it."""


@page
def offline(request: DeskRequest) -> HttpResponse:
    """The page itself: a shell without data, the same for everybody, that a worker keeps for a day without network."""
    context = {
        "words": {key: str(said) for key, said in asked.WORDS.items()},
        "sign_in": reverse("people:sign_in"),
        "scripts": SCRIPTS,
        "shortest": asked.SHORTEST,
        "take": asked.TakeAlong(auto_id="take_%s"),
        "matters": [asked.TakenMatter(at) for at in range(1, asked.MATTERS + 1)],
        "sheet": asked.TakenSheet(auto_id="off_%s"),
    }
    return render(request, "desk/offline.html", context)


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """What lets the page be put on a tablet's home screen (W3C Web Application Manifest); open, like its files."""
    icon = {"src": static("base/favicon.svg"), "type": "image/svg+xml", "sizes": "any"}
    said = {
        "name": _("断网接待台"),
        "short_name": _("接待台"),
        "start_url": reverse("desk:offline"),
        "scope": reverse("desk:offline"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#a61b1b",
        "icons": [icon],
    }
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of that page, scoped to its folder; open, since it holds nothing but names of files."""
    files = [reverse("desk:offline"), *(static(name) for name in FILES)]
    context = {"files": json.dumps(files), "version": _version()}
    body = render_to_string("desk/offline_worker.js", context)
    return HttpResponse(body, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@lru_cache(maxsize=1)
def _version() -> str:
    """Changes with any of the files and with the words of the page."""
    said = hashlib.sha256(repr(sorted((k, str(v)) for k, v in asked.WORDS.items())).encode())
    for name in FILES:
        said.update(Path(str(finders.find(name))).read_bytes())
    return said.hexdigest()[:16]


# ── what the page speaks with ──────────────────────────────────────────────
@page
def days(request: DeskRequest) -> HttpResponse:
    """Who is signed in, and which receptions he may take along."""
    rows = queries.to_take_along(request.actor)
    found = [
        {
            "code": row.code,
            "day": day_words(row.day),
            "hours": f"{row.starts:%H:%M}—{row.ends:%H:%M}",
            "station": row.station.name,
            "place": row.place,
        }
        for row in rows
    ]
    return JsonResponse({"csrf": get_token(request), "name": request.actor.name, "days": found})


@acting
def take(request: DeskRequest) -> HttpResponse:
    """Prepare a device: the day, its letter, its receipt numbers with their codes."""
    given = _read(request)
    said = {name: str(given.get(name, ""))[:64] for name in ("reception", "device", "key")}
    row = next((each for each in queries.to_take_along(request.actor) if each.code == said["reception"]), None)
    if row is None:
        return _told(_("这次接待现在不能带走。"), 404)
    try:
        desk = actions.take_along(row, device=said["device"], key=said["key"], by=request.actor)
    except Refused as refused:
        return _told(str(refused), 409)
    bag: dict[str, Any] = queries.bag(queries.desk_of(request.actor, desk.code) or desk)
    bag["doors"] = ["answer", "inform"] if queries.may_answer_there(request.actor, row) else ["inform"]
    bag["mine"] = next((s.person.code for s in queries.seats(row) if s.person_id == request.actor.person_id), "")
    bag["targets"] = [words for _name, words in choices.redirects(row.station.county)]
    bag["rescue"] = b64encode(actions.rescue_key(desk)).decode()
    hours = f"{row.starts:%H:%M}—{row.ends:%H:%M}"
    bag["words"] = {"day": day_words(row.day), "hours": hours, "place": row.place, "station": row.station.name}
    return JsonResponse(bag)


@acting
def key(request: DeskRequest, code: str) -> HttpResponse:
    """The passphrase is forgotten: the product opens the device for whoever runs that day, and the ledger says so."""
    desk = queries.desk_of(request.actor, code)
    number = _read(request).get("number")
    if desk is None or type(number) is not int:
        return _told(_("这台设备带走的接待不归您管，请换当时带走的人登录。"), 404)
    try:
        found = actions.open_device(desk, number, by=request.actor)
    except Refused as refused:
        return _told(str(refused), 409)
    return JsonResponse({"key": b64encode(found).decode()})


@acting
def events(request: DeskRequest, code: str) -> HttpResponse:
    """Take in what a device brings; each event answered for itself."""
    desk = queries.desk_of(request.actor, code)
    if desk is None:
        return _told(_("这台设备带走的接待不归您管，请换当时带走的人登录。"), 404)
    try:
        found = actions.read_events(_read(request))
        answers = actions.merge(desk, found, by=request.actor)
    except Refused as refused:
        return _told(str(refused), 400)
    except PermissionDenied:
        return _told(_("您现在不能做这一步。"), 403)
    return JsonResponse({"answers": [{"id": a.id, "outcome": a.outcome, "reason": a.reason} for a in answers]})


@acting
def finish(request: DeskRequest, code: str) -> HttpResponse:
    """The device has sent everything: unused numbers are voided, and it may forget."""
    desk = queries.desk_of(request.actor, code)
    if desk is None:
        return _told(_("这台设备带走的接待不归您管，请换当时带走的人登录。"), 404)
    try:
        done = actions.finish(desk, actions.read_ids(_read(request)), by=request.actor)
    except actions.Missing as missing:
        return JsonResponse({"said": str(missing), "missing": list(missing.ids)}, status=409)
    except Refused as refused:
        return _told(str(refused), 400)
    return JsonResponse({"voided": done.voided, "waiting": done.waiting, "closed": done.closed, "said": done.reason})


def _read(request: HttpRequest) -> Any:
    """The JSON of a body; {} when it is none or beyond the measure: what reads it refuses that in its own words."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > rules.MOST_OCTETS:
        return {}
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _told(words: str, status: int) -> HttpResponse:
    return JsonResponse({"said": words}, status=status)


# ── what waits for a hand ──────────────────────────────────────────────────
@page
def waiting(request: DeskRequest) -> HttpResponse:
    """Desks that are still out, and what came back and could not be merged."""
    return _waiting(request)


def _waiting(request: DeskRequest, wrong: tuple[str, str] = ("", ""), status: int = 200) -> HttpResponse:
    rows = []
    for row in queries.waiting_for_hand(request.actor):
        words = actions.words_of_entry(row, by=request.actor)
        what = asked.WORDS.get(f"kind_{row.kind}", "")
        rows.append({"row": row, "what": what, "secret": words.get("confidential") is True, "words": words})
    context = {"rows": rows, "out": queries.desks_out(request.actor), "wrong": wrong[0], "wrong_words": wrong[1]}
    return drawn(request, "desk/offline_waiting.html", context, status=status)


@acting
def by_hand(request: DeskRequest, code: str) -> HttpResponse:
    """Register what waits under the number of its receipt, or note that it was seen."""
    row = queries.entry_of(request.actor, code)
    if row is None:
        raise Http404
    try:
        if row.kind == "sheet":
            text, place = request.POST.get("text", ""), request.POST.get("place", "")
            receipt = actions.enter_by_hand(row, text=text, place=place, by=request.actor)
            same = receipt.number == row.number
            said = (
                _("已登记，登记号%(number)s。")
                if same
                else _("已登记，回执上的号用不了，新号是%(number)s，请告诉本人。")
            )
            messages.success(request, said % {"number": receipt.number})
        else:
            actions.put_away(row, by=request.actor)
            messages.success(request, _("看过了。"))
    except Rejected as wrong:
        return _waiting(request, (code, wrong.message), 400)
    except Refused as refused:
        return _waiting(request, (code, str(refused)), 409)
    return redirect("desk:offline_waiting")


@acting
def give_up(request: DeskRequest, code: str) -> HttpResponse:
    """The device is lost or was not needed: its receipt numbers are taken back."""
    desk = queries.desk_of(request.actor, code)
    if desk is None:
        raise Http404
    done = actions.give_up(desk, by=request.actor)
    messages.success(request, _("收回了%(count)d个没用过的登记号。") % {"count": done.voided})
    return redirect("desk:offline_waiting")
