"""Grant, suspend, resume and end mandates."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import permissions
from lianxin.deputies.models import CongressTerm, Mandate, Person
from lianxin.deputies.rules import GROUNDS, MandateState, NoCongress, TermState, level_of_congress
from lianxin.deputies.workflow import TABLE
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record

CONGRESS_SUFFIX = "人民代表大会"


def level_at(congress: str) -> Level:
    """The level of a division's congress; Refused when it has none."""
    try:
        return level_of_congress(congress)
    except NoCongress as error:
        raise Refused(_("该区划没有人民代表大会，不能登记代表职务。")) from error


def certificate_free(person: Person | None, congress: str, term: int, number: str) -> None:
    """Refused when another person holds, or held, this certificate in the congress and term. '' is always free."""
    if not number:
        return
    same = Mandate.objects.filter(congress=congress, term=term, certificate_no=number).select_related("person")
    taken = same.exclude(person=person).first() if person else same.first()
    if taken is not None:
        raise Refused(
            _("代表证号%(number)s已经登记给%(name)s，请核对。") % {"number": number, "name": taken.person.name}
        )


@transaction.atomic
def grant_mandate(
    person: Person,
    congress: str,
    *,
    term: int,
    by: Actor,
    district: str = "",
    certificate_no: str = "",
    congress_name: str = "",
    from_day: date | None = None,
    until_day: date | None = None,
) -> Mandate:
    """A mandate in the congress of a division for a term.

    Refused where there is no congress, twice in one, in a term that has ended, or with somebody else's certificate.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not permissions.may_grant_mandate(by, person, congress):
        raise PermissionDenied
    level = level_at(congress)
    known = CongressTerm.objects.select_for_update().filter(congress=congress, number=term).first()
    if known is not None and known.state == TermState.ENDED:
        raise Refused(_("第%(term)d届已经届满，请登记本届的代表职务。") % {"term": term})
    if person.mandates.filter(congress=congress, status=MandateState.ACTIVE).exists():
        raise Refused(_("该代表在这一级人大已有在任的代表职务。"))
    certificate_no = certificate_no.strip()
    certificate_free(person, congress, term, certificate_no)
    start = from_day or moment.today()
    if until_day is not None and until_day < start:
        raise Refused(_("代表职务的止期早于起期。"))
    mandate = Mandate.objects.create(
        person=person,
        level=level,
        congress=congress,
        congress_name=congress_name or (known.name.removesuffix(CONGRESS_SUFFIX) if known else ""),
        term=term,
        district=district.strip(),
        certificate_no=certificate_no,
        from_day=start,
        until_day=until_day,
    )
    record("deputies.mandate_granted", mandate, by=by, division=congress, first=True)
    return mandate


@transaction.atomic
def renew_mandate(
    mandate: Mandate, *, by: Actor, district: str | None = None, certificate_no: str | None = None
) -> Mandate:
    """A better district, or the certificate that came later; None leaves what is there."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if not permissions.may_change_mandate(by, mandate):
        raise PermissionDenied
    if mandate.status == MandateState.ENDED:
        raise Refused(_("已经终止的代表职务不再改动。"))
    if certificate_no is not None:
        certificate_free(mandate.person, mandate.congress, mandate.term, certificate_no.strip())
        mandate.certificate_no = certificate_no.strip()
    mandate.district = mandate.district if district is None else district.strip()
    mandate.save(update_fields=["district", "certificate_no"])
    record("deputies.mandate_renewed", mandate, by=by, division=mandate.congress)
    return mandate


_SAID = {
    "suspend": "deputies.mandate_suspended",
    "resume": "deputies.mandate_resumed",
    "end": "deputies.mandate_ended",
}
_WORDS: dict[str, object] = {str(kind): words for kind, words in Mandate.GROUNDS}


def _ground(verb: str, kind: str, ground: str) -> str:
    """The ground in words: what was written, else the words of the kind."""
    if kind and kind not in GROUNDS[verb]:
        raise Refused(_("请选择法律规定的情形。"))
    words = ground.strip() or (str(_WORDS[kind]) if kind else "")
    if not words:
        raise Refused(_("请写明依据。"))
    return words


def _change(verb: str, mandate: Mandate, *, ground: str, kind: str, by: Actor, on: date | None) -> Mandate:
    """One step of a mandate's life. Called within the transaction of its verb."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if not permissions.may_change_mandate(by, mandate):
        raise PermissionDenied
    mandate.ground, mandate.ground_kind = _ground(verb, kind, ground), kind
    mandate.status = TABLE.after(verb, MandateState(mandate.status))
    if on is not None and on > moment.today():
        raise Refused(_("日期还没有到。到了那天再登记。"))
    if verb == "suspend":
        mandate.suspended_on = on or moment.today()
    elif verb == "end":
        mandate.until_day = max(on or moment.today(), mandate.from_day)
    mandate.save(update_fields=["status", "ground", "ground_kind", "suspended_on", "until_day"])
    record(_SAID[verb], mandate, by=by, division=mandate.congress)
    return mandate


@transaction.atomic
def suspend(mandate: Mandate, *, by: Actor, ground: str = "", kind: str = "", on: date | None = None) -> Mandate:
    """Suspended (Deputies Law 2025, Art. 61): off every roster and without rights from this moment.

    kind   a `rules.Ground`; `ground` are the words, by default those of the kind
    on     the day it holds from, today or before
    """
    return _change("suspend", mandate, ground=ground, kind=kind, by=by, on=on)


@transaction.atomic
def resume(mandate: Mandate, *, by: Actor, ground: str = "", kind: str = "", on: date | None = None) -> Mandate:
    """The ground of a suspension is gone: the mandate gives rights again, unless another one was granted meanwhile."""
    Person.objects.select_for_update().get(pk=mandate.person_id)
    others = Mandate.objects.filter(person_id=mandate.person_id, congress=mandate.congress, status=MandateState.ACTIVE)
    if others.exclude(pk=mandate.pk).exists():
        raise Refused(_("该代表在这一级人大已有在任的代表职务。"))
    return _change("resume", mandate, ground=ground, kind=kind, by=by, on=on)


@transaction.atomic
def end(mandate: Mandate, *, by: Actor, ground: str = "", kind: str = "", last_day: date | None = None) -> Mandate:
    """Ended (Deputies Law 2025, Art. 62): off every roster from this moment, kept as history."""
    return _change("end", mandate, ground=ground, kind=kind, by=by, on=last_day)
