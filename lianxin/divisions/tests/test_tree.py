"""The whole of Hunan: sizes, names that repeat, scope by index, paging."""

from collections import Counter
from time import perf_counter

import pytest
from django.db import connection, transaction

from lianxin.divisions import queries
from lianxin.divisions.models import Division
from lianxin.divisions.rules import Kind, Rank
from lianxin.divisions.tests import factory


@pytest.fixture(scope="module")
def hunan(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        factory.hunan()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _tree(hunan, db):
    """Every test here reads the whole province."""


def test_hunan_has_its_exact_sizes():
    sizes = Counter(Division.objects.values_list("rank", flat=True))
    assert sizes == {1: 1, 2: 14, 3: 134, 4: 2008, 5: 29534}
    counties = Counter(Division.objects.filter(rank=Rank.COUNTY).values_list("kind", flat=True))
    assert counties.pop(Kind.STATISTICAL_ZONE) == 12
    assert sum(counties.values()) == 122


@pytest.mark.parametrize(("rank", "repeated"), [(Rank.TOWNSHIP, 67), (Rank.VILLAGE, 2851)])
def test_names_repeat_so_no_name_is_a_key(rank, repeated):
    names = Counter(Division.objects.filter(rank=rank).values_list("name", flat=True))
    assert sum(count > 1 for count in names.values()) == repeated


def test_every_division_hangs_under_its_parents():
    codes = set(Division.objects.values_list("code", flat=True))
    for code in codes:
        assert set(queries.ancestor_codes(code)) <= codes


@pytest.mark.parametrize("table_alias", ["code"])
def test_the_scope_test_is_served_by_the_index(table_alias):
    rows = Division.objects.filter(queries.in_scope("430121104000", table_alias))
    plan = rows.explain().lower()
    assert "index" in plan and "seq scan" not in plan, plan
    if connection.vendor == "sqlite":
        assert "search" in plan and "scan divisions_division" not in plan, plan
    assert all(code.startswith("430121104") for code in rows.values_list("code", flat=True))
    assert rows.count() > 5


def test_a_search_within_a_county_reads_only_the_county():
    plan = queries.within("430121000000").filter(name__contains="新").explain().lower()
    assert "index" in plan and "seq scan" not in plan, plan


def test_children_and_ancestors_of_a_county():
    children = queries.children("430121000000")
    assert {d.rank for d in children} == {Rank.TOWNSHIP}
    assert [d.code for d in children] == sorted(d.code for d in children)
    assert "黄兴镇" in {d.name for d in children}
    assert [d.name for d in queries.ancestors("430121104000")] == ["湖南省", "长沙市", "长沙县"]
    assert len(queries.children("430000000000")) == 14
    assert not queries.children("000000000000").exists()


def test_search_gives_full_paths_because_names_repeat():
    found = queries.search("和平村", limit=100)
    assert len(found) > 32
    assert len({card.full_name for card in found}) == len(found)
    assert all("和平村" in card.name and card.path[0] == "湖南省" for card in found)


def test_words_before_the_last_narrow_the_search():
    (town, *rest) = queries.search("长沙县 黄兴")
    assert town.full_name == "湖南省 长沙市 长沙县 黄兴镇"
    assert all("长沙县" in card.path for card in rest)
    assert queries.search("没有这个县 黄兴") == []


def test_a_search_stays_in_its_scope():
    assert all(card.code.startswith("430121") for card in queries.search("和平", "430121000000"))
    assert queries.search("芙蓉区", "430121000000") == []


def test_pages_of_a_search_join_without_gap_or_overlap():
    assert queries.found("新").query.order_by == ("rank", "code")
    whole = [card.code for card in queries.search("新", limit=120)]
    paged = [card.code for n in range(0, 120, 40) for card in queries.search("新", offset=n, limit=40)]
    assert whole == paged and len(set(whole)) == 120
    assert len(queries.search("村", limit=10_000)) == queries.PAGE_LIMIT


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "%",
        "_",
        "'; DROP TABLE divisions_division; --",
        "\x00",
        "\ud83d",
        "😀",
        "村" * 5000,
        "\\",
    ],
)
def test_odd_words_find_nothing_and_break_nothing(words):
    words = words.encode("utf-8", "replace").decode()
    assert queries.search(words) == []
    assert queries.guess(words, "430121000000") == []
    assert Division.objects.count() == 31691


def test_invisible_characters_in_a_query_are_overlooked():
    assert queries.search("\u202e黄兴\x00") == queries.search("黄兴") != []


def test_paths_of_many_divisions_cost_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(queries.search("和平村")) == queries.SEARCH_LIMIT


def test_a_guess_in_a_county_is_quick_enough_for_a_form():
    queries.guess("黄兴镇", "430121000000")
    start = perf_counter()
    assert [d.name for d in queries.guess("长沙县㮾梨街道陶公庙社区旁边", "430121000000")] == ["陶公庙社区居委会"]
    assert perf_counter() - start < 0.2
