"""Declarations for tests, made by the real actions."""

from lianxin.interests import actions
from lianxin.interests.models import Declaration
from lianxin.opinions.tests.factory import Scene

FIRM, SHORT, KIN = "新邵县青岚井水业有限责任公司", "青岚井水厂", "内弟青岚"


def declaration(s: Scene, deputy: str = "long", **more: object) -> Declaration:
    """A kinsman's firm, with a short name that residents use."""
    given: dict[str, object] = {"kind": "kin_firm", "name": FIRM, "others": SHORT, "relation": KIN}
    return actions.declare(by=s.actor(deputy), **given | more)  # type: ignore[arg-type]
