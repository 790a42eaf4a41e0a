"""The file adapter: whole files, once, again after a failure, and failures kept."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.outbox import actions, queries, tasks
from lianxin.outbox.models import Message
from lianxin.outbox.rules import MAX_ATTEMPTS, State, wait_after
from lianxin.outbox.tests import factory as f

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outgoing(settings, tmp_path: Path) -> Path:
    settings.OUTGOING_ROOT = tmp_path / "outgoing"
    return settings.OUTGOING_ROOT


def test_message_of_form_file_becomes_one_json_file(outgoing: Path) -> None:
    message = f.told("A234", form="file", to_kind="organ")
    assert tasks.deliver() == 1
    (path,) = outgoing.iterdir()
    content = json.loads(path.read_text("utf-8"))
    assert path.name == f"{message.pk}.json"
    assert (content["to_kind"], content["to_ref"], content["params"]["day"]) == ("organ", "A234", "11月23日")
    message.refresh_from_db()
    assert (message.state, message.delivered_by, message.attempts) == (State.DELIVERED, "system", 1)


def test_delivering_again_does_nothing(outgoing: Path) -> None:
    f.told(form="file")
    assert (tasks.deliver(), tasks.deliver()) == (1, 0)
    assert len(list(outgoing.iterdir())) == 1


def test_crash_before_the_commit_writes_the_same_file_again(outgoing: Path) -> None:
    message = f.told(form="file")
    first = tasks.write_file(outgoing, message).read_bytes()
    assert tasks.deliver() == 1
    (path,) = outgoing.iterdir()
    assert path.read_bytes() == first


def test_what_a_person_must_tell_is_not_touched() -> None:
    f.told(form="paper")
    assert tasks.deliver() == 0


def test_failure_waits_is_kept_and_tried_again(outgoing: Path) -> None:
    outgoing.write_text("a file where the folder should be")
    with moment.at(datetime(2026, 11, 23, 9, 0, tzinfo=moment.SHANGHAI)):
        message = f.told(form="file")
        assert tasks.deliver() == 0
        message.refresh_from_db()
        assert (message.state, message.attempts) == (State.WAITING, 1)
        assert "FileExistsError" in message.last_error
        assert message.try_after == moment.now() + timedelta(minutes=1)
        outgoing.unlink()
        assert tasks.deliver() == 0
        moment.pass_time(minutes=1)
        assert tasks.deliver() == 1
    message.refresh_from_db()
    assert (message.state, message.last_error) == (State.DELIVERED, "")


def test_one_failure_does_not_hold_up_the_others(outgoing: Path, monkeypatch) -> None:
    bad, good = f.told("bad", form="file"), f.told("good", form="file")
    write = tasks.write_file

    def sometimes(folder: Path, message: Message) -> Path:
        if message.pk == bad.pk:
            raise OSError(28, "No space left on device")
        return write(folder, message)

    monkeypatch.setattr(tasks, "write_file", sometimes)
    assert tasks.deliver() == 1
    good.refresh_from_db()
    assert good.state == State.DELIVERED


@pytest.mark.article(9)
def test_after_the_last_attempt_a_person_must_see_to_it(outgoing: Path) -> None:
    outgoing.write_text("in the way")
    message = f.told(form="file")
    Message.objects.update(attempts=MAX_ATTEMPTS - 1)
    assert tasks.deliver() == 0
    message.refresh_from_db()
    assert message.state == State.FAILED
    assert [m.pk for m in queries.failed(SYSTEM)] == [message.pk]


@pytest.mark.article(9)
def test_waits_double_up_to_six_hours_and_end() -> None:
    waits = [wait_after(n) for n in range(1, MAX_ATTEMPTS + 1)]
    minutes = [w.total_seconds() / 60 for w in waits[:-1] if w]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert waits[-1] is None


def test_message_another_worker_has_delivered_meanwhile_is_left_alone(outgoing: Path) -> None:
    message = f.told(form="file")
    tasks.deliver()
    carried_out: list[Message] = []
    assert not actions.attempt(message.pk, carried_out.append)
    assert carried_out == []
