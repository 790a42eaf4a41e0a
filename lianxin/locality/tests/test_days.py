"""The table of days: what ships, what is loaded, versions, the ledger."""

from argparse import ArgumentParser
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from lianxin.kit import moment
from lianxin.kit.command import CommandFailed
from lianxin.kit.dates import is_rest, months_later, rereckon
from lianxin.ledger import queries as ledger
from lianxin.ledger.verify import verify
from lianxin.locality import actions, commands, days, queries
from lianxin.locality.models import TableVersion, WorkingYear
from lianxin.locality.tests import factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _late_2026():
    with moment.at(datetime(2026, 11, 23, 9, tzinfo=moment.SHANGHAI)):
        yield


def test_only_published_years_ship():
    assert [year.year for year in queries.working_years()] == [2025, 2026]
    assert all(year.shipped and "国务院办公厅" in year.notice for year in queries.working_years())
    assert not queries.day_table().published(2027)


@pytest.mark.parametrize(
    ("year", "rest", "worked"),
    [
        (2025, 28, ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"]),
        (2026, 33, ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]),
    ],
)
def test_shipped_years_hold_what_the_notices_say(year, rest, worked):
    (card,) = [card for card in queries.working_years() if card.year == year]
    assert sum(row.mark == "rest" for row in card.days) == rest
    assert [str(row.day) for row in card.days if row.mark == "work"] == worked
    table = queries.day_table()
    every = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    # 365 days less 104 weekend days less 13 days of holiday (全国年节及纪念日放假办法, 2024) are 248 working days.
    assert sum(not is_rest(day, table) for day in every) == 248


def test_a_loaded_year_is_known_at_once_and_the_version_grows():
    before = queries.table_version()
    factory.load_2027(work=["02-28"])
    assert queries.table_version() > before
    table = queries.day_table()
    assert is_rest(date(2027, 2, 5), table) and not is_rest(date(2027, 2, 28), table)
    assert [year.shipped for year in queries.working_years()] == [True, True, False]


def test_assigned_on_30_november_2026_becomes_firm_when_the_table_arrives():
    old = months_later(date(2026, 11, 30), 3, queries.day_table())
    assert (old.due, old.provisional) == (date(2027, 2, 28), True)
    factory.load_2027()
    new = rereckon(old, queries.day_table())
    assert (new.due, new.provisional) == (date(2027, 3, 1), False)


def test_the_same_notice_again_changes_nothing_and_another_replaces_it():
    first = factory.load_2027()
    version = queries.table_version()
    assert factory.load_2027().loaded_at == first.loaded_at
    assert queries.table_version() == version
    factory.load_2027(work=["02-28"])
    assert queries.table_version() > version
    assert WorkingYear.objects.count() == 1
    verbs = [entry.verb for entry in ledger.entries_about("locality.year", ["2027"])]
    assert verbs == ["locality.days_loaded"] * 2


def test_a_loaded_year_takes_the_place_of_a_shipped_one():
    actions.load_days(2026, factory.notice(2026), notice="更正", by=factory.OFFICE)
    assert not is_rest(date(2026, 2, 17), queries.day_table())
    assert [year.shipped for year in queries.working_years()] == [True, False]


def test_what_was_rolled_back_is_forgotten_although_its_number_comes_again():
    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        factory.load_2027(work=["02-28"])
        assert not is_rest(date(2027, 2, 28), queries.day_table())
        raise Undone
    assert not queries.day_table().published(2027)
    factory.load_2027()
    assert is_rest(date(2027, 2, 28), queries.day_table())


@pytest.mark.parametrize("year", [2007, 2028, 0, -1, 99999])
def test_a_year_that_cannot_have_a_notice_is_refused(year):
    with pytest.raises(days.BadDays, match="只能载入2008至2027年"):
        actions.load_days(year, factory.notice(2027), notice="通知", by=factory.OFFICE)


def test_a_part_of_a_notice_is_refused_and_nothing_is_left():
    with pytest.raises(days.BadDays, match="缺少2027-05-01、2027-10-01放假"):
        actions.load_days(2027, factory.notice(2027, rest=["01-01"]), notice="通知", by=factory.OFFICE)
    assert not WorkingYear.objects.exists()
    assert not TableVersion.objects.exists()


def test_liaison_officer_may_not_load_days():
    with pytest.raises(PermissionDenied):
        actions.load_days(2027, factory.notice(), notice="通知", by=factory.OFFICER)


def test_reading_the_table_costs_one_query(django_assert_num_queries):
    queries.day_table()
    with django_assert_num_queries(1):
        queries.day_table()


def _run(*words):
    parser = ArgumentParser()
    commands.COMMANDS[0].arguments(parser)
    return commands.COMMANDS[0].run(parser.parse_args(words))


def test_the_command_loads_and_lists(tmp_path, capsys):
    file = tmp_path / "2027.csv"
    file.write_bytes(factory.notice())
    assert _run("load", str(file), "--notice", factory.INVENTED) == 0
    assert "2027年放假安排已载入：11天" in capsys.readouterr().out
    assert _run("list") == 0
    assert [line[:4] for line in capsys.readouterr().out.splitlines()] == ["2025", "2026", "2027"]


@pytest.mark.parametrize(
    ("content", "words"), [(b"x", "没有任何日期"), (b"date,mark,name\n2027-01-01,x,y\n", "第2行 mark")]
)
def test_the_command_says_what_is_wrong(tmp_path, content, words):
    file = tmp_path / "2027.csv"
    file.write_bytes(content)
    with pytest.raises(CommandFailed, match=words):
        _run("load", str(file), "--notice", "通知")
    with pytest.raises(CommandFailed, match="读不出"):
        _run("load", str(tmp_path / "none.csv"), "--notice", "通知")
    assert not WorkingYear.objects.exists()


def test_an_altered_day_turns_the_ledger_red_and_is_named():
    factory.load_2027()
    assert verify().whole
    WorkingYear.objects.filter(pk=2027).update(days=WorkingYear.objects.get().days.replace("02-09", "02-10"))
    found = [(finding.table, finding.row, finding.column) for finding in verify().findings]
    assert found == [("locality_workingyear", "year=2027", "days")]
