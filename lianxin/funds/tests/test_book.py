"""Sources, allocations, expenditures: every refusal, to the fen, and who may (Article 2)."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from lianxin.funds import actions, permissions, queries
from lianxin.funds.actions.spending import Bill
from lianxin.funds.models import Allocation, Expenditure, FundSource
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.models import Entry
from lianxin.papers import printing
from lianxin.sheets.writing import Table, xlsx_octets
from lianxin.worlds.cast import COUNTY, NEXT_TOWN, TOWN, Cast
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.article(2)]
NOON = datetime(2026, 11, 25, 12, tzinfo=moment.SHANGHAI)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def clock() -> Any:
    with moment.at(NOON):
        yield


@pytest.fixture
def cast() -> Cast:
    return world()


def source(cast: Cast, amount: int = 5_000_00, kind: str = "county", division: str = COUNTY) -> FundSource:
    return actions.open_source("站点运行经费", kind, division, 2026, amount, by=SYSTEM, line="2010108")


def given(cast: Cast, amount: int = 3_000_00, **more: Any) -> Allocation:
    return actions.allocate(source(cast), TOWN, amount, by=cast.actor("office"), **more)


def bill(amount: int = 100_00, **more: Any) -> Bill:
    return Bill(**{"day": TODAY, "use": "printing", "item": "登记表", "amount": amount, "voucher": "2026-11-3",
                   "approver": "欧阳静安", **more})  # fmt: skip


def spent(cast: Cast, row: Allocation, who: str = "chair", **more: Any) -> Expenditure:
    return actions.spend(row.source, bill(**more), by=cast.actor(who), allocation=row, station=cast.station)


def test_money_is_given_on_and_spent_and_what_is_left_is_known_to_the_fen(cast: Cast) -> None:
    row = given(cast)
    spent(cast, row, amount=1_234_56)
    assert queries.left_of_source(row.source) == 2_000_00
    assert queries.left_of_allocation(row) == 1_765_44
    [balance] = queries.balances(cast.actor("office"), 2026)
    assert (balance.allocated, balance.spent, balance.left, balance.unspent) == (300000, 123456, 200000, 376544)
    assert queries.by_station(cast.actor("office"), 2026) == [(cast.station.name, 123456)]
    assert Entry.objects.filter(verb="funds.spent", division=TOWN).count() == 1


def test_over_spending_is_refused_with_the_sum_that_is_missing(cast: Cast) -> None:
    row = given(cast, 1_234_50)
    with pytest.raises(Refused, match=r"这笔拨款还剩 1,234.50 元，差 265.50 元"):
        spent(cast, row, amount=1_500_00)
    with pytest.raises(Refused, match=r"这笔来源还剩 3,765.50 元，差 0.01 元"):
        actions.spend(row.source, bill(3_765_51), by=cast.actor("office"))
    with pytest.raises(Refused, match=r"差 1,234.50 元"):
        actions.allocate(row.source, TOWN, 5_000_00, by=cast.actor("office"))
    assert not Expenditure.objects.exists()


def test_what_waits_is_set_aside_and_free_again_when_refused(cast: Cast) -> None:
    row = given(cast, 100_00)
    waiting = spent(cast, row, "officer")
    assert (waiting.state, waiting.approver) == ("waiting", "")
    with pytest.raises(Refused, match=r"还剩 0\.00 元"):
        spent(cast, row, amount=1)
    actions.refuse_expenditure(waiting, by=cast.actor("chair"), words="票据不全")
    assert spent(cast, row).state == "booked"


def test_keeper_approves_what_the_stations_officer_noted_and_nobody_his_own(cast: Cast) -> None:
    waiting = spent(cast, given(cast), "officer")
    for who in ("officer", "stranger", "strange_chair", "long", "auditor", "volunteer"):
        assert not permissions.may_approve_expenditure(cast.actor(who), waiting)
        assert not permissions.may_refuse_expenditure(cast.actor(who), waiting)
        with pytest.raises(PermissionDenied):
            actions.approve_expenditure(waiting, by=cast.actor(who))
        with pytest.raises(PermissionDenied):
            actions.refuse_expenditure(waiting, by=cast.actor(who), words="不")
    with pytest.raises(Refused, match="原因"):
        actions.refuse_expenditure(waiting, by=cast.actor("chair"), words="")
    booked = actions.approve_expenditure(waiting, by=cast.actor("chair"))
    assert (booked.state, booked.approver) == ("booked", "欧阳静安")
    for act in (actions.approve_expenditure, actions.refuse_expenditure):
        with pytest.raises(Overtaken):
            act(booked, by=cast.actor("chair"), words="又")
    own = actions.spend(booked.source, bill(), by=cast.actor("office"))
    assert not permissions.may_approve_expenditure(cast.actor("office"), own)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"item": " "}, "买了什么"),
        ({"voucher": ""}, "凭证号"),
        ({"approver": ""}, "审批人"),
        ({"day": date(2025, 12, 31)}, "2026年度"),
        ({"day": TODAY + timedelta(days=1)}, "将来"),
        ({"amount": 0}, "还剩"),
        ({"amount": -5}, "还剩"),
    ],
)
def test_expenditure_says_what_is_missing_or_wrong(cast: Cast, more: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        spent(cast, given(cast), **more)


def test_deputies_funds_are_earmarked(cast: Cast) -> None:
    money = source(cast, kind="deputies")
    with pytest.raises(Refused, match="专款专用"):
        actions.spend(money, bill(use="furniture"), by=cast.actor("office"))
    assert actions.spend(money, bill(use="activity"), by=cast.actor("office")).state == "booked"


def test_correction_is_a_counter_entry_and_takes_back_no_more_than_there_is(cast: Cast) -> None:
    row = given(cast)
    paid, chair = spent(cast, row, amount=500_00), cast.actor("chair")
    assert not permissions.may_correct_expenditure(cast.actor("officer"), paid)
    with pytest.raises(PermissionDenied):
        actions.correct_expenditure(paid, by=cast.actor("officer"), amount=1, words="错")
    with pytest.raises(Refused, match="原因"):
        actions.correct_expenditure(paid, by=chair, amount=1, words="")
    back = actions.correct_expenditure(paid, by=chair, amount=200_00, words="多记了200元")
    assert (back.amount, back.corrects_id, queries.left_of_allocation(row)) == (-200_00, paid.pk, 2_700_00)
    with pytest.raises(Refused, match=r"还剩 300.00 元，差 0.01 元"):
        actions.correct_expenditure(paid, by=chair, amount=300_01, words="又")
    with pytest.raises(Refused, match="不能再冲回"):
        actions.correct_expenditure(back, by=chair, amount=1, words="又")
    assert Expenditure.objects.get(pk=paid.pk).amount == 500_00


def test_allocation_is_taken_back_only_as_far_as_it_is_not_spent(cast: Cast) -> None:
    row, office = given(cast), cast.actor("office")
    spent(cast, row, amount=2_900_00)
    assert not permissions.may_correct_allocation(cast.actor("chair"), row)
    with pytest.raises(PermissionDenied):
        actions.correct_allocation(row, by=cast.actor("chair"), amount=1, words="错")
    with pytest.raises(Refused, match=r"还剩 100.00 元，差 50.00 元"):
        actions.correct_allocation(row, by=office, amount=150_00, words="收回")
    with pytest.raises(Refused, match="原因"):
        actions.correct_allocation(row, by=office, amount=1, words=" ")
    back = actions.correct_allocation(row, by=office, amount=100_00, words="收回结余")
    assert queries.left_of_source(row.source) == 2_100_00
    with pytest.raises(Refused, match="不能再冲回"):
        actions.correct_allocation(back, by=office, amount=1, words="又")


def test_source_grows_and_shrinks_but_not_below_what_is_gone(cast: Cast) -> None:
    row, office = given(cast), cast.actor("office")
    assert actions.raise_source(row.source, by=office, amount=10_00, document="县财预2号").amount == 5_010_00
    with pytest.raises(Refused, match=r"还剩 2,010.00 元，差 0.01 元"):
        actions.raise_source(row.source, by=office, amount=2_010_01, cut=True)
    assert not permissions.may_raise_source(cast.actor("chair"), row.source)
    with pytest.raises(PermissionDenied):
        actions.raise_source(row.source, by=cast.actor("chair"), amount=1)


@pytest.mark.parametrize("who", ["officer", "strange_chair", "long", "health", "auditor", "volunteer"])
def test_who_keeps_no_money_opens_and_gives_none(cast: Cast, who: str) -> None:
    actor, money = cast.actor(who), source(cast)
    assert not permissions.may_open_source(actor, TOWN) and not permissions.may_allocate(actor, money)
    assert not permissions.may_spend(actor, money, None, cast.station)
    for act in (
        lambda: actions.open_source("钱", "township", TOWN, 2026, 1, by=actor),
        lambda: actions.allocate(money, TOWN, 1, by=actor),
        lambda: actions.spend(money, bill(), by=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_chair_keeps_his_townships_money_and_spends_what_was_given_to_him_and_no_more(cast: Cast) -> None:
    chair = cast.actor("chair")
    own = actions.open_source("镇财政", "township", TOWN, 2026, 100_00, by=chair)
    assert actions.spend(own, bill(), by=chair).state == "booked"
    row = given(cast)
    with pytest.raises(PermissionDenied):
        actions.spend(row.source, bill(), by=chair)
    with pytest.raises(PermissionDenied):
        actions.open_source("县财政", "county", COUNTY, 2026, 1, by=chair)
    other = actions.allocate(row.source, NEXT_TOWN, 1_00, by=cast.actor("office"))
    with pytest.raises(PermissionDenied):
        actions.spend(row.source, bill(1), by=chair, allocation=other)


def test_officer_spends_for_his_own_station_alone(cast: Cast) -> None:
    row, officer = given(cast), cast.actor("officer")
    assert not permissions.may_spend(officer, row.source, row, cast.next_station)
    with pytest.raises(PermissionDenied):
        actions.spend(row.source, bill(), by=officer, allocation=row)
    with pytest.raises(PermissionDenied):
        actions.spend(row.source, bill(), by=cast.actor("stranger"), allocation=row, station=cast.next_station)


def test_money_stays_within_its_place_and_year(cast: Cast) -> None:
    row = given(cast)
    with pytest.raises(Refused, match="不在这笔经费的范围"):
        actions.spend(row.source, bill(), by=cast.actor("office"), allocation=row, station=cast.next_station)
    own = source(cast, kind="township", division=TOWN)
    with pytest.raises(Refused, match="管辖范围"):
        actions.allocate(own, NEXT_TOWN, 1, by=cast.actor("office"))
    with pytest.raises(Refused, match="管辖范围"):
        actions.allocate(own, TOWN, 1, by=cast.actor("office"), station=cast.next_station)
    with pytest.raises(Refused, match="2026年度"):
        actions.allocate(own, TOWN, 1, by=cast.actor("office"), day=date(2027, 1, 1))
    for wrong, said in (({"name": " "}, "名称"), ({"year": 1999}, "年度"), ({"amount": 0}, "大于零")):
        values = {"name": "钱", "kind": "county", "division": COUNTY, "year": 2026, "amount": 1, **wrong}
        with pytest.raises(Refused, match=said):
            actions.open_source(by=SYSTEM, **values)  # type: ignore[arg-type]


def test_everybody_reads_what_is_his_to_read(cast: Cast) -> None:
    row = given(cast)
    paid = spent(cast, row)
    seen = {n for n in cast.users if queries.expenditures(cast.actor(n)).filter(pk=paid.pk).exists()}
    assert seen == {"officer", "chair", "office", "office2", "city", "auditor"}
    assert {n for n in cast.users if permissions.reads(cast.actor(n))} >= seen
    assert queries.sources(cast.actor("chair")).get() == row.source
    assert not queries.sources(cast.actor("strange_chair")).exists()


def test_officer_sees_what_the_township_got_for_all_its_stations_and_what_is_left_of_it(cast: Cast) -> None:
    row = given(cast)
    theirs = actions.allocate(row.source, NEXT_TOWN, 50_00, by=cast.actor("office"))
    spent(cast, row, who="officer", amount=1_000_00)
    seen = queries.allocations(cast.actor("officer"))
    assert list(seen) == [row]
    assert list(queries.allocations(cast.actor("stranger"))) == [theirs]
    [(code, _source, offered)] = queries.to_spend_from(cast.actor("officer"), 2026)
    assert (code, offered, queries.left_of_allocation(row)) == (row.code, row, 2_000_00)


def test_what_was_given_to_another_station_is_not_read_by_ones_own(cast: Cast) -> None:
    row = given(cast, station=cast.station)
    assert list(queries.allocations(cast.actor("officer"))) == [row]
    assert not queries.allocations(cast.actor("stranger")).exists()
    assert not queries.sources(cast.actor("stranger")).exists()


@pytest.mark.parametrize("who", ["chair", "officer"])
def test_whom_a_part_was_given_to_knows_that_part_and_not_the_countys_sums(cast: Cast, who: str) -> None:
    row = given(cast)
    spent(cast, row, amount=1_000_00)
    actions.spend(row.source, bill(700_00), by=cast.actor("office"))
    [balance] = queries.balances(cast.actor(who), 2026)
    assert (balance.amount, balance.spent, balance.unspent) == (3_000_00, 1_000_00, 2_000_00)
    [balance] = queries.balances(cast.actor("office"), 2026)
    assert (balance.amount, balance.spent, balance.unspent) == (5_000_00, 1_700_00, 3_300_00)


def test_years_report_says_the_sums_and_is_printed(cast: Cast) -> None:
    spent(cast, given(cast), amount=1_234_56)
    paper = queries.report(cast.actor("office"), 2026)
    assert paper.paragraphs == ("全年共有经费 5,000.00 元，已支出 1,234.56 元，还剩 3,765.44 元。",)
    assert paper.tables[0].rows[-1][3:] == ("5,000.00", "3,000.00", "1,234.56", "3,765.44")
    assert printing.pdf(paper).startswith(b"%PDF")


# ── out of a workbook ──────────────────────────────────────────────────────
HEAD = ("日期", "用途", "内容", "金额（元）", "凭证号", "审批人", "联络站")


def sheet(*rows: tuple[object, ...]) -> bytes:
    return xlsx_octets([Table("支出", HEAD, rows)])


def test_workbook_is_tried_first_and_then_booked_whole(cast: Cast) -> None:
    row, name = given(cast), cast.station.name
    octets = sheet(
        ("2026.3.5", "印刷", "登记表", 1234.5, "3-1", "欧阳静安", name),
        (date(2026, 4, 1), "标牌", "站牌", "１００元", "4-1", "欧阳静安", ""),
    )
    dry = actions.bring_in(row.source, octets, "支出.xlsx", by=cast.actor("chair"), allocation=row)
    assert (dry.rows, dry.amount, dry.faults, dry.booked) == (2, 133450, [], False)
    assert not Expenditure.objects.exists()
    made = actions.bring_in(row.source, octets, "支出.xlsx", by=cast.actor("chair"), allocation=row, dry=False)
    assert made.booked and queries.left_of_allocation(row) == 1_665_50


def test_workbook_with_one_wrong_cell_books_nothing_and_names_every_fault(cast: Cast) -> None:
    row = given(cast)
    octets = sheet(
        ("2026.3.5", "印刷", "登记表", 100, "3-1", "欧阳静安", ""),
        ("去年", "宴请", "饭", "一百", "3-2", "欧阳静安", "没有的站"),
        ("2026.3.6", "印刷", "很贵的纸", 5000, "3-3", "欧阳静安", ""),
    )
    made = actions.bring_in(row.source, octets, "支出.xlsx", by=cast.actor("chair"), allocation=row, dry=False)
    assert not made.booked and not Expenditure.objects.exists()
    places = [where for where, _words in made.faults]
    assert places == ["第3行 A列", "第3行 D列", "第3行 B列", "第3行 G列", "第4行"]
    assert "还剩 2,900.00 元，差 2,100.00 元" in made.faults[-1][1]


@pytest.mark.parametrize("octets", [b"", b"hello", b"%PDF-1.4"])
def test_file_that_is_no_table_is_refused_with_what_to_do(cast: Cast, octets: bytes) -> None:
    with pytest.raises(Refused):
        actions.bring_in(source(cast), octets, "x.xlsx", by=cast.actor("office"))


# ── at once ────────────────────────────────────────────────────────────────
def test_two_at_once_cannot_both_have_the_last_yuan(committed: None) -> None:
    cast = world()
    money, office = source(cast, 100_00), cast.actor("office")
    told: list[str] = []
    gate = threading.Barrier(2)

    def spend() -> None:
        try:
            with moment.at(NOON):
                gate.wait(10)
                actions.spend(money, bill(60_00), by=office)
                told.append("booked")
        except Refused as error:
            told.append(str(error))
        finally:
            connection.close()

    works: list[Callable[[], None]] = [spend, spend]
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(told) == ["booked", "这笔来源还剩 40.00 元，差 20.00 元。"]
    assert queries.left_of_source(money) == 40_00
