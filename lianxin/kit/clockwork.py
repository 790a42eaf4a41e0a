"""Work that comes round by itself. Each run is an idempotent pull: missing one, or running twice, does no harm."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Periodic:
    """Run `run` every `seconds` in the worker."""

    name: str
    seconds: int
    run: Callable[[], object]
