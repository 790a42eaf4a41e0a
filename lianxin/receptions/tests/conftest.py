import pytest

from lianxin.kit import moment
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
