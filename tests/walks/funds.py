"""The walks' memo ledger: whose it is, and the form of each verb."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lianxin.funds import actions
from lianxin.funds.actions import Bill
from lianxin.funds.models import Allocation, Expenditure, FundSource
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.worlds.cast import COUNTY, TOWN
from tests.walks import Address

KEEPERS = ("chair", "office", "office2")
HERE = (*KEEPERS, "officer", "auditor", "city")


def populate(made: Any) -> None:
    """A county's money, part of it given to the township, one expenditure booked and one waiting."""
    today = moment.today()
    source = actions.open_source("walks：县里的钱", "county", COUNTY, today.year, 100_000_00, by=SYSTEM)
    given = actions.allocate(source, TOWN, 20_000_00, by=SYSTEM)
    for who, item in (("chair", "walks：站牌"), ("officer", "walks：登记表")):
        bill = Bill(today, "signs", item, 300_00, "1-1", "欧阳静安")
        actions.spend(source, bill, by=made.scene.actor(who), allocation=given, station=made.cast.station)


def addresses(made: Any) -> Iterator[Address]:
    everybody = (*HERE, "stranger", "strange_chair")
    for name in ("funds", "allocations", "spending"):
        for more in ("", "?format=print"):
            yield Address(f"desk:{name}", reverse(f"desk:{name}") + more, everybody, own=True)
    for name, more in (("funds", "?format=xlsx&year=2026"), ("spending", "?format=csv&state=waiting&q=walks")):
        yield Address(f"desk:{name}", reverse(f"desk:{name}") + more, everybody, own=True)
    for form in ("pdf", "docx"):
        at = reverse("desk:funds_report", args=[moment.today().year, form])
        yield Address("desk:funds_report", at, everybody, own=True)
    new = reverse("desk:funds_new", args=["open_source"])
    yield Address("desk:funds_new", new, (*KEEPERS, "strange_chair"), forms=True, own=True)
    for verb in ("spend", "bring_in"):
        at = reverse("desk:spending_new", args=[verb])
        yield Address("desk:spending_new", at, (*KEEPERS, "officer", "stranger", "strange_chair"), forms=True, own=True)
    source, given = FundSource.objects.get(), Allocation.objects.get()
    for name, row, verbs in (
        ("funds", source, ("allocate", "raise_source")),
        ("allocations", given, ("correct",)),
        *(("spending", row, ("approve", "refuse", "correct")) for row in Expenditure.objects.order_by("pk")),
    ):
        owners = HERE if name == "spending" else tuple(nick for nick in HERE if nick != "officer")
        yield Address(f"desk:{name}_one", reverse(f"desk:{name}_one", args=[row.code]), owners)
        for verb in verbs:
            yield Address(f"desk:{name}_act", reverse(f"desk:{name}_act", args=[row.code, verb]), owners, acts=True)


def forms(made: Any) -> Iterator[Address]:
    source, given = FundSource.objects.get(), Allocation.objects.get()
    booked, waiting = Expenditure.objects.get(state="booked"), Expenditure.objects.get(state="waiting")
    for name, row, verbs, nick in (
        ("funds", source, ("allocate", "raise_source"), "office"),
        ("allocations", given, ("correct",), "office"),
        ("spending", booked, ("correct",), "chair"),
        ("spending", waiting, ("approve", "refuse"), "chair"),
    ):
        for verb in verbs:
            yield Address(f"desk:{name}_one", reverse(f"desk:{name}_one", args=[row.code]) + f"?do={verb}", (nick,))
