from collections.abc import Iterator
from datetime import date

import pytest

from lianxin.desk.tests.factory import Desk
from lianxin.kit import moment
from lianxin.receptions.models import Reception
from lianxin.receptions.tests import factory
from tests.world import world


@pytest.fixture
def desk(db: None) -> Desk:
    """The shared cast, each at his own browser."""
    return Desk(world())


@pytest.fixture
def desk_at_nine(db: None) -> Iterator[Desk]:
    """Monday 2 November 2026, nine o'clock."""
    with moment.at(moment.parse("2026-11-02T09:00:00+08:00")):
        yield Desk(world())


@pytest.fixture
def row(desk: Desk) -> Reception:
    """The reception of that Monday, announced and not begun."""
    return factory.on(factory.published(desk.cast), date(2026, 11, 2))
