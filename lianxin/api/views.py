"""The partners' face: public cards, intake, and the road of one voice. Cards and actions only, no models."""

from datetime import date, time
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import File, Header, NinjaAPI, Query, Status, UploadedFile
from ninja.decorators import decorate_view

from lianxin import __version__
from lianxin.api import problems
from lianxin.api.schemas import (
    AttachmentOut,
    DeputyOut,
    DeputyPage,
    OpinionIn,
    Problem,
    ReceiptOut,
    ReceptionOut,
    ReceptionPage,
    ResultDetailOut,
    ResultPage,
    RoadOut,
    StationDetailOut,
    StationPage,
)
from lianxin.base.caching import kept
from lianxin.deputies import queries as deputies
from lianxin.deputies.queries import DeputyCard
from lianxin.divisions import finding
from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.actor import covers, prefix
from lianxin.ledger import queries as ledger
from lianxin.locality import queries as locality
from lianxin.opinions import actions as opinions
from lianxin.opinions import queries as opinion_queries
from lianxin.opinions.rules import UNUSED, Channel
from lianxin.receptions import queries as receptions
from lianxin.stations import queries as stations
from lianxin.suggestions import queries as roads

PAGE = 50
PLACES = 4
"""Places of one name whose deputies are told; more need a closer word."""
MOST = 500
CODE_LENGTH = 12
FRESH = 60
"""Seconds that a copy of a card may be kept."""
WORDS: Any = Query("", max_length=80)  # type: ignore[type-arg]
SINCE: Any = Query("", max_length=10, alias="from")  # type: ignore[type-arg]
AFTER: Any = Query("", max_length=40)  # type: ignore[type-arg]
CODE: Any = Header("", max_length=40)  # type: ignore[type-arg]
FILE: Any = File(...)  # type: ignore[type-arg]
ERRORS = frozenset({400, 404, 409, 413, 422, 429, 503})

api = NinjaAPI(
    title="Lianxin",
    version=__version__,
    urls_namespace="api",
    docs_url=None,
    description="Public cards, intake of opinions, and the road of one voice. Errors are RFC 9457 problem documents.",
)
problems.install(api)


def _next(name: str, after: str, **kept_filters: str) -> str | None:
    given = {"after": after} | {key: value for key, value in kept_filters.items() if value}
    return f"{reverse(f'api:{name}')}?{urlencode(given)}" if after else None


def _is_code(text: str) -> bool:
    return len(text) == CODE_LENGTH and text.isascii() and text.isdigit()


def _counties() -> list[str]:
    return [card.code for card in locality.localities()]


# ── public cards ───────────────────────────────────────────────────────────
@api.get("/stations", response={200: StationPage, 422: Problem}, url_name="stations", tags=["cards"])
@decorate_view(kept(FRESH))
def list_stations(request: HttpRequest, after: str = AFTER, q: str = WORDS, division: str = AFTER) -> Any:
    """Open stations, 50 a page, in order of their codes.

    `division` (12 digits): those within it. `q`: the stations of the place that the words name, else those whose name
    or address holds them; 50 at most, on one page.
    """
    if division and not _is_code(division):
        return problems.problem(422, _("division 要写12位区划代码。"), field="division")
    if q.strip():
        found = [row for row in stations.matching(q, _counties()) if not division or covers(division, row.division)]
        return {"items": found[:PAGE], "next": None}
    found = stations.page(after, PAGE, division)
    last = found[-1].code if len(found) == PAGE else ""
    return {"items": found, "next": _next("stations", last, division=division)}


@api.get("/stations/{code}", response={200: StationDetailOut, 404: Problem}, url_name="station", tags=["cards"])
@decorate_view(kept(FRESH))
def one_station(request: HttpRequest, code: str) -> Any:
    """One open station with the people who can be met there."""
    return stations.card(code) or problems.problem(404, _("没有这个联络站。"))


@api.get("/deputies", response={200: DeputyPage, 422: Problem}, url_name="deputies", tags=["cards"])
@decorate_view(kept(FRESH))
def list_deputies(request: HttpRequest, after: str = AFTER, q: str = WORDS, division: str = AFTER) -> Any:
    """Deputies as far as the public may know them (Article 5), in order of their codes.

    `division`: those of a township or village, as far as known. `q`: those of the place that the words name, else
    those whose published name holds them.
    """
    if division and not _is_code(division):
        return problems.problem(422, _("division 要写12位区划代码。"), field="division")
    if q.strip() or division:
        found = _deputies_for(q, division)
        return {"items": stations.with_stations(found[:MOST]), "next": None}
    found, last = deputies.cards_page(after, PAGE)
    return {"items": stations.with_stations(found), "next": _next("deputies", last)}


