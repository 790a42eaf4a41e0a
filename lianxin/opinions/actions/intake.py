"""Taking in what a resident says: one transaction, and a receipt shown is a record kept."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.deputies import queries as deputies
from lianxin.divisions import queries as divisions
from lianxin.kit import chance, moment
from lianxin.kit.actor import RESIDENT, Actor
from lianxin.kit.crypto import vault
from lianxin.ledger import actions as ledger
from lianxin.ledger import queries as proofs
from lianxin.locality import queries as locality
from lianxin.opinions import notices, permissions, rules
from lianxin.opinions.actions import marks
from lianxin.opinions.actions.frame import role_of, start_clock
from lianxin.opinions.actions.keys import code_for, newest_key
from lianxin.opinions.actions.recusing import note_interests
from lianxin.opinions.actions.reserving import Reserved, free_number, taken
from lianxin.opinions.models import IntakeKey, Opinion
from lianxin.opinions.rules import Channel, TellBy
from lianxin.opinions.workflow import State
from lianxin.stations import queries as stations

if TYPE_CHECKING:
    from lianxin.deputies.models import Person
    from lianxin.ledger.models import Entry

KEY_LIFE = timedelta(hours=24)


@dataclass(frozen=True)
class Words:
    """What came in. `station` is a public station code; without one, `place` is needed."""

    text: str
    place: str = ""
    station: str = ""
    deputy: str = ""
    contact: str = ""
    tell_by: str = TellBy.LOOKUP
    channel: str = Channel.WEB
    happened_at: datetime | None = None
    headcount: int = 1
    language_note: str = ""
    confidential: bool = False


@dataclass(frozen=True)
class Receipt:
    """What the resident takes away: number and check code, the time, and the signed promise."""

    number: str
    check_code: str
    received_at: datetime
    promise: str
    station: str = ""
    again: bool = False
    """Whether this receipt had been given before (the same form sent twice)."""


class KeyTaken(Exception):
    """The idempotency key was used for other words; nothing of them is told."""


def check_code(row: Opinion) -> str:
    """The ten digits of a row's check code: HMAC(server key, number ‖ nonce); never stored."""
    return code_for(row.number, row.check_nonce, row.check_key)


def register(words: Words, *, by: Actor = RESIDENT, key: str = "", reserved: Reserved | None = None) -> Receipt:
    """Register an opinion (Articles 1, 6, 8) and give its receipt.

    `key` makes it idempotent for 24 hours: the same key and words give the same receipt, other words KeyTaken.
    `reserved` is a number that was handed out without network; Refused when it is not (or no longer) to be had.
    Rejected names the field that cannot be taken; PermissionDenied, a place that is not the actor's.
    """
    row, clean = _accepted(words, by)
    if reserved is not None:
        return _with_reserved(row, clean, by, reserved)
    if not key:
        return _registered(row, clean, by)
    mac = vault(settings.KEYS).mac
    name = mac("intake-key", f"key|{key}".encode(), 1).hex()[2:]
    body = mac("intake-key", json.dumps(_body(words), sort_keys=True, default=str).encode(), 1).hex()[2:]
    earlier = _earlier(name, body)
    if earlier:
        return earlier
    try:
        return _registered(row, clean, by, (name, body))
    except IntegrityError:
        earlier = _earlier(name, body)
        if earlier is None:
            raise
        return earlier


def _body(words: Words) -> list[object]:
    return [
        words.text,
        words.place,
        words.station,
        words.deputy,
        words.contact,
        words.channel,
        words.confidential,
        words.tell_by,
        words.headcount,
    ]


def _earlier(name: str, body: str) -> Receipt | None:
    kept = IntakeKey.objects.filter(pk=name).first()
    if kept is None:
        return None
    if kept.at < moment.now() - KEY_LIFE:
        kept.delete()
        return None
    if kept.body != body:
        raise KeyTaken
    row = Opinion.objects.select_related("station").get(number=kept.number)
    return receipt_of(row, again=True)


def receipt_of(row: Opinion, *, again: bool = False) -> Receipt:
    """The receipt of a registered row, shown once more; callers check the right to see it."""
    return Receipt(
        number=row.number,
        check_code=check_code(row),
        received_at=row.registered_at,
        promise=proofs.promise_note(row.number),
        station=row.station.name if row.station else "",
        again=again,
    )


def _accepted(words: Words, by: Actor) -> tuple[Opinion, Words]:
    """The row to be, from words that can be taken."""
    staff = by.ref != RESIDENT.ref
    text = rules.accepted_text(words.text, rules.MAX_LETTER if staff else rules.MAX_TEXT)
    station = stations.taking_in(words.station) if words.station else None
    if words.station and station is None:
        raise rules.Rejected("station", _("没有这个联络站，请看清站码，或者写地方名。"))
    place = rules.accepted_place(words.place, needed=station is None)
    contact = rules.accepted_contact(words.contact)
    row = Opinion(text=text, place=place, channel=words.channel, headcount=max(1, min(words.headcount, 9999)))
    row.language_note = rules.accepted_place(words.language_note, needed=False)[:60]
    if words.tell_by in TellBy.__members__.values():
        row.tell_by = words.tell_by
    _locate(row, place, station)
    if staff and not permissions.may_register_for(by, row.division, words.station):
        raise PermissionDenied("register")
    row.happened_at = words.happened_at or moment.now()
    if row.happened_at > moment.now() + timedelta(minutes=5):
        raise rules.Rejected("happened_at", _("反映时间不能在将来。"))
    row.contact_blind = contact
    return row, words


