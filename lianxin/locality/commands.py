"""`lianxin locality days load|list` and `lianxin locality policy`."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.kit.command import Command, CommandFailed
from lianxin.kit.workflow import Refused
from lianxin.locality import actions, days, queries
from lianxin.locality.rules import LIMITS, Limit

_UNITS = {"months": "个月", "days": "日", "working_days": "个工作日"}


def _days_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="load|list", required=True)
    load = acts.add_parser("load", help="载入一年的放假安排 / load a year's notice from CSV (date,mark,name)")
    load.add_argument("file", type=Path, help="CSV：date,mark,name（日期、类型、名称）")
    load.add_argument("--year", type=int, help="年份，不写则取文件中最晚的年份 / year (default: the file's latest)")
    load.add_argument("--notice", required=True, help="通知名称和文号 / title and number of the notice")
    acts.add_parser("list", help="列出已有年份 / list the years that are known")


def _policy_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("county", help="12位区划代码 / division code")
    parser.add_argument("--on", type=date.fromisoformat, help="哪一天（默认今天）/ on which day (default today)")


def _content(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too long."""
    try:
        with path.open("rb") as file:
            return file.read(days.MOST_BYTES + 1)
    except OSError as error:
        raise CommandFailed(f"{path}：读不出（{error.strerror}）") from error


def _days(given: Namespace) -> int:
    if given.act == "list":
        for card in queries.working_years():
            origin = "随产品提供" if card.shipped else "已载入"
            sys.stdout.write(f"{card.year}  {len(card.days)}天  {origin}  {card.notice}\n")
        return 0
    content = _content(given.file)
    try:
        year = given.year or days.latest_year(content)
        row = actions.load_days(year, content, notice=given.notice, by=SYSTEM)
    except (days.BadDays, Refused) as error:
        raise CommandFailed(f"没有载入：\n{error}") from error
    sys.stdout.write(f"{row.year}年放假安排已载入：{row.days.count(chr(10)) - 1}天，表版本{queries.table_version()}\n")
    return 0


def _policy(given: Namespace) -> int:
    found = queries.policy(given.county, given.on or moment.today())
    sys.stdout.write(f"{found.title}（{found.profile}）\n")
    for name in LIMITS:
        limit: Limit = getattr(found, name)
        sys.stdout.write(f"  {name:24} {limit.amount}{_UNITS[limit.unit]}  {limit.basis}\n")
    sys.stdout.write(f"  referral_allowed         {'是' if found.referral_allowed else '否'}\n")
    for each in found.reply_classes:
        sys.stdout.write(f"  {each.code} {each.label}\n")
    return 0


COMMANDS = [
    Command("locality days", "放假与调休日 / days of rest and swapped days", _days, _days_arguments),
    Command("locality policy", "某县某日的期限 / the limits of a county on a day", _policy, _policy_arguments),
]
