"""Deputies come to a station and leave it (Article 3)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.stations import permissions
from lianxin.stations.actions import inviting
from lianxin.stations.actions.frame import allow, end_convening, levels_of, locked, must_be_open
from lianxin.stations.models import Attachment, Station
from lianxin.stations.rules import How, attached_directly, may_be_invited


@transaction.atomic
def attach(station: Station, person_id: int, *, by: Actor, from_day: date | None = None) -> Attachment:
    """A county or township deputy takes part at a station from a day on; one of higher levels alone is invited."""
    station = locked(station)
    allow(permissions.may_attach(by, station))
    must_be_open(station)
    levels = levels_of(person_id)
    if not levels:
        raise Refused(_("该人员没有在任的代表职务，不能进站。"))
    if not attached_directly(levels):
        raise Refused(_("他只是上级人大代表，要先邀请，本人接受以后才进站。请用“邀请代表”。"))
    return inviting.seated(station, person_id, by=by, from_day=from_day)


@transaction.atomic
def bring_in(station: Station, person_id: int, *, by: Actor = SYSTEM, from_day: date | None = None) -> Attachment:
    """Whoever was at the station before the product came: directly, or by an invitation answered long ago."""
    levels = levels_of(person_id)
    if not may_be_invited(levels):
        return attach(station, person_id, by=by, from_day=from_day)
    asked = inviting.invite(station, person_id, by=by, told=False, asked_on=from_day)
    inviting.answer_invitation(asked, accepted=True, how=How.REGISTER, by=by, from_day=from_day)
    return Attachment.objects.get(station=station, person_id=person_id, until_day=None)


@transaction.atomic
def detach(attachment: Attachment, *, by: Actor, last_day: date | None = None) -> Attachment:
    """A deputy leaves a station after a day (default: yesterday); if he convened, the office of convener is vacant."""
    station = locked(attachment.station)
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    allow(permissions.may_detach(by, station))
    if attachment.until_day is not None:
        raise Overtaken(_("该代表已离站。"))
    if last_day is not None and last_day > moment.today():
        raise Refused(_("离站的最后一天不能晚于今天。"))
    return left(attachment, station, by=by, last_day=last_day, how=_("离站"))


def left(attachment: Attachment, station: Station, *, by: Actor, how: str, last_day: date | None = None) -> Attachment:
    """The seat ends after a day, and with it the office of convener."""
    if attachment.convener:
        end_convening(attachment, how, by=by, division=station.division, on=last_day)
    attachment.until_day = max(last_day or moment.today() - timedelta(days=1), attachment.from_day)
    attachment.save(update_fields=["until_day"])
    record("stations.detached", attachment, by=by, division=station.division, detail={"how": how})
    return attachment
