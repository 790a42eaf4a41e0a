"""The life of a station: proposed, approved, closed or merged; one that is no more keeps its history and its code."""

from lianxin.kit.workflow import Workflow
from lianxin.stations.rules import State

TABLE: Workflow[State] = Workflow(
    ("open", {State.PLANNED}, State.OPEN),
    ("revise", {State.PLANNED, State.RETURNED}, State.PLANNED),
    ("approve", {State.PLANNED}, State.OPEN),
    ("return_proposal", {State.PLANNED}, State.RETURNED),
    ("close", {State.PLANNED, State.RETURNED, State.OPEN}, State.CLOSED),
    ("merge", {State.OPEN, State.CLOSED}, State.MERGED),
    ("reopen", {State.CLOSED, State.MERGED}, State.OPEN),
)
