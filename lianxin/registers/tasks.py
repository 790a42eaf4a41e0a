"""Large files are looked at and brought in here; what nobody confirmed goes after a day."""

from lianxin.kit.clockwork import Periodic
from lianxin.registers.actions import next_step, sweep

TASKS = [
    Periodic("registers.uploads", seconds=3, run=next_step),
    Periodic("registers.sweep", seconds=3600, run=sweep),
]
