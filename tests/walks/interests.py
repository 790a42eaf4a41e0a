"""The walks' declarations and recusals: what a deputy declared is his own and the named reader's."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lianxin.interests import actions
from lianxin.interests.models import Declaration, Recusal
from lianxin.opinions import actions as opinions
from tests.walks import Address

DEPUTIES = ("long", "liu", "yang", "ma", "stranger_deputy")


def populate(made: Any) -> None:
    """A firm that bears the secret word; a matter from which its owner stepped back."""
    long, word = made.scene.actor("long"), made.marks.secret
    actions.declare(kind="kin_firm", name=f"{word}有限公司", others=f"{word}厂", relation=f"妻弟{word}", by=long)
    row = opinions.recuse(made.scene.passed_on(), words=f"因为{word}", by=long)
    made.opinions["recused"] = row


def addresses(made: Any) -> Iterator[Address]:
    for more in ("", "?format=print"):
        yield Address("desk:interests", reverse("desk:interests") + more, (*DEPUTIES, "reader"), own=True)
    everybody = (*DEPUTIES, "reader", "office", "office2")
    yield Address("desk:recusals", reverse("desk:recusals"), everybody, own=True)
    for verb, owners in (("declare", DEPUTIES), ("check_declarations", ("long",))):
        yield Address("desk:interests_new", reverse("desk:interests_new", args=[verb]), owners, forms=True, own=True)
    code = Declaration.objects.get().code
    yield Address("desk:interests_one", reverse("desk:interests_one", args=[code]), ("long", "reader"), secret=True)
    for verb in ("revise_declaration", "withdraw_declaration"):
        path = reverse("desk:interests_act", args=[code, verb])
        yield Address("desk:interests_act", path, ("long", "reader"), acts=True, secret=True)
    fact = Recusal.objects.get(subject=made.opinions["recused"].number).code
    owners = ("long", "reader", "office", "office2")
    yield Address("desk:recusals_one", reverse("desk:recusals_one", args=[fact]), owners)


def forms(made: Any) -> Iterator[Address]:
    path = reverse("desk:interests_one", args=[Declaration.objects.get().code])
    for verb in ("revise_declaration", "withdraw_declaration"):
        yield Address("desk:interests_one", f"{path}?do={verb}", ("long",))
