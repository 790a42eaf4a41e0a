"""Organs for tests, made by the real actions."""

from lianxin.kit.actor import SYSTEM, Level
from lianxin.organs import actions
from lianxin.organs.models import Organ
from lianxin.people.tests.factory import COUNTY


def organ(name: str = "宁乡市水利局", kind: str = "government", **more: object) -> Organ:
    """A county department unless something else is asked for."""
    fields: dict[str, object] = {"level": Level.COUNTY, "division": COUNTY}
    return actions.register_organ(name, kind=kind, by=SYSTEM, **fields | more)
