"""The first steps of every act on an organ: lock, permission, and that it is still there."""

from collections.abc import Callable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.organs.models import Organ, OrganContact
from lianxin.organs.rules import MAX_GROUND

Guard = Callable[[Actor, Organ], bool]


def opened(organ: Organ, guard: Guard, by: Actor, *, ended: bool = False) -> Organ:
    """The locked row; PermissionDenied for a stranger, Refused when it has ended already (or not yet: `ended`)."""
    row = Organ.objects.select_for_update().get(pk=organ.pk)
    if not guard(by, row):
        raise PermissionDenied
    if not row.active and not ended:
        raise Refused(_("“%(name)s”已经撤并，不能再改。") % {"name": row.name})
    return row


def grounded(ground: str) -> str:
    """The ground of a reform or a new name; Refused without one."""
    clean = " ".join(ground.split())
    if not clean:
        raise Refused(_("请写依据：哪个文件，文号是多少。"))
    if len(clean) > MAX_GROUND:
        raise Refused(_("依据写得太长了，最多%(limit)d个字。") % {"limit": MAX_GROUND})
    return clean


def not_ahead(day: date) -> date:
    """A day that has come; Refused for one ahead: until then the organ is what it was."""
    if day > moment.today():
        raise Refused(_("那一天还没有到。到了那天再登记，在那以前照旧。"))
    return day


def contacts_ended(organ: Organ, last: date, by: Actor, kind: str = "") -> None:
    """End the contacts in force on their last day; they stay on record."""
    rows = organ.contacts.select_for_update().filter(until_day=None)
    for contact in rows.filter(kind=kind) if kind else rows:
        contact.until_day = max(last, contact.from_day)
        contact.save(update_fields=["until_day"])
        record("organs.contact_ended", contact, by=by, division=organ.division)


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def contacts_in_force(organ: Organ) -> list[OrganContact]:
    """The contacts that hold today, locked."""
    return list(OrganContact.objects.in_force(moment.today()).select_for_update().filter(organ=organ).order_by("pk"))
