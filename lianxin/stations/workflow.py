"""The life of a station: planned, open, closed; a closed one keeps its history and its code."""

from lianxin.kit.workflow import Workflow
from lianxin.stations.rules import State

TABLE: Workflow[State] = Workflow(
    ("open", {State.PLANNED, State.CLOSED}, State.OPEN),
    ("close", {State.PLANNED, State.OPEN}, State.CLOSED),
)
