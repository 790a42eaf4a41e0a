"""Register organs, revise them, renew and check whom to reach there."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.organs import permissions
from lianxin.organs.actions.frame import contacts_ended, contacts_in_force, day_before, opened
from lianxin.organs.models import Organ, OrganContact
from lianxin.organs.rules import ContactKind, Kind, can_be_assigned
from lianxin.outbox import actions as outbox

ASKED = "organs.confirm_contacts"


def named(name: str, division: str, *, besides: int | None = None) -> str:
    """A name that is free in its division; Refused for none, or for one that another organ there bears."""
    clean = " ".join(name.split())
    if not clean:
        raise Refused(_("请填写单位名称。"))
    others = Organ.objects.filter(division=division, name=clean, active=True)
    if (others.exclude(pk=besides) if besides else others).exists():
        raise Refused(_("“%(name)s”已在名录中。") % {"name": clean})
    return clean


@transaction.atomic
def register_organ(
    name: str,
    *,
    kind: str,
    level: Level,
    division: str,
    by: Actor,
    short_name: str = "",
    is_assignable: bool = True,
    address: str = "",
    mail: str = "",
    duty_line: str = "",
) -> Organ:
    """A new organ or organisation. A party organ is for pointing to only, whatever `is_assignable` says."""
    if not permissions.may_register_organ(by, division):
        raise PermissionDenied
    organ = Organ.objects.create(
        name=named(name, division),
        short_name=short_name.strip(),
        kind=Kind(kind),
        level=level,
        division=division,
        is_assignable=is_assignable and can_be_assigned(Kind(kind)),
        address=address.strip(),
        mail=mail.strip(),
        duty_line=duty_line.strip(),
    )
    record("organs.registered", organ, by=by, division=division, first=True)
    return organ


@transaction.atomic
def revise_organ(
    organ: Organ,
    *,
    by: Actor,
    short_name: str = "",
    is_assignable: bool = True,
    address: str = "",
    mail: str = "",
    duty_line: str = "",
) -> Organ:
    """Correct what is known of it. A new name is a rename, with its day and ground; kind and level stay."""
    row = opened(organ, permissions.may_keep_organ, by)
    row.short_name, row.address = short_name.strip(), address.strip()
    row.mail, row.duty_line = mail.strip(), duty_line.strip()
    row.is_assignable = is_assignable and can_be_assigned(Kind(row.kind))
    row.save()
    record("organs.revised", row, by=by, division=row.division)
    return row


@transaction.atomic
def renew_contact(
    organ: Organ,
    name: str,
    *,
    by: Actor,
    kind: str = ContactKind.HANDLER,
    duty: str = "",
    phone: str = "",
    from_day: date | None = None,
) -> OrganContact:
    """A new leader in charge or handler from a day on; the one before of this kind ends the day before, on record."""
    row = opened(organ, permissions.may_renew_contact, by)
    if not name.strip():
        raise Refused(_("请写联系人的姓名。"))
    start = from_day or moment.today()
    contacts_ended(row, day_before(start), by, ContactKind(kind))
    contact = OrganContact.objects.create(
        organ=row, kind=ContactKind(kind), name=name.strip(), duty=duty.strip(), phone=phone.strip(), from_day=start
    )
    record("organs.contact_renewed", contact, by=by, division=row.division, first=True)
    return contact


@transaction.atomic
def check_contacts(organ: Organ, *, by: Actor) -> list[OrganContact]:
    """还对: somebody has looked at the contacts today, and they are right. The year's question is answered by it."""
    row = opened(organ, permissions.may_check_contacts, by)
    contacts = contacts_in_force(row)
    if not contacts:
        raise Refused(_("还没有联系人可以核对，请先写上找谁。"))
    today = moment.today()
    if all(contact.checked_on == today for contact in contacts):
        raise Refused(_("今天已经核对过了。"))
    for contact in contacts:
        contact.checked_on = today
        contact.save(update_fields=["checked_on"])
        record("organs.contact_checked", contact, by=by, division=row.division)
    outbox.void([row.code], kinds=(ASKED,))
    return contacts


@transaction.atomic
def ask_after_contacts(organ: Organ, checked: date, years: int) -> bool:
    """Ask an organ once a year whether the people named are still right; whether it was asked now."""
    told = outbox.tell(
        ASKED,
        to_kind="organ",
        to_ref=organ.code,
        form="paper",
        params={"organ": organ.name},
        division=organ.division,
        once=f"{ASKED}/{organ.code}/{checked:%Y%m%d}/{years}",
    )
    return told.created_at == moment.now()
