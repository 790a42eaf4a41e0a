"""Open and close stations, attach and detach deputies, note a convener's election."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies.queries import active_people
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.stations import permissions
from lianxin.stations.models import Attachment, Station
from lianxin.stations.rules import Kind, State, county_of, may_convene
from lianxin.stations.workflow import TABLE


@transaction.atomic
def open_station(
    name: str,
    division: str,
    *,
    by: Actor,
    kind: str = "station",
    address: str = "",
    hours: str = "",
    phone: str = "",
    access: str = "",
) -> Station:
    """A new station, open from today. Refused when the division lies in no county."""
    if not permissions.may_open_station(by, division):
        raise PermissionDenied
    try:
        county = county_of(division)
    except ValueError as error:
        raise Refused(_("联络站必须设在某个县（市、区）之内。")) from error
    station = Station.objects.create(
        name=name.strip(),
        kind=Kind(kind),
        division=division,
        county=county,
        address=address,
        hours=hours,
        phone=phone,
        access=access,
        state=TABLE.after("open", State.PLANNED),
        opened_on=moment.today(),
    )
    record("stations.opened", station, by=by, division=division, first=True)
    return station


@transaction.atomic
def close_station(station: Station, *, by: Actor) -> Station:
    """Closed from today; its code, its people and what was said there stay on record."""
    station = Station.objects.select_for_update().get(pk=station.pk)
    if not permissions.may_close_station(by, station):
        raise PermissionDenied
    station.state = TABLE.after("close", State(station.state))
    station.closed_on = moment.today()
    station.save(update_fields=["state", "closed_on"])
    record("stations.closed", station, by=by, division=station.division)
    return station


@transaction.atomic
def attach(station: Station, person_id: int, *, by: Actor, from_day: date | None = None) -> Attachment:
    """A deputy takes part at a station from a day on; he needs a mandate in force, at whatever level."""
    station = Station.objects.select_for_update().get(pk=station.pk)
    if not permissions.may_attach(by, station):
        raise PermissionDenied
    if station.state == State.CLOSED:
        raise Refused(_("联络站已关闭。"))
    if not active_people([person_id]):
        raise Refused(_("该人员没有在任的代表职务，不能进站。"))
    if station.attachments.filter(person_id=person_id, until_day=None).exists():
        raise Overtaken(_("该代表已在本站。"))
    attachment = Attachment.objects.create(station=station, person_id=person_id, from_day=from_day or moment.today())
    record("stations.attached", attachment, by=by, division=station.division, first=True)
    return attachment


@transaction.atomic
def detach(attachment: Attachment, *, by: Actor, last_day: date | None = None) -> Attachment:
    """A deputy leaves a station after a day (default: yesterday); if he convened, the office of convener is vacant."""
    station = Station.objects.select_for_update().get(pk=attachment.station_id)
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if not permissions.may_detach(by, station):
        raise PermissionDenied
    if attachment.until_day is not None:
        raise Overtaken(_("该代表已离站。"))
    attachment.until_day = max(last_day or moment.today() - timedelta(days=1), attachment.from_day)
    attachment.convener = False
    attachment.save(update_fields=["until_day", "convener"])
    record("stations.detached", attachment, by=by, division=station.division)
    return attachment


@transaction.atomic
def elect_convener(station: Station, person_id: int, *, by: Actor, elected_on: date | None = None) -> Attachment:
    """The station's deputies elected one of themselves (Article 3); the one before him steps down in the same act."""
    station = Station.objects.select_for_update().get(pk=station.pk)
    if not permissions.may_elect_convener(by, station):
        raise PermissionDenied
    chosen = station.attachments.in_force(moment.today()).filter(person_id=person_id).first()
    if chosen is None or not may_convene(True, bool(active_people([person_id]))):
        raise Refused(_("召集人须从本站在任代表中推选。"))
    if chosen.convener:
        raise Overtaken(_("该代表已是召集人。"))
    for former in station.attachments.select_for_update().filter(convener=True):
        former.convener = False
        former.save(update_fields=["convener"])
        record("stations.convener_stepped_down", former, by=by, division=station.division)
    chosen.convener, chosen.elected_on = True, elected_on or moment.today()
    chosen.save(update_fields=["convener", "elected_on"])
    record("stations.convener_elected", chosen, by=by, division=station.division)
    elected: Attachment = chosen
    return elected
