"""The demo county can be built on whatever day somebody first starts it, days of rest behind it or not."""

from collections.abc import Iterator
from datetime import date, timedelta
from unittest.mock import MagicMock

import pytest

from lianxin.kit import moment
from lianxin.opinions import actions as opinions
from lianxin.worlds.demo import STORIES
from lianxin.worlds.playing import Move, Player

pytestmark = pytest.mark.django_db
FIRST = date(2026, 11, 23)
SPOKEN = [story for story in STORIES if any(step.verb == "raise_in_speech" for step in story.steps)]


def speeches(player: Player) -> Iterator[Move]:
    return (move for move in player.moves(SPOKEN) if move.step.verb == "raise_in_speech")


def test_a_speech_is_never_written_down_before_its_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    raised = MagicMock()
    monkeypatch.setattr(opinions, "raise_in_speech", raised)
    for days in range(371):
        player = Player(MagicMock(), FIRST + timedelta(days=days))
        player.voices = MagicMock()
        for move in speeches(player):
            with moment.at(move.at):
                player._act(move)
            assert raised.call_args.kwargs["on"] <= move.at.date(), player.today
    assert raised.call_count >= 371
