"""The partners' face: public cards, intake, and the road of one voice. Cards and actions only, no models."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import File, Header, NinjaAPI, Query, Status, UploadedFile

from lianxin import __version__
from lianxin.api import problems
from lianxin.api.schemas import (
    AttachmentOut,
    DeputyOut,
    DeputyPage,
    OpinionIn,
    Problem,
    ReceiptOut,
    ResultDetailOut,
    ResultPage,
    RoadOut,
    StationOut,
    StationPage,
)
from lianxin.deputies import queries as deputies
from lianxin.kit import moment
from lianxin.ledger import queries as ledger
from lianxin.opinions import actions as opinions
from lianxin.opinions import queries as opinion_queries
from lianxin.opinions.rules import Channel
from lianxin.stations import queries as stations
from lianxin.suggestions import queries as roads

PAGE = 50
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


def _next(name: str, after: str) -> str | None:
    return f"{reverse(f'api:{name}')}?{urlencode({'after': after})}" if after else None


# ── public cards ───────────────────────────────────────────────────────────
@api.get("/stations", response=StationPage, url_name="stations", tags=["cards"])
def list_stations(request: HttpRequest, after: str = AFTER) -> dict[str, Any]:
    """Open stations, 50 a page, in order of their codes."""
    found = stations.page(after, PAGE)
    return {"items": found, "next": _next("stations", found[-1].code if len(found) == PAGE else "")}


@api.get("/stations/{code}", response={200: StationOut, 404: Problem}, url_name="station", tags=["cards"])
def one_station(request: HttpRequest, code: str) -> Any:
    """One open station."""
    return stations.card(code) or problems.problem(404, _("没有这个联络站。"))


@api.get("/deputies", response=DeputyPage, url_name="deputies", tags=["cards"])
def list_deputies(request: HttpRequest, after: str = AFTER) -> dict[str, Any]:
    """Deputies as far as the public may know them (Article 5), in order of their codes."""
    found, last = deputies.cards_page(after, PAGE)
    return {"items": found, "next": _next("deputies", last)}


@api.get("/deputies/{code}", response={200: DeputyOut, 404: Problem}, url_name="deputy", tags=["cards"])
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
        return _unknown(checked.wait)
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


def _unknown(wait: float) -> HttpResponse:
    if wait:
        slow = problems.problem(429, _("试得太多了，请过一会儿再试。"))
        slow["Retry-After"] = "2"
        return slow
    return problems.problem(404, _("没有这一件，或者查询码不对。"))


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
