"""A reception of today at 寸石镇, announced, with two deputies: `python -m stories.announced 09:00 09:20` books times.

Prints JSON: {"reception": code, "bookings": [number, …]}.
"""

import json
import sys
from datetime import time

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from lianxin.kit import moment
from lianxin.receptions import actions
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.stations.models import Station
from tests.populate import acting

ALL_DAY = actions.Hours(time(0), time(23, 59), place="寸石镇桐木村村部", slot_minutes=30)


def announced(*times: str) -> dict[str, object]:
    today, officer, chair = moment.today(), acting("luoxiaohe"), acting("ouyangjingan")
    station = Station.objects.get(name="寸石镇人大代表联络站")
    plan = actions.draft_plan(station, today.year, by=officer)
    actions.add_rhythm(plan, Rhythm(every=Every.DATES, dates=(today,), shift=Shift.KEEP), ALL_DAY, by=officer)
    row = plan.receptions.get()
    people = [acting(username).person_id for username in ("liuhesheng", "longxiumei")]
    actions.seat(row, [person for person in people if person is not None], by=officer)
    actions.submit_plan(plan, by=officer)
    actions.confirm_plan(plan, by=chair)
    actions.publish_plan(plan, by=officer)
    return {"reception": row.code, "bookings": [actions.book(row, at, by=officer).number for at in times]}


if __name__ == "__main__":
    print(json.dumps(announced(*sys.argv[1:])))
    sys.exit(0)
