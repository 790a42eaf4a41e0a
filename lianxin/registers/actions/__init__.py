"""Whole registers in: handed in, looked at, confirmed, carried out."""

from lianxin.registers.actions.handing_in import (
    answer,
    carry_out,
    check,
    confirm,
    drop,
    hand_in,
    next_step,
    progress_of,
    report_of,
    sweep,
)
from lianxin.registers.actions.importing import bring, look

__all__ = [
    "answer",
    "bring",
    "carry_out",
    "check",
    "confirm",
    "drop",
    "hand_in",
    "look",
    "next_step",
    "progress_of",
    "report_of",
    "sweep",
]
