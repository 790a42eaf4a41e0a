"""What people need to know of a station: hours and telephones, the place, its point on the map, its photo.

Several identities may share one place: it is kept with the main one and edited once for all.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import pictures
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.stations import permissions, places, queries
from lianxin.stations.actions.frame import allow, clean, locked
from lianxin.stations.models import Station
from lianxin.stations.rules import STANDING, AccessItem, Venue

PLACE = ("address", "venue", "host", "shared_use", "access", "access_items", "photo", "latitude", "longitude")
"""Columns that belong to the house, not to the identity in it."""
WORDS = {"address": 120, "host": 60, "shared_use": 120, "access": 120, "hours": 120, "phone": 30, "intro": 300}
MOST_OCTETS = 10 * 1024 * 1024
PHOTO_SIDE = 1600
"""Dots: a photo of a house is looked at on a telephone and printed on a notice."""
_SMS = re.compile(r"\+?[0-9][0-9 \-]{2,28}")


def placed(station: Station, given: Mapping[str, Any]) -> None:
    """Take what was entered into the row; Refused says what does not fit. What is not given stays.

    given  address, host, shared_use, access, hours, phone, intro (words), venue, access_items (codes), sms, mail,
           latitude and longitude (numbers or text, both or neither)
    """
    unknown = set(given) - set(WORDS) - {"venue", "access_items", "sms", "mail", "latitude", "longitude"}
    if unknown:
        raise TypeError(f"no column of a station: {', '.join(sorted(unknown))}")
    for column in set(given) & set(WORDS):
        label = str(Station._meta.get_field(column).verbose_name)  # type: ignore[union-attr]
        setattr(station, column, clean(str(given[column]), label, WORDS[column]))
    if "venue" in given:
        station.venue = Venue(given["venue"]) if given["venue"] else ""
    if "access_items" in given:
        station.access_items = _items(given["access_items"])
    if "sms" in given:
        station.sms = _sms(str(given["sms"]).strip())
    if "mail" in given:
        station.mail = _mail(str(given["mail"]).strip())
    if "latitude" in given or "longitude" in given:
        _pointed(station, given.get("latitude"), given.get("longitude"))


def _items(given: str | Sequence[str]) -> str:
    """Codes in the order of the list, each once."""
    chosen = given.split(",") if isinstance(given, str) else list(given)
    return ",".join(item for item in AccessItem if item in chosen)


def _sms(number: str) -> str:
    if number and not _SMS.fullmatch(number):
        raise Refused(_("短信号码只能是数字，如 0700-000-000。"))
    return number


def _mail(address: str) -> str:
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise Refused(_("电子邮箱写得不对，请再看一遍。")) from error
    return clean(address, _("电子邮箱"), 80)


def _pointed(station: Station, latitude: object, longitude: object) -> None:
    others = queries.points_of(station.county) if latitude not in (None, "") else []
    own = station.point
    try:
        found = places.point(latitude, longitude, station.division, [other for other in others if other != own])
    except places.BadPoint as error:
        raise Refused(str(error)) from error
    station.latitude = found.latitude if found else None
    station.longitude = found.longitude if found else None


@transaction.atomic
def renew_station(station: Station, *, by: Actor, **details: Any) -> Station:
    """What belongs to this identity: hours, phone, sms, mail, intro."""
    if set(details) & set(PLACE):
        raise TypeError("what belongs to the place is renewed by renew_place")
    station = locked(station)
    allow(permissions.may_renew_station(by, station))
    _must_stand(station)
    placed(station, details)
    station.save()
    record("stations.renewed", station, by=by, division=station.division)
    return station


@transaction.atomic
def renew_place(station: Station, *, by: Actor, **details: Any) -> Station:
    """What belongs to the house: address, venue, host, shared use, access, point; for all identities in it at once."""
    if set(details) - set(PLACE):
        raise TypeError("what belongs to the identity is renewed by renew_station")
    house = _house(station, by)
    placed(house, details)
    house.save()
    record("stations.place_renewed", house, by=by, division=house.division)
    return house


@transaction.atomic
def give_photo(station: Station, content: bytes, *, by: Actor) -> Station:
    """A photo of the house, drawn anew under a new random name; Refused for anything that is no photo."""
    house = _house(station, by)
    if len(content) > MOST_OCTETS:
        raise Refused(_("照片太大，最大10兆。请缩小一点再传。"))
    try:
        drawn = pictures.redrawn(content, PHOTO_SIDE, into="JPEG")
    except pictures.Unreadable as error:
        raise Refused(_("照片打不开。请传 JPG、PNG 或 WebP 图片。")) from error
    house.photo.save("photo.jpg", ContentFile(drawn), save=False)
    house.save(update_fields=["photo"])
    record("stations.photo_given", house, by=by, division=house.division)
    return house


@transaction.atomic
def take_photo_down(station: Station, *, by: Actor) -> Station:
    """No photo any more: its address is dead at once; the file is a matter of the disk's own clearing."""
    house = _house(station, by)
    if not house.photo:
        raise Refused(_("现在没有照片。"))
    house.photo = ""
    house.save(update_fields=["photo"])
    record("stations.photo_taken_down", house, by=by, division=house.division)
    return house


