"""Register persons, grant, suspend and end mandates, note and withdraw consents."""

from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import permissions
from lianxin.deputies.models import Consent, Mandate, Person
from lianxin.deputies.rules import ALL_ITEMS, MandateState, NoCongress, level_of_congress
from lianxin.deputies.workflow import TABLE
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.crypto import vault
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.people.actions import note_sight

PHOTO_TYPES = {b"\xff\xd8\xff": "jpg", b"\x89PNG": "png"}


def _encrypted(person_code: str, mobile: str) -> bytes:
    if not mobile:
        return b""
    return vault(settings.KEYS).encrypt("contact", mobile.encode(), f"deputies.person:{person_code}".encode())


@transaction.atomic
def register_person(
    name: str,
    *,
    division: str,
    by: Actor,
    gender: str = "",
    workplace: str = "",
    public_contact: str = "",
    private_mobile: str = "",
    user_id: int | None = None,
) -> Person:
    """A new person, kept by the office of `division`; without a mandate he is on no roster and has no right.

    `private_mobile` is kept encrypted and is never on a card; `public_contact` may be the station's telephone.
    """
    if not permissions.may_register_person(by, division):
        raise PermissionDenied
    if not name.strip():
        raise Refused(_("请填写代表姓名。"))
    person = Person(
        name=name.strip(),
        division=division,
        gender=gender,
        workplace=workplace,
        public_contact=public_contact,
        user_id=user_id,
    )
    person.private_mobile = _encrypted(person.code, private_mobile)
    person.save()
    record("deputies.person_registered", person, by=by, division=division, first=True)
    return person


@transaction.atomic
def renew_person(person: Person, *, by: Actor, workplace: str | None = None, public_contact: str | None = None,
                 private_mobile: str | None = None) -> Person:  # fmt: skip
    """New workplace, public contact or private number; None leaves what is there."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not permissions.may_keep_person(by, person):
        raise PermissionDenied
    person.workplace = person.workplace if workplace is None else workplace
    person.public_contact = person.public_contact if public_contact is None else public_contact
    if private_mobile is not None:
        person.private_mobile = _encrypted(person.code, private_mobile)
    person.save()
    record("deputies.person_renewed", person, by=by, division=person.division)
    return person


@transaction.atomic
def give_photo(person: Person, content: bytes, *, by: Actor) -> Person:
    """A photo, JPEG or PNG, under a new random name; Refused for anything else."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not permissions.may_keep_person(by, person):
        raise PermissionDenied
    kind = next((suffix for head, suffix in PHOTO_TYPES.items() if content.startswith(head)), None)
    if kind is None:
        raise Refused(_("照片必须是 JPEG 或 PNG 图片。"))
    person.photo.save(f"photo.{kind}", ContentFile(content), save=False)
    person.save(update_fields=["photo"])
    record("deputies.photo_given", person, by=by, division=person.division)
    return person


@transaction.atomic
def link_account(person: Person, user_id: int, *, by: Actor) -> Person:
    """The account with which a deputy signs in; his rights still come from his mandates alone."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not permissions.may_keep_person(by, person):
        raise PermissionDenied
    if person.user_id is not None and person.user_id != user_id:
        raise Refused(_("该代表已有账号。"))
    person.user_id = user_id
    person.save(update_fields=["user"])
    record("deputies.account_linked", person, by=by, division=person.division)
    return person


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
    """A mandate in the congress of a division for a term. Refused where there is no congress, or twice in one."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not permissions.may_grant_mandate(by, person, congress):
        raise PermissionDenied
    try:
        level = level_of_congress(congress)
    except NoCongress as error:
        raise Refused(_("该区划没有人民代表大会，不能登记代表职务。")) from error
    if person.mandates.filter(congress=congress, status=MandateState.ACTIVE).exists():
        raise Refused(_("该代表在这一级人大已有在任的代表职务。"))
    start = from_day or moment.today()
    if until_day is not None and until_day < start:
        raise Refused(_("代表职务的止期早于起期。"))
    mandate = Mandate.objects.create(
        person=person,
        level=level,
        congress=congress,
        congress_name=congress_name,
        term=term,
        district=district,
        certificate_no=certificate_no,
        from_day=start,
        until_day=until_day,
    )
    record("deputies.mandate_granted", mandate, by=by, division=congress, first=True)
    return mandate


