"""The shapes of the interface; every public card has one. Names and formats are the outside contract."""

from ninja import Schema
from pydantic import Field


class StationOut(Schema):
    code: str
    name: str
    kind: str
    division: str
    address: str
    hours: str
    phone: str
    access: str
    venue: str
    host: str
    shared_use: str
    access_items: list[str]
    sms: str
    mail: str
    photo_url: str
    latitude: float | None
    longitude: float | None
    intro: str
    shares_place_with: list[str]


class DeputyOut(Schema):
    code: str
    name: str
    levels: list[str]
    district: str
    workplace: str
    contact: str
    photo_url: str
    stations: list[str]


class StationGroupOut(Schema):
    """A station's deputies of one level: those who may be named, and how many may not, in words."""

    level: int
    words: str
    cards: list[DeputyOut]
    nameless: str

    @staticmethod
    def resolve_nameless(group: object) -> str:
        found = getattr(group, "nameless", None)
        return found.words if found else ""


class StationDetailOut(StationOut):
    head: str
    vice_heads: list[str]
    officers: list[str]
    convener: str
    convener_code: str
    groups: list[StationGroupOut]


class ResultOut(Schema):
    code: str
    quote: str
    outcome: str
    done: bool
    category: str
    voices: int
    station: str
    published_at: str


class StageOut(Schema):
    verb: str
    at: str
    by_role: str
    words: str
    due: str | None = None
    provisional: bool | None = None
    reckoning: list[list[str]] | None = None


class ResultDetailOut(ResultOut):
    stages: list[StageOut]


class StationPage(Schema):
    items: list[StationOut]
    next: str | None


class DeputyPage(Schema):
    items: list[DeputyOut]
    next: str | None


class ResultPage(Schema):
    items: list[ResultOut]
    next: str | None


class NamedOut(Schema):
    code: str
    name: str
    levels: list[str]


class CorrectionOut(Schema):
    """A change after the announcement. `kind`: moved, place, cancelled, added, substitute, left_out, joined."""

    code: str
    at: str
    kind: str
    before: str
    after: str
    reason: str
    late: bool


class ReceptionOut(Schema):
    """One announced reception. `nameless`: deputies who do not let their names be known, in words."""

    code: str
    station: str
    station_name: str
    division: str
    day: str
    starts: str
    ends: str
    place: str
    deputies: list[NamedOut]
    nameless: list[str]
    state: str
    provisional: bool
    announced_at: str | None
    notice_late: bool
    takes_bookings: bool
    places_left: int
    corrections: list[CorrectionOut]


class ReceptionPage(Schema):
    items: list[ReceptionOut]
    next: str | None


class OpinionIn(Schema):
    """What a resident says. One of `station` (a station's code) and `place` (words) is needed."""

    text: str
    station: str = ""
    place: str = ""
    contact: str = Field("", description="A telephone number or address; never needed.")
    idempotency_key: str = Field("", max_length=200)


class ReceiptOut(Schema):
    number: str
    check_code: str
    received_at: str
    promise: str


class ProofOut(Schema):
    leaf: str
    inclusion: list[str] | None
    position: int | None
    checkpoint: str | None


class RoadOut(Schema):
    number: str
    state: str
    stages: list[StageOut]
    proof: ProofOut


class AttachmentOut(Schema):
    code: str
    kind: str
    size: int


class Problem(Schema):
    """A problem document (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    field: str | None = None
