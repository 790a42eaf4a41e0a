"""Whole rosters at once: the same rows and facts as the single acts write one by one, checked by sets, not row by row.

Whoever calls has told every refusal before (`registers`); what stands here is what no caller may get wrong: rights,
congresses, one mandate in force in each, certificates.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.deputies import permissions
from lianxin.deputies.actions.keeping import encrypted
from lianxin.deputies.actions.mandates import level_at
from lianxin.deputies.models import CongressTerm, Mandate, Person
from lianxin.deputies.rules import MandateState, TermState
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.crypto import CryptoError, vault
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import Draft, draft, insert_all, record_all

AT_ONCE = 500
Told = Callable[[int], None]
"""Called with how many more are done."""


@dataclass(frozen=True, slots=True)
class ArrivingMandate:
    """One mandate that comes with a roster; `code` names one that is there already (then it is corrected).

    '' and None leave what is there.
    """

    congress: str
    term: int
    congress_name: str = ""
    district: str = ""
    certificate_no: str = ""
    from_day: date | None = None
    until_day: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class ArrivingPerson:
    """One person who comes with a roster; `code` names one who is there already. '' leaves what is there."""

    name: str
    division: str
    gender: str = ""
    workplace: str = ""
    public_contact: str = ""
    private_mobile: str = ""
    code: str = ""
    mandates: tuple[ArrivingMandate, ...] = ()


def may_bring(by: Actor, division: str, congress: str) -> bool:
    """Whether somebody may register persons of a division and grant them a mandate in a congress."""
    return permissions.may_register_person(by, division) and permissions.may_grant_mandate(
        by, Person(division=division), congress
    )


def may_bring_up_to_date(by: Actor, division: str) -> bool:
    """Whether somebody may renew what is known of persons that a division keeps."""
    return permissions.may_keep_person(by, Person(division=division))


def same_mobile(code: str, kept: bytes, number: str) -> bool:
    """Whether the private number of a person is this one; nobody sees it."""
    if not kept:
        return not number
    try:
        held = vault(settings.KEYS).decrypt("contact", bytes(kept), f"deputies.person:{code}".encode())
    except CryptoError:
        return False
    return held == number.encode()


@transaction.atomic
def arrive(people: Sequence[ArrivingPerson], *, by: Actor, told: Told = lambda count: None) -> list[int]:
    """Register persons and grant their mandates, or bring them up to date. Returns the persons' keys, in order.

    PermissionDenied for a row out of `by`'s reach, Refused for a division without a congress, Overtaken when somebody
    registered the same in the meantime; nothing is written then.
    """
    for division, congress in {(p.division, m.congress) for p in people for m in p.mandates}:
        if not may_bring(by, division, congress):
            raise PermissionDenied
    _terms_run({(m.congress, m.term) for p in people for m in p.mandates if not m.code})
    keys: list[int] = []
    rest = iter(people)
    try:
        while part := list(islice(rest, AT_ONCE)):
            keys += _arrived(part, by)
            told(len(part))
    except IntegrityError as error:
        raise Overtaken(_("名册刚才有人动过，请再核对一遍。")) from error
    return keys


def _terms_run(terms: set[tuple[str, int]]) -> None:
    """Refused for a term that has ended; held until the end of the act, so that none ends in between."""
    known = CongressTerm.objects.select_for_update().filter(congress__in={congress for congress, _term in terms})
    for term in known:
        if term.state == TermState.ENDED and (term.congress, term.number) in terms:
            raise Refused(_("第%(term)d届已经届满，请登记本届的代表职务。") % {"term": term.number})


def _arrived(part: Sequence[ArrivingPerson], by: Actor) -> list[int]:
    """Some persons. Called within `arrive`."""
    codes = [each.code for each in part if each.code]
    known = {p.code: p for p in Person.objects.select_for_update().filter(code__in=codes)}
    if len(known) != len(set(codes)):
        raise Overtaken(_("名册刚才有人动过，请再核对一遍。"))
    rows = [known[each.code] if each.code else _person(each) for each in part]
    insert_all([row for row, each in zip(rows, part, strict=True) if not each.code])
    acts: list[Draft] = []
    for row, each in zip(rows, part, strict=True):
        if not each.code:
            acts.append(draft("deputies.person_registered", row, by=by, division=row.division))
        elif _renewed(row, each):
            if not permissions.may_keep_person(by, row):
                raise PermissionDenied
            acts.append(draft("deputies.person_renewed", row, by=by, division=row.division))
    if known:
        Person.objects.bulk_update(known.values(), ["gender", "workplace", "public_contact", "private_mobile"])
    acts += _mandates([(row, m) for row, each in zip(rows, part, strict=True) for m in each.mandates], by)
    record_all(acts)
    return [row.pk for row in rows]


def _person(each: ArrivingPerson) -> Person:
    row = Person(
        name=each.name.strip(),
        division=each.division,
        gender=each.gender,
        workplace=each.workplace.strip(),
        public_contact=each.public_contact.strip(),
    )
    if not row.name:
        raise Refused(_("请填写代表姓名。"))
    row.private_mobile = encrypted(row.code, each.private_mobile)
    return row


def _renewed(row: Person, each: ArrivingPerson) -> bool:
    """Take what is new into the row; whether anything was."""
    changed = False
    for column in ("gender", "workplace", "public_contact"):
        value = getattr(each, column).strip()
        if value and value != getattr(row, column):
            setattr(row, column, value)
            changed = True
    if each.private_mobile and not same_mobile(row.code, bytes(row.private_mobile), each.private_mobile):
        row.private_mobile = encrypted(row.code, each.private_mobile)
        changed = True
    return changed


# ── mandates ───────────────────────────────────────────────────────────────
def _mandates(arriving: list[tuple[Person, ArrivingMandate]], by: Actor) -> Iterator[Draft]:
    """Grant the new ones and correct the others; their records. Called within `arrive`."""
    codes = [mandate.code for _person, mandate in arriving if mandate.code]
    known = {m.code: m for m in Mandate.objects.select_for_update().filter(code__in=codes)} if codes else {}
    if len(known) != len(set(codes)):
        raise Overtaken(_("名册刚才有人动过，请再核对一遍。"))
    new = [_mandate(person, mandate) for person, mandate in arriving if not mandate.code]
    insert_all(new)
    acts = [draft("deputies.mandate_granted", row, by=by, division=row.congress) for row in new]
    for _person, mandate in arriving:
        if mandate.code and _corrected(known[mandate.code], mandate):
            row = known[mandate.code]
            acts.append(draft("deputies.mandate_corrected", row, by=by, division=row.congress))
    if known:
        Mandate.objects.bulk_update(known.values(), ["district", "certificate_no", "from_day", "until_day"])
    return iter(acts)


def _mandate(person: Person, each: ArrivingMandate) -> Mandate:
    start = each.from_day or moment.today()
    if each.until_day is not None and each.until_day < start:
        raise Refused(_("代表职务的止期早于起期。"))
    return Mandate(
        person=person,
        level=level_at(each.congress),
        congress=each.congress,
        congress_name=each.congress_name,
        term=each.term,
        district=each.district.strip(),
        certificate_no=each.certificate_no.strip(),
        status=MandateState.ACTIVE,
        from_day=start,
        until_day=each.until_day,
    )


def corrects(row: tuple[str, str, date, date | None], each: ArrivingMandate) -> bool:
    """Whether a mandate (district, certificate, from, until) is to be corrected by what arrives."""
    given = (each.district, each.certificate_no, each.from_day, each.until_day)
    return any(value and value != held for value, held in zip(given, row, strict=True))


def _corrected(row: Mandate, each: ArrivingMandate) -> bool:
    if not corrects((row.district, row.certificate_no, row.from_day, row.until_day), each):
        return False
    row.district = each.district or row.district
    row.certificate_no = each.certificate_no or row.certificate_no
    row.from_day, row.until_day = each.from_day or row.from_day, each.until_day or row.until_day
    if row.until_day is not None and row.until_day < row.from_day:
        raise Refused(_("代表职务的止期早于起期。"))
    return True
