"""The plan maker as a program of its own: what it says, what it may cost, and what happens when it fails."""

import json
import subprocess
import sys
import time

import pytest

from lianxin.receptions.making import running
from lianxin.receptions.making.running import MakingFailed, made
from lianxin.receptions.making.solving import propose
from lianxin.receptions.making.values import Request, proposal_json, proposal_of, request_json, request_of
from lianxin.receptions.tests import plans
from lianxin.receptions.tests.plans import on, person, reception, township

pytestmark = [pytest.mark.article(6), pytest.mark.once]
SMALL = township(3, stations=2, people=10, weeks=6)


def pretend(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """Another program in the maker's place."""
    monkeypatch.setattr(running, "COMMAND", (sys.executable, "-c", source))


def test_the_program_gives_the_same_plan_as_the_solver_and_tells_its_progress() -> None:
    told: list[tuple[float, str]] = []
    found = made(*SMALL, progress=lambda share, words: told.append((share, words)))
    here = propose(*SMALL)
    assert (found.chosen, found.seats, found.unmet) == (here.chosen, here.seats, here.unmet)
    assert plans.breaches(SMALL, found) == []
    assert told[0] == (0.0, "排日子") and told[-1] == (1.0, "排好了")


def test_the_solver_lives_in_the_program_only_and_the_program_knows_no_django() -> None:
    parent = (
        "import sys, lianxin.receptions.making.running; print([m for m in ('numpy', 'highspy') if m in sys.modules])"
    )
    child = "import sys, lianxin.receptions.making.__main__; print([m for m in ('django',) if m in sys.modules])"
    for source in (parent, child):
        done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]", source


def test_the_program_gets_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a-secret")
    told: list[str] = []
    pretend(monkeypatch, "import json, os; print(json.dumps({'progress': 0, 'step': 'days', 'all': dict(os.environ)}))")
    monkeypatch.setattr(running, "step_words", lambda step: step)
    monkeypatch.setattr(running.json, "loads", lambda line, load=json.loads: told.append(line) or load(line))
    with pytest.raises(MakingFailed):
        made(*SMALL)
    assert told and "a-secret" not in told[0]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("raise SystemExit(3)", "中途停了"),
        ("print('no JSON at all'); print('[1]')", "中途停了"),
        ('print(\'{"proposal": {"chosen": 1}}\')', "读不懂"),
        ("print('{\"proposal\": {}}')", "读不懂"),
        ('print(\'{"failed": "time"}\')', "限定的时间"),
        ("import os; os.abort()", "中途停了"),
        ("import sys; sys.stdin.close()", "中途停了"),
    ],
)
def test_a_program_that_fails_is_a_sentence_for_the_user(
    monkeypatch: pytest.MonkeyPatch, source: str, sentence: str
) -> None:
    pretend(monkeypatch, source)
    with pytest.raises(MakingFailed, match=sentence):
        made(*SMALL)


def test_a_program_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "COMMAND", ("/nowhere/python",))
    with pytest.raises(MakingFailed, match="没有启动"):
        made(*SMALL)


def test_a_program_that_hangs_is_ended_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(running, "GRACE_SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(MakingFailed, match="限定的时间"):
        made(*SMALL, limit_seconds=0.1)
    assert time.monotonic() - began < 5


def test_who_stops_listening_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "print('{\"progress\": 0.5}', flush=True)\nimport time; time.sleep(60)")
    started: list[subprocess.Popen[str]] = []
    start = running._started
    monkeypatch.setattr(running, "_started", lambda errors: started.append(start(errors)) or started[0])

    def stop(_share: float, _words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(*SMALL, progress=stop)
    assert started[0].poll() is not None


def test_an_impossible_request_is_refused_in_words() -> None:
    with pytest.raises(MakingFailed, match="时间或者人数填得不对"):
        made([reception("m", on(0, 11, 9))], [])


def test_requests_and_proposals_come_back_from_json_as_they_were() -> None:
    asked = Request(*map(tuple, township(7)), limit_seconds=3)  # type: ignore[arg-type]
    assert request_of(json.loads(json.dumps(request_json(asked)))) == asked
    found = propose([reception("m", on(0), needs=2)], [person(1, least=2)])
    assert proposal_of(json.loads(json.dumps(proposal_json(found)))) == found
