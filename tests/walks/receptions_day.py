"""The walks' reception day: whose screen it is, the sheet, what was written, and what is pressed."""

from collections.abc import Iterator
from datetime import time
from typing import Any

from django.urls import reverse

from lianxin.kit import moment
from lianxin.receptions import actions
from lianxin.receptions.models import Reception, ReceptionPlan
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from tests.walks import Address

WRITERS = ("officer", "chair", "office", "office2", "liu", "long", "yang", "ma")
CALLERS = (*WRITERS, "volunteer")
TELLERS = ("officer", "chair", "office", "office2")
PLACE = "walks：接待现场"
PRESSED = ("open", "next", "call", "skip", "come_back", "leave", "attend", "ticket", "arrive", "close", "nobody")


def populate(made: Any) -> None:
    """Today's reception: one was received, one is inside, one was passed over, two wait, one has booked."""
    cast, day = made.cast, moment.today()
    chair, officer = cast.actor("chair"), cast.actor("officer")
    plan = ReceptionPlan.objects.filter(station=cast.station, year=day.year).first()
    plan = plan or actions.draft_plan(cast.station, day.year, by=officer)
    hours = actions.Hours(time(0, 1), time(23, 58), place=PLACE)
    actions.add_rhythm(plan, Rhythm(every=Every.DATES, dates=(day,), shift=Shift.KEEP), hours, by=officer)
    row = _row()
    actions.seat(row, [cast.people["liu"].pk, cast.people["yang"].pk], by=officer)
    actions.submit_plan(plan, by=officer)
    actions.confirm_plan(plan, by=chair)
    actions.publish_plan(plan, by=officer)
    actions.open_reception(row, by=officer)
    actions.attend(row.seats.order_by("pk")[0], by=officer)
    times = [slot for slot in row.slots.order_by("at") if slot.at > moment.now().time()]
    if times:  # none is left a few minutes before midnight
        actions.book(row, f"{times[-1].at:%H:%M}", by=officer, contact="0700-555-0166")
    for _ in range(5):
        actions.take_ticket(row, by=officer)
    matter = actions.Matter(f"路口的井盖坏了（{made.marks.said}）", place=f"桐木村{made.marks.said}")
    called = [actions.call_next(row, by=officer) for _ in range(3)]
    actions.note_visit(row, actions.Sheet((matter,)), by=officer, ticket=called[0])
    actions.print_sheets(row, 2, by=officer)
    actions.skip(called[1], by=officer)  # type: ignore[arg-type]


def _row() -> Reception:
    return Reception.objects.select_related("station", "plan").get(place=PLACE)


def screen() -> str:
    """The screen of the day."""
    return reverse("desk:reception_day", args=[_row().code])


def addresses(made: Any) -> Iterator[Address]:
    row = _row()
    yield Address("desk:reception_day", screen(), CALLERS)
    for booking in row.bookings.order_by("pk")[:1]:
        for name, acts in (("booking", {}), ("booking_contact", {"acts": True}), ("booking_cancel", {"acts": True})):
            yield Address(f"desk:{name}", reverse(f"desk:{name}", args=[booking.number]), TELLERS, **acts)
    yield Address("desk:reception_book", reverse("desk:reception_book", args=[row.code]), CALLERS, forms=True)
    sheet = reverse("desk:reception_sheet", args=[row.code])
    for more in ("", "?number=3"):
        yield Address("desk:reception_sheet", sheet + more, WRITERS, forms=True)
    visit = row.visits.get().code
    yield Address("desk:reception_visit", reverse("desk:reception_visit", args=[row.code, visit]), WRITERS)
    yield Address("desk:reception_filled", reverse("desk:reception_filled", args=[row.code, visit]), WRITERS)
    paper = reverse("desk:reception_paper", args=[row.code, 1])
    yield Address("desk:reception_paper", paper, WRITERS, forms=True)
    blank = reverse("desk:reception_papers", args=[row.code]) + "?first=1&last=2"
    yield Address("desk:reception_papers", blank, WRITERS, forms=True)
    for verb in PRESSED:
        path = reverse("desk:reception_day_act", args=[row.code, verb])
        yield Address("desk:reception_day_act", path, CALLERS, acts=True)
