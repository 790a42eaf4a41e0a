"""The walks' registers of staff, hand-overs and volunteers: whose they are, and the form of each verb."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Role
from lianxin.people.models import Posting
from lianxin.staff import actions
from lianxin.staff.models import HandOver, Volunteer
from lianxin.worlds.cast import TOWN
from tests.walks import Address

APPOINT = ("chair", "office", "office2")
ASKED, TAKEN = "walks：报名的人", "walks：来帮忙的人"


def populate(made: Any) -> None:
    """A hand-over within the township, two volunteers of its station, a posting that ends soon."""
    at, until = made.cast.station.code, moment.today() + timedelta(days=30)
    old = actions.appoint(Role.STATION_VICE_HEAD, TOWN, name="walks：旧人", station=at, by=SYSTEM)
    actions.hand_over(old.posting, name="walks：新人", things="钥匙一把", by=SYSTEM)
    actions.appoint(Role.STATION_HEAD, TOWN, name="walks：站长", station=at, until_day=until, by=SYSTEM)
    actions.sign_up(at, name=ASKED, phone="0700-555-0111")
    taken = actions.sign_up(at, name=TAKEN, phone="0700-555-0112")
    actions.approve_volunteer(taken, by=SYSTEM)


def addresses(made: Any) -> Iterator[Address]:
    year = moment.today().year
    for more in ("", "?state=soon", "?state=over&role=station_vice_head&q=walks", "?format=xlsx", "?format=print"):
        yield Address("desk:staff", reverse("desk:staff") + more, (*APPOINT, "strange_chair"), own=True)
    new = reverse("desk:staff_new", args=["appoint"])
    yield Address("desk:staff_new", new, (*APPOINT, "strange_chair"), forms=True, own=True)
    head = Posting.objects.get(role=Role.STATION_HEAD)
    yield Address("desk:staff_one", reverse("desk:staff_one", args=[head.code]), APPOINT)
    for verb in ("hand_over", "extend", "end", "new_password"):
        yield Address("desk:staff_act", reverse("desk:staff_act", args=[head.code, verb]), APPOINT, acts=True)
    readers = (*APPOINT, "officer", "stranger", "strange_chair", "health", "town_hall")
    yield Address("desk:handovers", reverse("desk:handovers"), readers, own=True)
    row = HandOver.objects.get()
    yield Address("desk:handovers_one", reverse("desk:handovers_one", args=[row.code]), APPOINT)
    for form in ("pdf", "docx"):
        yield Address("desk:handover_paper", reverse("desk:handover_paper", args=[row.code, form]), APPOINT)
    yield Address(
        "desk:handovers_act", reverse("desk:handovers_act", args=[row.code, "note_signed"]), APPOINT, acts=True
    )
    people_here = (*APPOINT, "officer")
    everybody = (*people_here, "stranger", "strange_chair", "volunteer")
    for more in ("", "?state=asked&q=walks", "?format=csv"):
        yield Address("desk:volunteers", reverse("desk:volunteers") + more, everybody, own=True)
    hours = reverse("desk:volunteer_hours_table", args=[year, "xlsx"])
    yield Address("desk:volunteer_hours_table", hours, (*people_here, "stranger", "strange_chair"), own=True)
    for name in (ASKED, TAKEN):
        code = Volunteer.objects.get(name=name).code
        yield Address("desk:volunteers_one", reverse("desk:volunteers_one", args=[code]), people_here)
        paper = reverse("desk:volunteer_hours", args=[code, year, "pdf"])
        yield Address("desk:volunteer_hours", paper, people_here)
        yield Address("desk:volunteer_phone", reverse("desk:volunteer_phone", args=[code]), people_here, acts=True)
        for verb in ("approve", "decline", "plan_shift", "sign_on", "sign_off", "leave"):
            path = reverse("desk:volunteers_act", args=[code, verb])
            yield Address("desk:volunteers_act", path, people_here, acts=True)


def open_addresses(made: Any) -> Iterator[Address]:
    yield Address("publicity:volunteer", reverse("publicity:volunteer", args=[made.cast.station.code]), ())


def forms(made: Any) -> Iterator[Address]:
    head, row = Posting.objects.get(role=Role.STATION_HEAD), HandOver.objects.get()
    for verb in ("hand_over", "extend", "end", "new_password"):
        yield Address("desk:staff_one", reverse("desk:staff_one", args=[head.code]) + f"?do={verb}", ("chair",))
    path = reverse("desk:handovers_one", args=[row.code]) + "?do=note_signed"
    yield Address("desk:handovers_one", path, ("chair",))
    asked, taken = Volunteer.objects.get(name=ASKED), Volunteer.objects.get(name=TAKEN)
    for verb in ("approve", "decline"):
        yield Address(
            "desk:volunteers_one", reverse("desk:volunteers_one", args=[asked.code]) + f"?do={verb}", ("chair",)
        )
    for verb in ("sign_on", "sign_off", "plan_shift", "cancel_shift", "note_papers", "give_account", "leave"):
        yield Address(
            "desk:volunteers_one", reverse("desk:volunteers_one", args=[taken.code]) + f"?do={verb}", ("chair",)
        )
