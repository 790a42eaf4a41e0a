"""How the resident is to be reached, said after the words were kept."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit.actor import RESIDENT, Actor
from lianxin.opinions import permissions, rules
from lianxin.opinions.actions.frame import settled
from lianxin.opinions.actions.intake import _keep_contact as sealed_into
from lianxin.opinions.models import Opinion
from lianxin.opinions.rules import TellBy


@transaction.atomic
def keep_contact(opinion: Opinion, *, contact: str, tell_by: str, by: Actor = RESIDENT) -> Opinion:
    """Keep or change the contact, encrypted; the record says that it was done and never what it is.

    Rejected (field "contact") when the way of telling needs a number or an address that was not given.
    """
    row = Opinion.objects.select_for_update(of=("self",)).select_related("station").get(pk=opinion.pk)
    if not permissions.may_keep_contact(by, row):
        raise PermissionDenied("keep_contact")
    clean = rules.accepted_contact(contact)
    if tell_by not in TellBy.__members__.values():
        raise rules.Rejected("tell_by", _("请选怎么告诉您。"))
    if tell_by != TellBy.LOOKUP and not clean:
        raise rules.Rejected("contact", _("请留一个电话；要上门讲的，留电话或者住处。"))
    row.tell_by = tell_by
    row.contact, row.contact_blind = None, ""
    if clean:
        sealed_into(row, clean)
    if row.confidential:
        row.contact_blind = ""  # no index knows of a confidential matter
    return settled(row, "contact_kept", by=by, detail={"tell_by": tell_by})
