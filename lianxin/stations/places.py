"""Points on the map: which lie in a province, which near the other stations of their county. Values in, values out."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from lianxin.stations.rules import Point, metres

WIDEST_COUNTY = 150_000
"""Metres: no two places of one county-level division of Hunan lie further apart."""

PROVINCES: dict[str, tuple[float, float, float, float]] = {
    "11": (39.4, 41.1, 115.4, 117.6), "12": (38.5, 40.3, 116.7, 118.1), "13": (36.0, 42.7, 113.4, 119.9),
    "14": (34.5, 40.8, 110.2, 114.6), "15": (37.4, 53.4, 97.1, 126.1), "21": (38.7, 43.5, 118.8, 125.8),
    "22": (40.8, 46.3, 121.6, 131.4), "23": (43.4, 53.6, 121.1, 135.1), "31": (30.6, 31.9, 120.8, 122.3),
    "32": (30.7, 35.2, 116.3, 122.0), "33": (27.0, 31.2, 118.0, 123.2), "34": (29.4, 34.7, 114.8, 119.7),
    "35": (23.5, 28.4, 115.8, 120.8), "36": (24.4, 30.1, 113.5, 118.5), "37": (34.3, 38.4, 114.7, 122.8),
    "41": (31.3, 36.4, 110.3, 116.7), "42": (29.0, 33.3, 108.3, 116.2), "43": (24.6, 30.2, 108.7, 114.3),
    "44": (20.2, 25.6, 109.6, 117.4), "45": (20.9, 26.4, 104.4, 112.1), "46": (3.3, 20.3, 107.0, 119.5),
    "50": (28.1, 32.2, 105.2, 110.2), "51": (26.0, 34.4, 97.3, 108.6), "52": (24.6, 29.3, 103.6, 109.6),
    "53": (21.1, 29.3, 97.5, 106.2), "54": (26.8, 36.6, 78.3, 99.2), "61": (31.7, 39.6, 105.4, 111.3),
    "62": (32.5, 42.8, 92.2, 108.8), "63": (31.5, 39.3, 89.4, 103.1), "64": (35.2, 39.4, 104.2, 107.7),
    "65": (34.3, 49.2, 73.4, 96.4),
}  # fmt: skip
"""First two digits of a code → south, north, west, east, in degrees."""
CHINA = (3.3, 53.6, 73.4, 135.1)
SLACK = 0.3
"""Degrees: maps differ by some hundred metres, and borders are not straight."""


_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


class BadPoint(ValueError):
    """A point that cannot be meant; the message is for the person who entered it."""


def _holds(box: tuple[float, float, float, float], latitude: Decimal, longitude: Decimal) -> bool:
    south, north, west, east = box
    return south - SLACK <= latitude <= north + SLACK and west - SLACK <= longitude <= east + SLACK


def _degrees(text: object) -> Decimal | None:
    clean = str(text if text is not None else "").strip()
    try:
        value = Decimal(clean) if clean else None
    except InvalidOperation as error:
        raise BadPoint(_("经纬度要写成小数，如 27.326841、111.458656。")) from error
    if value is not None and not value.is_finite():
        raise BadPoint(_("经纬度要写成小数，如 27.326841、111.458656。"))
    return value


def pasted(text: str) -> tuple[str, str]:
    """Latitude and longitude out of what a map's page gives to copy: 27.32,111.45; '' for what is not there.

    What holds no number at all stays as the latitude, so that `point` says what is wrong with it.
    """
    found = _NUMBERS.findall(text)
    if not found:
        return text.strip(), ""
    return found[0], found[1] if len(found) > 1 else ""


def point(latitude: object, longitude: object, division: str, others: Sequence[Point] = ()) -> Point | None:
    """The point of a station in a division; None when none is given; BadPoint says what is wrong.

    `others` are the points of the county's other stations: one further off than a county is wide cannot be meant.
    """
    lat, lng = _degrees(latitude), _degrees(longitude)
    if lat is None and lng is None:
        return None
    if lat is None or lng is None:
        raise BadPoint(_("纬度和经度要一起写，或者都空着。"))
    box = PROVINCES.get(division[:2], CHINA)
    if not _holds(box, lat, lng):
        if _holds(box, lng, lat):
            raise BadPoint(_("纬度和经度写反了：纬度在前，是小的那个数。"))
        raise BadPoint(_("这个点不在本省，请对照地图再看一遍经纬度。"))
    grain = Decimal("0.000001")
    found = Point(lat.quantize(grain), lng.quantize(grain))
    if others and min(metres(found, other) for other in others) > WIDEST_COUNTY:
        raise BadPoint(_("这个点离本县别的站太远，请对照地图再看一遍经纬度。"))
    return found