def _deputies_for(q: str, division: str) -> list[DeputyCard]:
    """Cards for words or a place, each once; a county's own deputies for a county."""
    counties = _counties()
    if division:
        found = _deputies_of(division)
        name = finding.plain(q)
        return [card for card in found if name in card.name] if q.strip() else found
    named = [n for n in divisions.named(q) if any(covers(county, n.code) for county in counties)]
    cards = [card for n in finding.surest(named)[:PLACES] for card in _deputies_of(n.code)]
    if not cards:
        name = finding.plain(q)
        cards = [card for county in counties if name for card in deputies.called(name, county).cards]
    return list({card.code: card for card in cards}.values())


def _deputies_of(code: str) -> list[DeputyCard]:
    if len(prefix(code)) > len("430522"):
        return list(stations.deputies_around(code).cards)
    return list(deputies.roster(deputies.people_in(deputies.seated((code,)))).cards)


@api.get("/deputies/{code}", response={200: DeputyOut, 404: Problem}, url_name="deputy", tags=["cards"])
@decorate_view(kept(FRESH))
def one_deputy(request: HttpRequest, code: str) -> Any:
    """One deputy as far as the public may know him."""
    return stations.deputy_card(code) or problems.problem(404, _("没有这位代表。"))


@api.get("/results", response={200: ResultPage, 422: Problem}, url_name="results", tags=["cards"])
def list_results(request: HttpRequest, station: str = AFTER, after: str = AFTER) -> Any:
    """Published results, newest first; `after` is the time of publication to go on from."""
    try:
        before = moment.parse(after) if after else None
    except ValueError:
        return problems.problem(422, _("after 要写成时间。"), field="after")
    found = opinion_queries.published(station=station, before=before, limit=PAGE)
    last = found[-1].published_at.isoformat() if len(found) == PAGE else ""
    return {"items": [_result(card) for card in found], "next": _next("results", last)}


@api.get("/results/{code}", response={200: ResultDetailOut, 404: Problem}, url_name="result", tags=["cards"])
def one_result(request: HttpRequest, code: str) -> Any:
    """One published result with the stages that were published."""
    card = opinion_queries.publication(code)
    if card is None:
        return problems.problem(404, _("没有这一条结果。"))
    return {**_result(card), "stages": [_stage(dict(stage)) for stage in card.stages]}


def _result(card: Any) -> dict[str, Any]:
    return {**{k: v for k, v in vars(card).items() if k != "stages"}, "published_at": card.published_at.isoformat()}


def _stage(stage: dict[str, Any]) -> dict[str, Any]:
    words = " ".join([stage.get("title", ""), *stage.get("words", ())]).strip()
    return {
        "verb": stage["verb"],
        "at": stage["at"],
        "by_role": stage["by_role"],
        "words": words,
        "due": stage.get("due"),
        "provisional": stage.get("provisional"),
        "reckoning": stage.get("reckoning"),
    }


@api.get("/receptions", response={200: ReceptionPage, 422: Problem}, url_name="receptions", tags=["cards"])
@decorate_view(kept(FRESH))
def list_receptions(
    request: HttpRequest, station: str = AFTER, division: str = AFTER, since: str = SINCE, after: str = AFTER
) -> Any:
    """Announced receptions in the order of time, 50 a page, cancelled ones among them (Article 6).

    `station`: of this station. `division` (12 digits): within it. `from` (a day such as 2027-01-01): from that day on,
    instead of today.
    """
    if division and not _is_code(division):
        return problems.problem(422, _("division 要写12位区划代码。"), field="division")
    try:
        first = date.fromisoformat(since) if since else None
    except ValueError:
        return problems.problem(422, _("from 要写成日期，比如2027-01-01。"), field="from")
    try:
        last = _after(after) if after else None
    except ValueError:
        return problems.problem(422, _("after 要用上一页给的 next。"), field="after")
    found = receptions.after(last, PAGE, station=station, scope=division, since=first)
    more = f"{found[-1].day}_{found[-1].starts:%H%M}_{found[-1].code}" if len(found) == PAGE else ""
    asked = {"station": station, "division": division, "from": since}
    return {"items": [_reception(card) for card in found], "next": _next("receptions", more, **asked)}