def _locate(row: Opinion, place: str, station: object) -> None:
    """County, township and division of the matter: the station's, else read from the place's name."""
    if station is not None:
        row.station_id, row.division = station.pk, station.division  # type: ignore[attr-defined]
        row.station = station  # type: ignore[assignment]
        row.county = row.division[:6].ljust(12, "0")
    else:
        found = _division_of(place)
        row.division = found
        row.county = found[:6].ljust(12, "0")
        here = stations.for_place(found)
        if here is not None:
            row.station, row.station_id = here, here.pk
    row.township = row.division[:9].ljust(12, "0") if row.division[6:9] != "000" else ""


def _division_of(place: str) -> str:
    """The village or township that the words name, in a county that uses the product; else the county itself."""
    counties = [card.code for card in locality.localities()]
    if not counties:
        raise rules.Rejected("place", _("这里还没有开通的县。"))
    for county in counties:
        found = divisions.guess(place, county)
        if len(found) == 1 or (found and len({d.code[:9] for d in found}) == 1):
            return found[0].code if len(found) == 1 else found[0].code[:9].ljust(12, "0")
    return counties[0]


@transaction.atomic
def _with_reserved(row: Opinion, words: Words, by: Actor, reserved: Reserved) -> Receipt:
    """With the number that the resident has in his hand already; its block stays locked until it is used."""
    row.number, row.check_nonce, row.check_key = taken(reserved, row)
    return _registered(row, words, by)


def _numbered(row: Opinion) -> None:
    """A random number that nobody has, and that waits for nobody at a desk without network."""
    row.number = free_number()
    row.check_nonce = chance.octets(16).hex()
    row.check_key = newest_key()


@transaction.atomic
def _registered(row: Opinion, words: Words, by: Actor, key: tuple[str, str] | None = None) -> Receipt:
    now = moment.now()
    if not row.number:
        _numbered(row)
    row.ledger_key = row.number
    row.registered_at = now
    row.recorded_by = "" if by.ref == RESIDENT.ref else by.ref
    row.state = State.REGISTERED
    wanted = _wanted(row, words)
    contact, row.contact_blind = row.contact_blind, ""
    if contact:
        _keep_contact(row, contact)
    start_clock(row)
    if words.confidential:
        text, place = row.text, row.place
        row.text, row.place = text, place
        marks.conceal(row, by)
    else:
        row.save(force_insert=True)
    entry = _recorded(row, by, wanted.name if wanted else "")
    promise = ledger.promise(row.number, entry)
    if wanted:
        notices.passed_on(row, wanted.code)
        note_interests(row)
    if key:
        IntakeKey.objects.create(key=key[0], body=key[1], number=row.number, at=now)
    return Receipt(
        number=row.number,
        check_code=check_code(row),
        received_at=now,
        promise=promise.note,
        station=row.station.name if row.station else "",
    )


def _wanted(row: Opinion, words: Words) -> "Person | None":
    """The deputy whose code the resident followed: the words are passed on to him in the same act (Article 6)."""
    person = deputies.by_code(words.deputy) if words.deputy and not words.confidential else None
    here = row.station.code if row.station else ""
    if person is None or person.pk not in stations.people_at(here):
        return None
    row.deputy_id, row.state = person.pk, State.PASSED_ON
    return person


def _keep_contact(row: Opinion, contact: str) -> None:
    keys = vault(settings.KEYS)
    row.contact = keys.encrypt("contact", contact.encode(), row.number.encode())
    digits = rules.contact_key(contact)
    row.contact_blind = keys.blind("contact", digits) if digits else ""


def _recorded(row: Opinion, by: Actor, deputy: str = "") -> "Entry":
    """The ledger entry that a receipt promises. A confidential matter's says nothing but that it is."""
    series = f"{row.county[:6]}/{row.registered_at.year}"
    detail = {"state": row.state, "round": 1, "channel": row.channel}
    if not row.confidential:
        detail |= {"words": row.text, "place": row.place, "station": row.station.name if row.station else ""}
        detail |= {"deputy": deputy} if deputy else {}
    return ledger.record(
        "opinions.registered",
        row,
        by=by,
        role=role_of(by, row),
        event_at=row.happened_at,
        detail=detail,
        division=row.county if row.confidential else row.division,
        series=series,
        neutral=row.confidential,
        first=True,
        promised=True,
    )
