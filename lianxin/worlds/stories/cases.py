"""The acceptance cases of the domain brief (section 13) as they were written down."""

import json
from pathlib import Path

from lianxin.worlds.script import Step, Story

SOURCE = Path(__file__).parent.parent / "data" / "acceptance_opinions.json"
CASES: dict[str, dict[str, str]] = {case["id"]: case for case in json.loads(SOURCE.read_text("utf-8"))}


def case(key: str, station: str, days: int, channel: str, *steps: Step, **more: object) -> Story:
    """The story of a case: its own words, and the road they took."""
    return Story(key, station, days, channel, CASES[key]["text"], steps, **more)  # type: ignore[arg-type]
