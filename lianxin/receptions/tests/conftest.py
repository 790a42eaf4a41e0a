from collections.abc import Iterator
from datetime import date

import pytest

from lianxin.kit import moment
from lianxin.receptions.models import Reception
from lianxin.receptions.tests import factory
from lianxin.receptions.tests.device import NOON, Device
from lianxin.worlds.cast import Cast
from tests.world import world


@pytest.fixture
def cast(db: None) -> Cast:
    """The shared cast."""
    return world()


@pytest.fixture
def november() -> object:
    """Monday 2 November 2026, half past eight."""
    with moment.at(moment.parse("2026-11-02T08:30:00+08:00")) as found:
        yield found


@pytest.fixture
def reception(cast: Cast, november: object) -> Reception:
    """Today's, announced."""
    return factory.on(factory.published(cast), date(2026, 11, 2))


@pytest.fixture
def device(cast: Cast, reception: Reception) -> Device:
    """Prepared by the officer for a day without network."""
    return Device.of(reception, cast.actor("officer"))


@pytest.fixture
def noon(device: Device) -> Iterator[None]:
    """The device was prepared at half past eight; now it is back in the net."""
    with moment.at(NOON):
        yield
