"""What is wrong with a file or with one cell of it, said so that a person can put it right."""

from dataclasses import dataclass


class BadFile(Exception):
    """A file that cannot be read at all; the message says what it is and what to do."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `row` is 1-based, 0 for the whole sheet; `column` a letter, '' for the whole row."""

    sheet: str
    row: int
    column: str
    title: str
    """The head over the column, as the product calls it."""
    read: str
    """What stands there."""
    advice: str
    """What to do."""

    def as_cells(self) -> tuple[str, int, str, str, str, str]:
        return (self.sheet, self.row, self.column, self.title, self.read, self.advice)
