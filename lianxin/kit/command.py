"""What a room offers on the command line; `lianxin.config.cli` gathers them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


def _nothing(parser: ArgumentParser) -> None:
    """A command without arguments."""


@dataclass(frozen=True)
class Command:
    """`name` is one or two words ("ledger verify"); `run` returns the exit code (0 done, 1 refused, 2 usage)."""

    name: str
    help: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = _nothing


class CommandFailed(Exception):
    """Ends a command with exit code 1 and this one line."""