@transaction.atomic
def share_place(station: Station, *, main: Station, by: Actor) -> Station:
    """Another identity in the same house: from now on one address, one photo, one point for both (合署)."""
    main = locked(locked(main).place)
    station = locked(station)
    allow(permissions.may_share_place(by, station) and permissions.may_share_place(by, main))
    _must_stand(station)
    _must_stand(main)
    if station.pk == main.pk or station.shares_with_id == main.pk:
        raise Refused(_("它们已经在同一个地方了。"))
    if station.county != main.county:
        raise Refused(_("不在同一个县，不能合署。"))
    if station.identities.exists():
        raise Refused(_("已经有别的站和“%(name)s”合署：请反过来，在那几个站上选它。") % {"name": station.name})
    station.shares_with = main
    station.save(update_fields=["shares_with"])
    record("stations.place_shared", station, by=by, division=station.division)
    return station


@transaction.atomic
def part_place(station: Station, *, by: Actor) -> Station:
    """It moves out: what was known of the common house stays with it until somebody writes the new one."""
    station = locked(station)
    allow(permissions.may_share_place(by, station))
    if station.shares_with is None:
        raise Refused(_("它没有和别的站合署。"))
    copy_place(station.shares_with, station)
    station.shares_with = None
    station.save()
    record("stations.place_parted", station, by=by, division=station.division)
    return station


def copy_place(house: Station, to: Station) -> None:
    for column in PLACE:
        setattr(to, column, getattr(house, column))


def hand_over_house(station: Station, *, by: Actor) -> None:
    """The main identity of a house goes: the first that stays keeps the house for the others."""
    staying = list(station.identities.select_for_update().filter(state__in=STANDING).order_by("pk"))
    if not staying:
        return
    keeper, *others = staying
    copy_place(station, keeper)
    keeper.shares_with = None
    keeper.save()
    record("stations.place_parted", keeper, by=by, division=keeper.division)
    for other in others:
        other.shares_with = keeper
        other.save(update_fields=["shares_with"])
        record("stations.place_shared", other, by=by, division=other.division)


def _house(station: Station, by: Actor) -> Station:
    """The row that keeps the house, locked, for somebody who may renew the station he looks at."""
    station = locked(station)
    allow(permissions.may_renew_station(by, station))
    _must_stand(station)
    return locked(station.place)


def _must_stand(station: Station) -> None:
    if station.state not in STANDING:
        raise Refused(
            _("“%(name)s”现在是“%(state)s”，不能再改。") % {"name": station.name, "state": station.get_state_display()}
        )
