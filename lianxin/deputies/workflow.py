"""The life of a mandate: suspended and ended ones leave every roster at once and stay as history."""

from lianxin.deputies.rules import MandateState
from lianxin.kit.workflow import Workflow

TABLE: Workflow[MandateState] = Workflow(
    ("suspend", {MandateState.ACTIVE}, MandateState.SUSPENDED),
    ("resume", {MandateState.SUSPENDED}, MandateState.ACTIVE),
    ("end", {MandateState.ACTIVE, MandateState.SUSPENDED}, MandateState.ENDED),
)
