"""Who may do what with a plan and its receptions: everybody of the cast, against a list of its own."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from lianxin.kit import moment
from lianxin.receptions import permissions
from lianxin.receptions.models import Reception
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.article(3), pytest.mark.article(6)]
EVERYBODY = (
    "officer chair volunteer office liu long yang ma reader health city auditor stranger strange_chair stranger_deputy"
).split()
HEADS = {"chair", "office", "office2"}
STAFF = HEADS | {"officer"}
DEPUTIES = {"liu", "long", "yang", "ma"}
MAY: dict[str, set[str]] = {
    "may_draft_plan": STAFF | {"liu"},
    "may_edit_plan": STAFF | {"liu"},
    "may_submit_plan": STAFF | {"liu"},
    "may_confirm_plan": HEADS,
    "may_give_plan_back": HEADS,
    "may_publish_plan": STAFF,
    "may_use_room": STAFF,
    "may_correct": STAFF,
    "may_substitute": STAFF | {"liu"},
    "may_run_day": STAFF | DEPUTIES,
    "may_call": STAFF | DEPUTIES | {"volunteer"},
    "may_book_for": STAFF | DEPUTIES | {"volunteer"},
    "may_see_booker": STAFF,
}


@pytest.fixture
def scene() -> Iterator[tuple[Cast, Reception]]:
    """Noon of Monday 2 November 2026, the plan published."""
    with moment.at(moment.parse("2026-11-02T12:00:00+08:00")):
        cast = world()
        yield cast, factory.on(factory.published(cast, rhythm=factory.ONE_DAY), date(2026, 11, 9))


def _subject(guard: str, reception: Reception) -> Any:
    if guard in ("may_draft_plan", "may_use_room"):
        return reception.station
    return reception.plan if guard.endswith("_plan") else reception


@pytest.mark.parametrize("guard", sorted(MAY))
def test_guard_lets_in_whom_the_list_names_and_nobody_else(scene: tuple[Cast, Reception], guard: str) -> None:
    cast, reception = scene
    allowed: Callable[..., bool] = getattr(permissions, guard)

    found = {nick for nick in EVERYBODY if allowed(cast.actor(nick), _subject(guard, reception))}

    assert found == MAY[guard] & set(EVERYBODY)


def test_leave_is_asked_by_the_deputy_himself_or_noted_by_the_station(scene: tuple[Cast, Reception]) -> None:
    cast, reception = scene
    yang = cast.people["yang"].pk

    found = {nick for nick in EVERYBODY if permissions.may_ask_leave(cast.actor(nick), reception, yang)}

    assert found == {"yang", "liu", "officer", "chair", "office"}


def test_plan_is_seen_where_it_belongs_and_by_no_stranger(scene: tuple[Cast, Reception]) -> None:
    cast, reception = scene

    found = {nick for nick in EVERYBODY if reception in permissions.visible_to(cast.actor(nick))}

    assert found == (STAFF | DEPUTIES | {"volunteer", "city", "auditor"}) & set(EVERYBODY)
    assert set(permissions.plans_visible_to(cast.actor("stranger"))) == set()