_SAID = {
    "suspend": "deputies.mandate_suspended",
    "resume": "deputies.mandate_resumed",
    "end": "deputies.mandate_ended",
}


def _change(verb: str, mandate: Mandate, ground: str, by: Actor, last_day: date | None = None) -> Mandate:
    """One step of a mandate's life. Called within the transaction of its verb."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if not permissions.may_change_mandate(by, mandate):
        raise PermissionDenied
    if not ground.strip():
        raise Refused(_("请写明依据。"))
    mandate.status = TABLE.after(verb, MandateState(mandate.status))
    mandate.ground = ground.strip()
    if last_day is not None:
        mandate.until_day = max(last_day, mandate.from_day)
    mandate.save(update_fields=["status", "ground", "until_day"])
    record(_SAID[verb], mandate, by=by, division=mandate.congress)
    return mandate


@transaction.atomic
def suspend(mandate: Mandate, *, ground: str, by: Actor) -> Mandate:
    """Suspended (Deputies Law 2025, Art. 61): off every roster and without rights from this moment."""
    return _change("suspend", mandate, ground, by)


@transaction.atomic
def resume(mandate: Mandate, *, ground: str, by: Actor) -> Mandate:
    """The ground of a suspension is gone: the mandate gives rights again, unless another one was granted meanwhile."""
    others = Mandate.objects.filter(person_id=mandate.person_id, congress=mandate.congress, status=MandateState.ACTIVE)
    if others.exclude(pk=mandate.pk).exists():
        raise Refused(_("该代表在这一级人大已有在任的代表职务。"))
    return _change("resume", mandate, ground, by)


@transaction.atomic
def end(mandate: Mandate, *, ground: str, by: Actor, last_day: date | None = None) -> Mandate:
    """Ended (Deputies Law 2025, Art. 62): off every roster from this moment, kept as history."""
    return _change("end", mandate, ground, by, last_day or moment.today())


@transaction.atomic
def consent(person: Person, item: str, *, by: Actor, form: str = "") -> Consent:
    """A deputy agrees to disclose one item (name, photo, workplace, contact), `form` = in which form and where."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not permissions.may_consent(by, person):
        raise PermissionDenied
    if item not in ALL_ITEMS:
        raise Refused(_("只有姓名、照片、工作单位和联系方式可以选择公开。"))
    if person.consents.filter(item=item, withdrawn_on=None).exists():
        raise Overtaken(_("该项目已同意公开。"))
    given = Consent.objects.create(person=person, item=item, given_on=moment.today(), form=form)
    record("deputies.consented", given, by=by, division=person.division, first=True)
    return given


@transaction.atomic
def withdraw(person: Person, item: str, *, by: Actor) -> Consent:
    """A deputy takes his consent to one item back: it is on no card from this moment."""
    if not permissions.may_consent(by, person):
        raise PermissionDenied
    given = Consent.objects.select_for_update().filter(person=person, item=item, withdrawn_on=None).first()
    if given is None:
        raise Overtaken(_("该项目没有有效的公开同意。"))
    given.withdrawn_on = moment.today()
    given.save(update_fields=["withdrawn_on"])
    record("deputies.consent_withdrawn", given, by=by, division=person.division)
    return given


@transaction.atomic
def show_mobile(person: Person, *, by: Actor) -> str:
    """The private number in clear, for somebody who serves deputies; that he saw it goes to the security log."""
    if not permissions.may_see_mobile(by, person):
        raise PermissionDenied
    note_sight(by, "mobile", f"deputies.person:{person.code}")
    if not person.private_mobile:
        return ""
    context = f"deputies.person:{person.code}".encode()
    return vault(settings.KEYS).decrypt("contact", bytes(person.private_mobile), context).decode()
