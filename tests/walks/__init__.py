"""The walks' areas: a module for each register of the desk, beside `tests/addresses.py`.

A module may have `populate(made)` (rows for the populated county, by the real actions), `addresses(made)` and
`open_addresses(made)` (addresses with their owners, said there and not asked of the guards), `forms(made)` (the form of
each verb, `?do=verb`, with one who may use it), and `ELSEWHERE` (addresses left out, and why).
"""

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Address:
    """One address: the name of its pattern, and who gets what there. `acts`: POST only."""

    name: str
    path: str
    owners: tuple[str, ...]
    acts: bool = False
    forms: bool = False
    own: bool = False
    """Everybody has this page for himself: a stranger gets his own, with nothing of others."""
    moves: str = ""
    """Where it leads instead of answering 200."""
    secret: bool = False


def areas(name: str) -> Iterator[Any]:
    """What the areas call `name`, in the order of the modules' names."""
    for found in pkgutil.iter_modules(__path__):
        module = import_module(f"{__name__}.{found.name}")
        if hasattr(module, name):
            yield getattr(module, name)
