"""A station's calendar in a program that was not written for it: khal (MIT) takes the feed and lists it (Article 6)."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from django.test import Client

from lianxin.kit import moment
from lianxin.publicity.queries import calendars
from lianxin.receptions import actions
from lianxin.receptions.models import ReceptionPlan
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]
NEXT, AFTER = date(2026, 11, 9), date(2026, 12, 7)
TWO = Rhythm(every=Every.DATES, dates=(NEXT, AFTER), shift=Shift.KEEP)
SETTINGS = """[calendars]
[[station]]
path = {folder}/station
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""
Khal = Callable[..., list[str]]


@pytest.fixture
def plan() -> Iterator[tuple[Cast, ReceptionPlan]]:
    calendars.forget()
    with moment.at(moment.parse("2026-11-02T08:30:00+08:00")):
        cast = world()
        yield cast, factory.published(cast, rhythm=TWO)


def khal_of(folder: Path, zone: str) -> Khal:
    """khal of somebody whose clock goes by `zone`; what it writes, line by line; it has a home of its own."""
    folder.mkdir()
    (folder / "station").mkdir()
    settings = folder / "config"
    settings.write_text(SETTINGS.format(folder=folder, zone=zone))
    around = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}

    def khal(*told: str) -> list[str]:
        command = [sys.executable, "-m", "khal", "-c", str(settings), *told]
        done = subprocess.run(command, env=around, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0 and "rror" not in done.stderr, done.stderr
        return done.stdout.splitlines()

    return khal


def taken(khal: Khal, client: Client, cast: Cast, folder: Path) -> None:
    """The feed as the product serves it, taken in once more."""
    calendars.forget()
    feed = folder / "feed.ics"
    feed.write_bytes(client.get(f"/calendar/{cast.station.code}.ics").content)
    khal("import", "--batch", "-a", "station", str(feed))


def listed(khal: Khal) -> list[str]:
    shape = "{start-date} {start-time}-{end-time}|{title}|{location}|{status}"
    return khal("list", "--day-format", "", "--format", shape, "2026-11-01", "60d")


def test_khal_lists_the_receptions_of_a_station_at_their_local_time(
    client: Client, plan: tuple[Cast, ReceptionPlan], tmp_path: Path
) -> None:
    cast, _plan = plan
    for zone, hours in (("Asia/Shanghai", "09:00-11:00"), ("UTC", "01:00-03:00")):
        khal = khal_of(folder := tmp_path / zone.replace("/", "-"), zone)
        taken(khal, client, cast, folder)
        lines = [line for line in listed(khal) if line.strip()]

        assert [line.split("|")[0] for line in lines] == [f"{NEXT} {hours}", f"{AFTER} {hours}"], zone
        assert all(cast.station.name in line and "建设路1号" in line for line in lines)


def test_khal_that_looks_again_moves_what_was_moved_and_says_what_is_cancelled(
    client: Client, plan: tuple[Cast, ReceptionPlan], tmp_path: Path
) -> None:
    cast, published = plan
    khal = khal_of(folder := tmp_path / "home", "Asia/Shanghai")
    taken(khal, client, cast, folder)
    chair = cast.actor("chair")
    actions.cancel_reception(factory.on(published, NEXT), reason="停电", by=chair)
    when = {"day": date(2026, 12, 8), "starts": time(14), "ends": time(16)}
    actions.move_reception(factory.on(published, AFTER), **when, reason="换到下午", by=chair)
    taken(khal, client, cast, folder)

    first, second = [line for line in listed(khal) if line.strip()]
    assert first.startswith(f"{NEXT} ") and "CANCELLED" in first
    assert second.startswith("2026-12-08 14:00-16:00|") and "CANCELLED" not in second