def _after(words: str) -> receptions.After:
    """The place in the list that `next` names; ValueError for what is none."""
    day, hour, code = words.split("_")
    return receptions.After(date.fromisoformat(day), time.fromisoformat(hour), code)


@api.get("/receptions/{code}", response={200: ReceptionOut, 404: Problem}, url_name="reception", tags=["cards"])
@decorate_view(kept(FRESH))
def one_reception(request: HttpRequest, code: str) -> Any:
    """One announced reception, whatever became of it."""
    found = receptions.card(code)
    return _reception(found) if found else problems.problem(404, _("没有这次接待。"))


def _reception(card: receptions.ReceptionCard) -> dict[str, Any]:
    local = moment.SHANGHAI
    return {
        **vars(card),
        "day": card.day.isoformat(),
        "starts": f"{card.starts:%H:%M}",
        "ends": f"{card.ends:%H:%M}",
        "announced_at": card.announced_at.astimezone(local).isoformat() if card.announced_at else None,
        "deputies": [vars(named) for named in card.deputies],
        "corrections": [{**vars(c), "at": c.at.astimezone(local).isoformat()} for c in card.corrections],
    }


# ── opinions ───────────────────────────────────────────────────────────────
@api.post(
    "/opinions", response={201: ReceiptOut, **dict.fromkeys(ERRORS, Problem)}, url_name="opinions", tags=["opinions"]
)
def create_opinion(request: HttpRequest, body: OpinionIn) -> Any:
    """Register an opinion; durable before this answers. The same key and body give the same receipt for 24 hours."""
    words = opinions.Words(
        text=body.text, station=body.station, place=body.place, contact=body.contact, channel=Channel.API
    )
    receipt = opinions.register(words, key=f"api:{body.idempotency_key}" if body.idempotency_key else "")
    return Status(
        201,
        {
            "number": receipt.number,
            "check_code": receipt.check_code,
            "received_at": receipt.received_at.astimezone(moment.SHANGHAI).isoformat(),
            "promise": receipt.promise,
        },
    )


@api.get(
    "/opinions/{number}",
    response={200: RoadOut, **dict.fromkeys(ERRORS, Problem)},
    url_name="opinion",
    tags=["opinions"],
)
def one_opinion(request: HttpRequest, number: str, x_check_code: str = CODE) -> Any:
    """The road of one voice, for whoever holds the check code; unknown number and wrong code get one answer."""
    checked = opinions.check(number, x_check_code, request.META.get("REMOTE_ADDR", ""))
    if checked.opinion is None:
        return _unknown(checked.wait, checked.unused)
    opinion = checked.opinion
    stages = roads.public_stages(roads.stages(opinion))
    state = "confidential" if opinion.confidential else opinion.state
    return {
        "number": opinion.number,
        "state": state,
        "stages": [_stage(s) for s in stages],
        "proof": _proof(opinion.number),
    }


@api.post(
    "/opinions/{number}/attachments",
    response={201: AttachmentOut, **dict.fromkeys(ERRORS, Problem)},
    url_name="attachments",
    tags=["opinions"],
)
def add_attachment(request: HttpRequest, number: str, file: UploadedFile = FILE, x_check_code: str = CODE) -> Any:
    """Add a picture or recording; pictures are stored anew, without place and camera data."""
    checked = opinions.check(number, x_check_code, request.META.get("REMOTE_ADDR", ""))
    if checked.opinion is None:
        return _unknown(checked.wait)
    kept = opinions.attach(checked.opinion, file)
    return Status(201, {"code": kept.code, "kind": kept.kind, "size": kept.size})


def _unknown(wait: float, unused: str = "") -> HttpResponse:
    if wait:
        slow = problems.problem(429, _("试得太多了，请过一会儿再试。"))
        slow["Retry-After"] = "2"
        return slow
    return problems.problem(404, str(UNUSED[unused]) if unused else _("没有这一件，或者查询码不对。"))


def _proof(number: str) -> dict[str, Any]:
    bundle = ledger.bundle(number) or {}
    proof = bundle.get("proof") or {}
    promise = str(bundle.get("promise", "")).split("\n")
    return {
        "leaf": proof.get("leaf") or (promise[3] if len(promise) > 3 else ""),
        "inclusion": proof.get("inclusion"),
        "position": proof.get("position"),
        "checkpoint": proof.get("checkpoint"),
    }
