"""The dated policy of a county: shipped profiles, own choices, what the law does not let a county change."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.divisions.tests import factory as divisions
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.kit.workflow import Refused
from lianxin.ledger import queries as ledger
from lianxin.locality import actions, queries
from lianxin.locality.rules import LIMITS, BadPolicy, adapt, policy_from
from lianxin.locality.tests import factory
from lianxin.locality.tests.factory import COUNTY, NEIGHBOUR, OFFICE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
LAW = "deputies-law-2025"


@pytest.fixture(autouse=True)
def _today():
    with moment.at(datetime(2026, 11, 23, 9, tzinfo=moment.SHANGHAI)):
        yield


def choose(**given):
    values = {"from_day": TODAY, "profile": LAW, "changes": {}, "by": OFFICE} | given
    return actions.choose_policy(values.pop("code", COUNTY), **values)


def test_the_profile_follows_the_day():
    assert queries.policy(COUNTY, date(2025, 3, 10)).profile == "hunan-2014-trial"
    assert queries.policy(COUNTY, date(2025, 3, 11)).profile == LAW
    assert queries.policy("", date(2001, 1, 1)).profile == "hunan-2014-trial"


def test_profiles_follow_each_other_without_gap():
    first, second = queries.profiles()
    assert (second.from_day - first.until_day).days == 1
    assert second.until_day is None


@pytest.mark.parametrize("place", [0, 1])
def test_every_value_of_a_profile_says_what_it_rests_on(place):
    profile = queries.profiles()[place]
    assert all(getattr(profile, name).basis for name in LIMITS)
    assert set(profile.bases) == {
        "referral_allowed",
        "reception_notice_days",
        "publish_min",
        "reply_classes",
        "neighbour_metres",
        "station_names",
    }


def test_the_limits_that_ship_are_those_of_law_and_brief():
    shipped = queries.policy(COUNTY, TODAY)
    limits = {name: (getattr(shipped, name).amount, getattr(shipped, name).unit) for name in LIMITS}
    assert limits == {
        "triage": (3, "working_days"),
        "acknowledge": (5, "working_days"),
        "inform": (15, "days"),
        "referral_reply": (15, "working_days"),
        "feedback": (5, "working_days"),
        "clarify": (15, "days"),
        "acknowledge_assignment": (5, "working_days"),
        "reply": (3, "months"),
        "reply_longest": (6, "months"),
        "return_request": (10, "working_days"),
        "evaluation": (10, "days"),
        "rehandling": (1, "months"),
    }
    assert not shipped.referral_allowed
    assert [(c.code, c.promises) for c in shipped.reply_classes] == [("A", False), ("B", True), ("C", False)]
    with pytest.raises(LookupError, match="D"):
        shipped.reply_class("D")
    assert shipped.reply_class("B").label == "正在解决或列入计划解决"


def test_a_limit_reckons_its_own_date_with_its_basis():
    found = queries.policy(COUNTY, TODAY).reply.due(date(2026, 11, 30), queries.day_table())
    assert (found.due, found.provisional) == (date(2027, 2, 28), True)
    assert "第五十一条" in found.basis


def test_a_choice_holds_from_its_day_in_its_county_alone():
    divisions.miniature()
    choose(
        from_day=date(2026, 12, 1), changes={"triage": {"amount": 1, "unit": "working_days"}, "referral_allowed": True}
    )
    assert queries.policy(COUNTY, date(2026, 11, 30)).triage.amount == 3
    own = queries.policy("430121104201", date(2026, 12, 1))
    assert (own.triage.amount, own.triage.basis, own.referral_allowed) == (1, "本县规定", True)
    assert own.bases["referral_allowed"] == "本县规定"
    assert queries.policy(NEIGHBOUR, date(2026, 12, 1)).triage.amount == 3
    (entry,) = ledger.entries_about("locality.policy", ["430121@2026-12-01"])
    assert entry.verb == "locality.policy_chosen"


def test_a_later_choice_is_seen_at_once():
    divisions.miniature()
    choose(changes={"publish_min": 10})
    assert queries.policy(COUNTY, date(2026, 12, 2)).publish_min == 10
    choose(from_day=date(2026, 12, 1), changes={})
    assert queries.policy(COUNTY, date(2026, 12, 2)).publish_min == 5


@pytest.mark.parametrize("amount", [4, 6])
def test_the_reply_limit_of_the_law_may_not_be_lengthened(amount):
    shipped = queries.policy(COUNTY, TODAY)
    with pytest.raises(BadPolicy, match="只能缩短"):
        adapt(shipped, {"reply": {"amount": amount, "unit": "months"}})
    with pytest.raises(BadPolicy, match="只能缩短"):
        adapt(shipped, {"reply": {"amount": 60, "unit": "working_days"}})
    assert adapt(shipped, {"reply": {"amount": 2, "unit": "months"}}).reply.amount == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"unknown": 1},
        {"profile": "x"},
        {"triage": 3},
        {"triage": {"amount": 0, "unit": "days"}},
        {"triage": {"amount": True, "unit": "days"}},
        {"triage": {"amount": "3", "unit": "days"}},
        {"triage": {"amount": 3, "unit": "weeks"}},
        {"feedback": {"amount": 367, "unit": "days"}},
        {"rehandling": {"amount": 7, "unit": "months"}},
        {"publish_min": -1},
        {"publish_min": 2.5},
        {"referral_allowed": "yes"},
        {"reply_classes": []},
        {"reply_classes": [{"code": "A", "label": "x"}, {"code": "A", "label": "y"}]},
        {"reply_classes": [{"code": "a", "label": "x"}]},
        {"reply_classes": "ABC"},
    ],
)
def test_a_change_that_does_not_fit_is_refused_and_nothing_is_chosen(changes):
    divisions.miniature()
    with pytest.raises(BadPolicy):
        choose(changes=changes)
    assert queries.policy(COUNTY, TODAY) == queries.profiles()[1]


def test_a_profile_with_a_value_missing_is_refused():
    with pytest.raises(BadPolicy, match="缺少"):
        policy_from({"profile": "x"})


def test_four_reply_classes_are_possible():
    labels = [{"code": c, "label": c, "promises": c == "B"} for c in "ABCD"]
    assert adapt(queries.profiles()[1], {"reply_classes": labels}).reply_class("D").label == "D"


def test_days_gone_by_are_changed_at_the_machine_only():
    divisions.miniature()
    with pytest.raises(Refused, match="今天或以后"):
        choose(from_day=date(2026, 11, 22))
    assert choose(from_day=date(2026, 1, 1), by=SYSTEM).from_day == date(2026, 1, 1)
    with pytest.raises(Refused, match="已经选定"):
        choose(from_day=date(2026, 1, 1), by=SYSTEM)
    with pytest.raises(BadPolicy, match="没有制度方案"):
        choose(profile="nowhere")


def test_another_countys_office_may_not_choose():
    divisions.miniature()
    with pytest.raises(PermissionDenied):
        choose(code=NEIGHBOUR)
    with pytest.raises(PermissionDenied):
        choose(by=factory.OFFICER)


@pytest.mark.parametrize("code", ["", "430100000000", "430121104000", "999999000000"])
def test_what_is_no_county_has_no_policy_of_its_own(code):
    divisions.miniature()
    with pytest.raises(Refused, match="不是县级区划"):
        choose(code=code, by=SYSTEM)


def test_reading_a_policy_costs_one_query(django_assert_num_queries):
    queries.policy(COUNTY, TODAY)
    with django_assert_num_queries(1):
        queries.policy(COUNTY, TODAY)
