"""The 14 articles of the guidance (filled by guidance)."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def article(number: int, words: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a rule with the article it keeps."""

    def mark(rule: Callable[P, R]) -> Callable[P, R]:
        return rule

    return mark
