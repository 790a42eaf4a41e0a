"""The open pages of the finder, of what is gone, and open data: everybody's."""

from typing import Any

from django.urls import reverse

from lianxin.worlds.cast import CITY, COUNTY, PROVINCE, TOWN, VILLAGE
from tests.walks import Address

FILES = "feed_stations stations_json deputies_json".split()
ELSEWHERE = {f"publicity:{name}_csv": "a download; the room's own tests read it" for name in ("stations", "deputies")}
ASKED = (f"?division={PROVINCE}", f"?division={CITY}", f"?division={TOWN}", f"?division={VILLAGE}", "?q=桐木村杨家组",
         "?q=建设路", "?q=哪里也不是", "?q=刘禾生", f"?division={COUNTY}&page=99")  # fmt: skip


def open_addresses(made: Any) -> list[Address]:
    """Each state of the finder, for stations and for deputies, and every file of open data."""
    found = [Address(f"publicity:{name}", reverse(f"publicity:{name}"), ()) for name in FILES]
    for name in ("publicity:stations", "publicity:deputies"):
        found += [Address(name, reverse(name) + asked, ()) for asked in ASKED]
    return found
