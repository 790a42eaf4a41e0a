"""Register organs and renew whom to reach there."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.organs import permissions
from lianxin.organs.models import Organ, OrganContact
from lianxin.organs.rules import Kind, can_be_assigned


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
) -> Organ:
    """A new organ or organisation. A party organ is for pointing to only, whatever `is_assignable` says."""
    if not permissions.may_register_organ(by, division):
        raise PermissionDenied
    name = name.strip()
    if not name:
        raise Refused(_("请填写单位名称。"))
    if Organ.objects.filter(division=division, name=name, active=True).exists():
        raise Refused(_("“%(name)s”已在名录中。") % {"name": name})
    organ = Organ.objects.create(
        name=name,
        short_name=short_name,
        kind=Kind(kind),
        level=level,
        division=division,
        is_assignable=is_assignable and can_be_assigned(Kind(kind)),
    )
    record("organs.registered", organ, by=by, division=division, first=True)
    return organ


@transaction.atomic
def renew_contact(
    organ: Organ, name: str, *, by: Actor, duty: str = "", phone: str = "", from_day: date | None = None
) -> OrganContact:
    """A new contact from a day on; the one before ends the day before and stays on record."""
    organ = Organ.objects.select_for_update().get(pk=organ.pk)
    if not permissions.may_renew_contact(by, organ):
        raise PermissionDenied
    start = from_day or moment.today()
    for former in organ.contacts.select_for_update().filter(until_day=None):
        former.until_day = max(start - timedelta(days=1), former.from_day)
        former.save(update_fields=["until_day"])
        record("organs.contact_ended", former, by=by, division=organ.division)
    contact = OrganContact.objects.create(organ=organ, name=name.strip(), duty=duty, phone=phone, from_day=start)
    record("organs.contact_renewed", contact, by=by, division=organ.division, first=True)
    return contact
