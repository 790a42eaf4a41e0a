"""What every Python process of a story's installation runs first: the one clock shows the time of the story.

`STORY_CLOCK` names a file that holds by how many seconds the story is ahead of the real time (less than 0: behind it).
It is read at every question, so that weeks go by without a restart; time itself goes on. See `stories/timing.py`.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from lianxin.kit import moment

CLOCK = Path(os.environ["STORY_CLOCK"])


def now() -> datetime:
    """As `lianxin.kit.moment.now`, in the time of the story."""
    return datetime.now(moment.SHANGHAI) + timedelta(seconds=float(CLOCK.read_text("ascii")))


moment.now = now
