"""我有话要说: one question a page, two fields are enough, and nothing that was typed is ever lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kit import chance
from lianxin.opinions import actions as opinions
from lianxin.opinions import queries as opinion_queries
from lianxin.opinions.actions import KeyTaken, NotKept, keeping
from lianxin.opinions.rules import Channel, Rejected, TellBy, accepted_text
from lianxin.publicity import queries
from lianxin.publicity.forms import ContactForm, WhatForm, WhereForm
from lianxin.publicity.views.gate import open_form
from lianxin.publicity.views.stations import gone, lead
from lianxin.stations import queries as stations
from lianxin.stations.queries import StationCard


@dataclass(frozen=True)
class Typed:
    """What the person has typed so far; it travels in hidden fields, never in a session or an address."""

    text: str = ""
    place: str = ""
    contact: str = ""
    tell_by: str = TellBy.LOOKUP
    confidential: str = ""
    station: str = ""
    deputy: str = ""
    via: str = ""
    key: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Typed":
        """From a form; a button that names a place outweighs the empty field."""
        kept = {name: given.get(name, "") for name in cls.__dataclass_fields__}
        kept["place"] = given.get("spot", "") or kept["place"]
        kept["tell_by"] = kept["tell_by"] or TellBy.LOOKUP
        return cls(**kept | {"key": kept["key"][: chance.FORM_KEY] or chance.form_key()})

    def hidden(self, *names: str) -> list[tuple[str, str]]:
        """The fields that a page does not ask for, to be carried on."""
        return [(name, getattr(self, name)) for name in self.__dataclass_fields__ if name not in names]


def _station(code: str) -> StationCard | None:
    return stations.card(code) if code else None


@open_form
def say(request: HttpRequest) -> HttpResponse:
    """GET asks what; POST goes on to where, back, or registers."""
    if request.method != "POST":
        given = Typed.of({name: request.GET.get(name, "") for name in ("place", "station", "deputy")})
        return _ask_what(request, given)
    typed = Typed.of(request.POST.dict())
    if "back" in request.POST:
        return _ask_what(request, typed)
    if request.POST.get("step") == "where" or ("step" not in request.POST and (typed.place or typed.station)):
        return _registered(request, typed)
    try:
        accepted_text(typed.text)
    except Rejected as wrong:
        return _ask_what(request, typed, wrong)
    return _ask_where(request, typed)


@require_safe
def say_station(request: HttpRequest, code: str) -> HttpResponse:
    """Where a station's QR code leads: the name of the station first, then the same question."""
    if stations.card(code) is None:
        return gone(request, code)
    return _ask_what(request, Typed.of({"station": code, "via": "qr"}))


@require_safe
def say_deputy(request: HttpRequest, code: str) -> HttpResponse:
    """Where a deputy's QR code leads: his station takes the words down and passes them on."""
    found = stations.stations_of_deputy(code)
    if not found:
        return lead(request, code)
    return _ask_what(request, Typed.of({"station": found[0].code, "deputy": code, "via": "qr"}))


# ── the two questions ──────────────────────────────────────────────────────
def _ask_what(request: HttpRequest, typed: Typed, wrong: Rejected | None = None) -> HttpResponse:
    form = WhatForm(data={"text": typed.text}) if wrong else WhatForm(initial={"text": typed.text})
    if wrong:
        form.errors.clear()
        form.add_error("text", wrong.message)
    deputy = stations.deputy_card(typed.deputy) if typed.deputy else None
    context = {
        "form": form,
        "hidden": typed.hidden("text"),
        "station": _station(typed.station),
        "deputy": deputy.name if deputy else "",
        "target": reverse("publicity:say"),
    }
    return render(request, "publicity/say_what.html", context, status=422 if wrong else 200)


def _ask_where(
    request: HttpRequest, typed: Typed, wrong: Rejected | None = None, *, lost: bool = False, again: bool = False
) -> HttpResponse:
    """`lost`: it could not be kept; `again`: the same form had been sent before with other words."""
    station = None
    try:
        with keeping():
            station = _station(typed.station)
            names = queries.villages_of(station)
    except NotKept:
        names = []
    values = {n: getattr(typed, n) for n in ("place", "contact", "tell_by", "confidential")}
    form = WhereForm(data=values) if wrong else WhereForm(initial=values)
    if wrong:
        form.full_clean()
        form.errors.clear()
        form.add_error(wrong.field if wrong.field in form.fields else None, wrong.message)
    most = queries.VILLAGES_SHOWN
    context = {
        "form": form,
        "hidden": typed.hidden("place", "contact", "tell_by", "confidential"),
        "station": station,
        "villages": names[:most],
        "more_villages": names[most:],
        "letters": len(typed.text),
        "lost": lost,
        "again": again,
        "more_open": bool(typed.contact or typed.confidential or typed.tell_by != TellBy.LOOKUP),
    }
    return render(request, "publicity/say_where.html", context, status=503 if lost else 422 if wrong or again else 200)


# ── the record ─────────────────────────────────────────────────────────────
def _registered(request: HttpRequest, typed: Typed) -> HttpResponse:
    words = opinions.Words(
        text=typed.text,
        place=typed.place,
        station=typed.station,
        deputy=typed.deputy,
        contact=typed.contact,
        tell_by=typed.tell_by,
        channel=Channel.QR if typed.via == "qr" else Channel.WEB,
        confidential=bool(typed.confidential),
    )
    try:
        with keeping():
            receipt = opinions.register(words, key=f"web:{typed.key}")
    except Rejected as wrong:
        return (_ask_what if wrong.field == "text" else _ask_where)(request, typed, wrong)
    except KeyTaken:
        return _ask_where(request, replace(typed, key=chance.form_key()), again=True)
    except NotKept:
        return _ask_where(request, typed, lost=True)
    return done(request, receipt)


def done(request: HttpRequest, receipt: opinions.Receipt, status: int = 200) -> HttpResponse:
    """记下了: number and check code, shown once, in the answer to the form itself."""
    opinion = opinion_queries.by_number(receipt.number)
    assert opinion is not None
    voice = opinion_queries.voice(opinion)
    promise = receipt.promise.split("\n")
    context = {
        "number": receipt.number,
        "code": receipt.check_code,
        "at": receipt.received_at,
        "voice": voice,
        "road": queries.road_ahead(opinion, voice),
        "again": receipt.again,
        "leaf": promise[3] if len(promise) > 3 else "",
        "fingerprints": queries.fingerprints(),
        "contact_form": ContactForm(initial={"tell_by": TellBy.PHONE}),
        "verify_at": queries.address(reverse("publicity:verify")),
        "look_at": queries.address(reverse("publicity:receipt")),
        "title": _("记下了。"),
    }
    return render(request, "publicity/say_done.html", context, status=status)
