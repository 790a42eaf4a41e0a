"""When a story happens. The served product is told the time, so that a story can be told on any day of the real year.

The product itself has no such switch: the tests put a module before it (`watch/sitecustomize.py`), which its processes
read at their start. A story's clock goes, and can be set forward; the ledger would not take a time that goes back.
"""

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from lianxin.kit import moment

ROOT = Path(__file__).resolve().parent.parent
WATCH = Path(__file__).resolve().parent / "watch"


@dataclass
class Clock:
    """The clock of one installation. Without a file it is the real one and cannot be set."""

    path: Path | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the processes of the installation need to know."""
        if self.path is None:
            return {}
        return {"STORY_CLOCK": str(self.path), "PYTHONPATH": os.pathsep.join((str(WATCH), str(ROOT)))}

    def now(self) -> datetime:
        ahead = float(self.path.read_text("ascii")) if self.path else 0.0
        return datetime.now(moment.SHANGHAI) + timedelta(seconds=ahead)

    def today(self) -> date:
        return self.now().date()

    def show(self, at: datetime) -> None:
        """It is `at` now; never earlier than it was."""
        assert self.path is not None, "the real clock is not set"
        assert not self.path.exists() or at >= self.now(), f"{at} is over already: it is {self.now()}"
        written = self.path.with_suffix(".new")
        written.write_text(str((at - datetime.now(moment.SHANGHAI)).total_seconds()), "ascii")
        written.replace(self.path)  # whoever asks meanwhile reads the old time or the new one
