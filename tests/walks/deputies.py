"""The walks' registers of deputies, terms and groups, and a deputy's own page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from lianxin.deputies import actions
from lianxin.deputies.models import CongressTerm, DeputyGroup
from lianxin.deputies.tests.factory import JPEG
from lianxin.kit.actor import SYSTEM
from lianxin.worlds.cast import COUNTY, TOWN
from tests.walks import Address

STAFF = ("officer", "chair", "office", "office2")
NEXT = ("stranger", "strange_chair")
KEEPERS = ("chair", "office", "office2")
SCREENS = ("long", "liu", "yang", "ma", "stranger_deputy")
GROUP = "walks：寸石镇代表小组"


def populate(made: Any) -> None:
    """The terms of the county and the township, a photo, a group, a request to put something right."""
    for code, name in ((COUNTY, "新邵县人民代表大会"), (TOWN, "寸石镇人民代表大会")):
        actions.open_term(code, number=18, name=name, began_on=date(2021, 12, 1), quota=60, by=SYSTEM)
    liu, yang = made.cast.people["liu"], made.cast.people["yang"]
    for who in (liu, yang):
        actions.give_photo(who, JPEG, by=SYSTEM)
    group = actions.found_group(GROUP, division=TOWN, by=SYSTEM)
    actions.join_group(group, liu, by=SYSTEM)
    actions.ask_correction(liu, "workplace", f"桐木村{made.marks.said}", by=SYSTEM)
    actions.suspend(yang.mandates.get(), kind="in_custody", by=SYSTEM)
    actions.resume(yang.mandates.get(), kind="ground_gone", by=SYSTEM)


def addresses(made: Any) -> Iterator[Address]:
    for name in ("deputies", "terms"):
        for more in ("", "?format=print"):
            yield Address(f"desk:{name}", reverse(f"desk:{name}") + more, (*STAFF, *NEXT), own=True)
    for more in ("?format=xlsx", "?format=csv", "?q=刘&level=4&state=active&lack=photo", "?state=none&lack=station"):
        yield Address("desk:deputies", reverse("desk:deputies") + more, (*STAFF, *NEXT), own=True)
    yield Address("desk:groups", reverse("desk:groups"), (*STAFF, *NEXT, *SCREENS), own=True)
    makers = (*KEEPERS, "strange_chair")
    for name, verb in (("deputies", "register_person"), ("terms", "open_term"), ("groups", "found_group")):
        yield Address(f"desk:{name}_new", reverse(f"desk:{name}_new", args=[verb]), makers, forms=True, own=True)
    yield Address("desk:my_card", reverse("desk:my_card"), SCREENS, forms=True, own=True)
    yield from _liu(made)
    yield from _terms()
    code = DeputyGroup.objects.get(name=GROUP).code
    yield Address("desk:groups_one", reverse("desk:groups_one", args=[code]), (*STAFF, "liu"))
    for verb in ("join_group", "lead_group", "leave_group", "renew_group", "dissolve_group"):
        yield Address("desk:groups_act", reverse("desk:groups_act", args=[code, verb]), (*STAFF, "liu"), acts=True)


def _liu(made: Any) -> Iterator[Address]:
    code = made.cast.people["liu"].code
    yield Address("desk:deputies_one", reverse("desk:deputies_one", args=[code]), STAFF)
    yield Address("desk:deputy_photo", reverse("desk:deputy_photo", args=[code]), (*STAFF, "liu"))
    yield Address("desk:deputy_mobile", reverse("desk:deputy_mobile", args=[code]), STAFF, acts=True)
    for verb in PERSON_VERBS:
        yield Address("desk:deputies_act", reverse("desk:deputies_act", args=[code, verb]), STAFF, acts=True)


def _terms() -> Iterator[Address]:
    town, county = (CongressTerm.objects.get(congress=code).code for code in (TOWN, COUNTY))
    yield Address("desk:terms_one", reverse("desk:terms_one", args=[town]), STAFF)
    yield Address("desk:terms_one", reverse("desk:terms_one", args=[county]), (*STAFF, *NEXT), own=True)
    yield Address("desk:terms_act", reverse("desk:terms_act", args=[town, "renew_term"]), STAFF, acts=True)
    yield Address("desk:term_change", reverse("desk:term_change", args=[town]), KEEPERS, forms=True)
    yield Address("desk:term_change", reverse("desk:term_change", args=[county]), ("office", "office2"), forms=True)


PERSON_VERBS = (
    "renew_person", "give_photo", "remove_photo", "grant_mandate", "renew_mandate", "suspend", "end", "correct",
    "decline_correction",
)  # fmt: skip


def forms(made: Any) -> Iterator[Address]:
    liu, code = made.cast.people["liu"], DeputyGroup.objects.get(name=GROUP).code
    for verb in PERSON_VERBS:
        yield Address("desk:deputies_one", reverse("desk:deputies_one", args=[liu.code]) + f"?do={verb}", ("office",))
    for verb in ("join_group", "lead_group", "leave_group", "renew_group", "dissolve_group"):
        yield Address("desk:groups_one", reverse("desk:groups_one", args=[code]) + f"?do={verb}", ("chair",))
    town = CongressTerm.objects.get(congress=TOWN).code
    yield Address("desk:terms_one", reverse("desk:terms_one", args=[town]) + "?do=renew_term", ("chair",))
