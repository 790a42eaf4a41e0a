import pytest

from lianxin.desk.tests.factory import Desk
from tests.world import world


@pytest.fixture
def desk(db: None) -> Desk:
    """The shared cast, each at his own browser."""
    return Desk(world())
