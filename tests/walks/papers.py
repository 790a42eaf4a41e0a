"""The walks' papers: whose they are; a liaison officer prints too."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from tests.walks import Address

HERE = ("officer", "chair", "volunteer", "office", "office2", "long", "liu", "yang", "ma", "city", "auditor")
"""Whoever sees the station at his desk prints for it."""


def addresses(made: Any) -> Iterator[Address]:
    code = made.cast.station.code
    everybody = (*HERE, "stranger", "strange_chair")
    yield Address("desk:papers", reverse("desk:papers"), everybody, own=True)
    yield Address("desk:papers_one", reverse("desk:papers_one", args=[code]), HERE, own=True)
    for paper, form in (("sign", "pdf"), ("roster", "docx")):
        yield Address("desk:station_paper", reverse("desk:station_paper", args=[code, paper, form]), HERE)
    path = reverse("desk:area_roster", args=["docx"])
    yield Address("desk:area_roster", path, ("chair", "office", "office2", "strange_chair"), own=True)
    deputy = made.cast.people["long"].code
    yield Address("desk:deputy_paper", reverse("desk:deputy_paper", args=[deputy, "pdf"]), HERE)
