"""The walks' register of organs: whose it is, and the form of each of its verbs."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level
from lianxin.organs import actions
from lianxin.organs.models import Organ
from lianxin.worlds.cast import COUNTY, TOWN
from tests.walks import Address

STAFF = ("officer", "chair", "office", "office2")
TOWNSHIP, COUNTY_ORGAN = "walks：镇上的站", "walks：撤销的局"


def populate(made: Any) -> None:
    """A township's organ, which is no other township's business; one that ended and waits for a successor."""
    day = moment.today()
    hall = actions.register_organ(TOWNSHIP, kind="government", level=Level.TOWNSHIP, division=TOWN, by=SYSTEM)
    actions.renew_contact(hall, "镇上联系人", by=SYSTEM)
    gone = actions.register_organ(COUNTY_ORGAN, kind="government", level=Level.COUNTY, division=COUNTY, by=SYSTEM)
    actions.rename_organ(gone, COUNTY_ORGAN + "二", day=day, ground="更名", by=SYSTEM)
    actions.end_organ(gone, day=day, ground="撤销", by=SYSTEM)


def addresses(made: Any) -> Iterator[Address]:
    handlers = ("health", "town_hall")
    everybody = (*STAFF, *handlers, "stranger", "strange_chair")
    yield Address("desk:organs", reverse("desk:organs"), everybody, own=True)
    for more in ("?format=xlsx", "?format=csv", "?format=print", "?q=水利&fresh=stale", "?standing=ended"):
        yield Address("desk:organs", reverse("desk:organs") + more, STAFF, own=True)
    keepers = ("chair", "office", "office2", "strange_chair")
    yield Address("desk:organs_new", reverse("desk:organs_new", args=["register_organ"]), keepers, forms=True, own=True)
    whole = (*STAFF, "stranger", "strange_chair")
    for nick, owners in (("town_hall", (*STAFF, "town_hall")), ("health", (*whole, "health"))):
        code = made.cast.organs[nick].code
        yield Address("desk:organs_one", reverse("desk:organs_one", args=[code]), owners, own=True)
        for verb in ("check_contacts", "renew_contact", "merge_organ"):
            path = reverse("desk:organs_act", args=[code, verb])
            yield Address("desk:organs_act", path, owners, acts=True, own=True)
    own = Organ.objects.get(name=TOWNSHIP)
    yield Address("desk:organs_one", reverse("desk:organs_one", args=[own.code]), STAFF)
    path = reverse("desk:organs_act", args=[own.code, "end_organ"])
    yield Address("desk:organs_act", path, STAFF, acts=True)


def forms(made: Any) -> Iterator[Address]:
    row, gone = made.cast.organs["water"], Organ.objects.get(name=COUNTY_ORGAN + "二")
    for verb in ("check_contacts", "renew_contact", "revise_organ", "rename_organ", "merge_organ", "end_organ"):
        yield Address("desk:organs_one", reverse("desk:organs_one", args=[row.code]) + f"?do={verb}", ("office",))
    path = reverse("desk:organs_one", args=[gone.code]) + "?do=name_successor"
    yield Address("desk:organs_one", path, ("office",))
