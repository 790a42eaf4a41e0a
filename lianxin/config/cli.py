"""The `lianxin` command: gathers what the rooms offer in their `commands.py`.

Exit codes: 0 done, 1 refused or failed with one clear line (`--debug` for the trace), 2 usage;
a room's command may give others (`ledger verify`: 3 could not run).

Imports stand inside functions here, and only here, so that each command loads no more than it needs.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lianxin.kit.command import Command, CommandFailed

PACKAGE = Path(__file__).resolve().parent.parent
SETTINGS = "lianxin.config.settings"


# ── the house's own commands ───────────────────────────────────────────────
def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址 / address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="端口 / port")
    parser.add_argument("--workers", type=int, default=1, help="进程数 / processes")
    parser.add_argument("--threads", type=int, default=2, help="每个进程的线程数 / threads of each process")
    parser.add_argument("--access-log", action="store_true", help="记录访问 / write an access log (no query strings)")
    parser.add_argument("--with-worker", action="store_true", help="同时运行后台任务 / run the background worker too")


def _serve(given: argparse.Namespace) -> int:
    from lianxin.config import schema, serve

    if os.environ.get("DATABASE_URL"):
        from lianxin.config.schema_postgresql import in_postgresql

        schema.require(in_postgresql)
    else:
        schema.require(schema.in_sqlite)
    return serve.run(given)


def _worker(given: argparse.Namespace) -> int:
    from lianxin.config import worker

    return worker.run()


def _migrate(given: argparse.Namespace) -> int:
    from django.core.management import call_command

    from lianxin.config import settings

    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0 if given.quiet else 1)
    return 0


def _migrate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="不显示步骤 / say nothing")


def _manage(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["lianxin manage", *words])
    return 0


HOUSE = (
    Command("serve", "运行网站 / serve the site", _serve, _serve_arguments),
    Command("worker", "运行后台任务 / run the background worker", _worker),
    Command("migrate", "更新数据库结构 / bring the database schema up to date", _migrate, _migrate_arguments),
    Command("manage", "Django 自带命令 / Django's own commands", lambda given: _manage(given.words)),
)
BARE = {"serve"}
"""Commands that start without Django: the serving process loads it, the one that watches over it need not."""


# ── gathering ──────────────────────────────────────────────────────────────
def rooms_with_commands() -> tuple[str, ...]:
    """Names of the rooms that have a commands.py."""
    return tuple(sorted(path.parent.name for path in PACKAGE.glob("*/commands.py")))


def _commands_of(room: str) -> tuple[Command, ...]:
    return tuple(importlib.import_module(f"lianxin.{room}.commands").COMMANDS)


def gather(first_word: str = "") -> tuple[Command, ...]:
    """The commands that begin with `first_word` (a room's own name is looked up first), or all."""
    if first_word in {command.name for command in HOUSE}:
        return HOUSE
    rooms = rooms_with_commands()
    if first_word in rooms:
        own = _commands_of(first_word)
        if any(command.name.split()[0] == first_word for command in own):
            return own
    return HOUSE + tuple(command for room in rooms for command in _commands_of(room))


def parser_of(commands: Sequence[Command]) -> argparse.ArgumentParser:
    """The argument parser of some commands; two-word names become a group and a word."""
    parser = argparse.ArgumentParser(prog="lianxin", description="连心 Lianxin: 人大代表联系群众工作平台")
    _everywhere(parser, argparse.SUPPRESS)
    words = parser.add_subparsers(metavar="命令/command", required=True)
    groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    for command in commands:
        first, _, second = command.name.partition(" ")
        if second and first not in groups:
            group = words.add_parser(first, help=f"lianxin {first} …")
            groups[first] = group.add_subparsers(metavar="…", required=True)
        place, word = (groups[first], second) if second else (words, first)
        own = place.add_parser(word, help=command.help, description=command.help)
        command.arguments(own)
        _everywhere(own, argparse.SUPPRESS)
        own.set_defaults(lianxin_command=command)
    return parser


def _everywhere(parser: argparse.ArgumentParser, default: object) -> None:
    given = parser._option_string_actions
    if "--data" not in given:
        parser.add_argument("--data", metavar="DIR", default=default, help="数据目录 / data folder (DATA, ./var)")
    if "--debug" not in given:
        parser.add_argument("--debug", action="store_true", default=default, help="出错时显示全部 / show the trace")


# ── running ────────────────────────────────────────────────────────────────
def _before(words: list[str]) -> bool:
    """Take --data before settings are read; returns whether --debug stands there."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--data")
    early.add_argument("--debug", action="store_true")
    known, _ = early.parse_known_args(words)
    if known.data:
        os.environ["DATA"] = known.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    return bool(known.debug)


def _first_word(words: list[str]) -> str:
    skip = False
    for word in words:
        if skip or word.startswith("-"):
            skip = word == "--data"
            continue
        return word
    return ""


def _run(words: list[str], first: str) -> int:
    if first == "manage":
        return _manage(words[words.index("manage") + 1 :])
    if first and first not in BARE:
        import django

        django.setup()
    given = parser_of(gather(first)).parse_args(words)
    command: Command = given.lianxin_command
    return command.run(given)


def main(words: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = list(sys.argv[1:] if words is None else words)
    debug = _before(words)
    first = _first_word(words)
    try:
        if not first:
            import django

            django.setup()
            parser_of(gather()).parse_args(words or ["--help"])
        return _run(words, first)
    except CommandFailed as failure:
        if debug:
            raise
        print(failure, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as failure:
        if debug:
            raise
        first_line = (str(failure).strip().splitlines() or [""])[0]
        print(f"{type(failure).__name__}: {first_line} (--debug)", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
