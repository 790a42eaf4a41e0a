"""The walks' figures of kept plans: whoever sees a station's plans sees its figures."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lianxin.receptions.models import ReceptionPlan
from lianxin.receptions.workflow import PlanState
from tests.walks import Address
from tests.walks.receptions_year import HERE, THERE, YEAR


def addresses(made: Any) -> Iterator[Address]:
    everybody = tuple(dict.fromkeys((*HERE, *THERE)))
    for more in ("", "?format=csv", "?format=print", f"?year={YEAR}"):
        yield Address("desk:keeping", reverse("desk:keeping") + more, everybody, own=True)
    plan = ReceptionPlan.objects.filter(station=made.cast.next_station, state=PlanState.PUBLISHED).order_by("pk")[0]
    yield Address("desk:keeping_one", reverse("desk:keeping_one", args=[plan.code]), THERE)
