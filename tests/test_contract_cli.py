"""The command line keeps its contract: names, exit codes, one clear line, the data folder."""

import importlib
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from lianxin.config import cli
from lianxin.kit.command import Command, CommandFailed
from tests.product import Product

PROMISED = frozenset(
    {
        "demo",
        "serve",
        "worker",
        "migrate",
        "manage",
        "divisions load",
        "world build",
        "ledger verify",
        "ledger export",
        "ledger prove",
        "guidance",
    }
)


def _with(monkeypatch: pytest.MonkeyPatch, run: object) -> None:
    command = Command("trial run", "…", run)  # type: ignore[arg-type]
    monkeypatch.setattr(cli, "gather", lambda first="": (command,))


def test_every_promised_command_is_there() -> None:
    assert {command.name for command in cli.gather()} >= PROMISED


def test_no_two_rooms_offer_the_same_command() -> None:
    names = [command.name for command in cli.gather()]
    assert len(names) == len(set(names))


def test_a_rooms_command_is_found_without_loading_the_other_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(cli, "rooms_with_commands", lambda: ("guidance", "ledger", "worlds"))
    monkeypatch.setattr(cli, "_commands_of", lambda room: asked.append(room) or (Command("ledger x", "", lambda g: 0),))
    cli.gather("ledger")
    assert asked == ["ledger"]


def test_a_refusal_ends_with_1_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(given: Namespace) -> int:
        raise CommandFailed("第3行没有姓名")

    _with(monkeypatch, refuse)
    assert cli.main(["trial", "run"]) == 1
    assert capsys.readouterr().err == "第3行没有姓名\n"


def test_a_fault_ends_with_1_and_one_line_and_debug_shows_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(given: Namespace) -> int:
        raise ValueError("first\nsecond")

    _with(monkeypatch, fail)
    assert cli.main(["trial", "run"]) == 1
    assert capsys.readouterr().err == "ValueError: first (--debug)\n"
    with pytest.raises(ValueError, match="first"):
        cli.main(["trial", "run", "--debug"])


def test_a_wrong_word_is_a_matter_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve", "--colour", "red"])
    assert ended.value.code == 2
    assert "--colour" in capsys.readouterr().err


def test_exit_codes_of_a_room_pass_through(monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, lambda given: 3)
    assert cli.main(["trial", "run"]) == 3


@pytest.mark.parametrize("words", [["--data", "{}", "migrate", "--quiet"], ["migrate", "--quiet", "--data", "{}"]])
def test_the_data_folder_may_be_named_before_or_after_the_command(words: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    product = Product(tmp_path / "elsewhere", tmp_path / "keys")
    done = product.command(*(word.format(folder) for word in words))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (folder / "lianxin.sqlite3").exists()
    assert not (tmp_path / "elsewhere").exists()


def test_module_and_command_are_the_same_program() -> None:
    done = subprocess.run([sys.executable, "-m", "lianxin", "--help"], capture_output=True, text=True, check=True)
    assert "serve" in done.stdout
    assert importlib.import_module("lianxin.config.cli").main is cli.main
