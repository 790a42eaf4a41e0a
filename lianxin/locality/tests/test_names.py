"""The names of a county's platform, and where the pages' face takes them from."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import RequestFactory

from lianxin.base.context import Face
from lianxin.kit.workflow import Refused
from lianxin.ledger import queries as ledger
from lianxin.locality import actions, queries
from lianxin.locality.models import Locality
from lianxin.locality.rules import platform_name
from lianxin.locality.tests import factory
from lianxin.locality.tests.factory import COUNTY, NEIGHBOUR, OFFICE, OFFICER

pytestmark = pytest.mark.django_db


@pytest.mark.article(2)
def test_a_county_may_unify_the_name_of_its_platform():
    assert platform_name("", "长沙县") == "长沙县人大代表联络站"
    assert platform_name(" 连心站 ", "长沙县") == "连心站"
    factory.locality(platform_name="星沙人大代表之家")
    assert queries.locality("430121104201").platform_name == "星沙人大代表之家"


def test_naming_is_recorded_and_can_be_changed_by_the_countys_office():
    factory.locality()
    actions.set_locality(COUNTY, telephone="000-1111", by=OFFICE)
    assert queries.locality(COUNTY).telephone == "000-1111"
    assert queries.locality(COUNTY).name == "长沙县人大常委会"
    assert len(ledger.entries_about("locality.locality", [COUNTY])) == 2


@pytest.mark.parametrize("actor", [OFFICER])
def test_liaison_officer_may_not_name(actor):
    factory.locality()
    with pytest.raises(PermissionDenied):
        actions.set_locality(COUNTY, telephone="000-1111", by=actor)
    with pytest.raises(PermissionDenied):
        actions.set_locality(NEIGHBOUR, name="x", short_name="x", telephone="x", by=OFFICE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"name": "  "}, "县级人大名称"),
        ({"telephone": "0" * 41}, "联系电话"),
        ({"hours": "一\n二"}, "办公时间"),
        ({"short_name": "县\x00"}, "简称"),
        ({"division": "x"}, "没有这些栏目"),
        ({"nonsense": "x"}, "没有这些栏目"),
    ],
)
def test_odd_names_are_refused(words, said):
    factory.locality()
    with pytest.raises(Refused, match=said):
        actions.set_locality(COUNTY, by=OFFICE, **words)
    assert queries.locality(COUNTY).short_name == "长沙县"


def test_a_township_cannot_use_the_product_as_a_county():
    factory.locality()
    with pytest.raises(Refused, match="不是县级区划"):
        factory.actions.set_locality("430121104000", name="x", short_name="x", telephone="0", by=OFFICE)


def test_the_face_takes_the_words_of_the_one_county_in_one_query(django_assert_num_queries):
    factory.locality(hours="工作日")
    face = Face(RequestFactory().get("/"))
    with django_assert_num_queries(1):
        assert (face.name, face.tel, face.hours, face.host) == ("长沙县", "000-0000", "工作日", "长沙县人大常委会")


def test_with_none_or_two_counties_the_face_keeps_its_plain_words():
    plain = Face(RequestFactory().get("/")).name
    factory.locality()
    assert queries.the_locality().code == COUNTY
    factory.locality(NEIGHBOUR, short_name="宁乡市")
    assert Face(RequestFactory().get("/")).name == plain
    assert queries.the_locality() is None
    assert [card.code for card in queries.localities()] == [COUNTY, NEIGHBOUR]


def test_an_error_page_stands_without_a_database(monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Locality.objects, "values", broken, raising=False)
    assert Face(RequestFactory().get("/")).name


def test_a_county_that_does_not_use_the_product_has_no_card():
    assert queries.locality(COUNTY) is None
    assert queries.locality("") is None
