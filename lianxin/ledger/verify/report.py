"""What a check found, in words a clerk can read."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

MOST = 200
"""Findings of one kind that are written out; the rest are counted."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was recorded. `column` is '' where it cannot be known."""

    kind: str
    table: str
    row: str
    column: str
    words: str


@dataclass
class Report:
    """The outcome of `ledger verify`."""

    findings: list[Finding] = field(default_factory=list)
    entries: int = 0
    sealed: int = 0
    unsealed: int = 0
    erased: int = 0
    checkpoints: int = 0
    promises: int = 0
    rows: int = 0
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> bool:
        return not self.counts

    def find(self, kind: str, table: str, row: object, words: str, column: str = "") -> None:
        """Write down one finding."""
        self.counts[kind] += 1
        if self.counts[kind] <= MOST:
            self.findings.append(Finding(kind, table, str(row), column, words))

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return asdict(self) | {"whole": self.whole, "counts": dict(self.counts)}
