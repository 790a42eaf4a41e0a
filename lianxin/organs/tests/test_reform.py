"""Reform of organs: renamed, merged, ended; contacts checked every year (Article 10)."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor, Level, Role
from lianxin.kit.workflow import Refused
from lianxin.ledger.models import Entry
from lianxin.ledger.queries import entries_about
from lianxin.organs import actions, permissions, queries
from lianxin.organs.models import Ending, Organ
from lianxin.organs.rules import Freshness, freshness, heir_of, lapses, name_on
from lianxin.organs.tasks import ask_after_contacts
from lianxin.organs.tests import factory as f
from lianxin.outbox.models import Message
from lianxin.people import queries as people
from lianxin.people.tests import factory as p

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
GROUND = "县委办发〔2026〕8号"


@pytest.fixture(autouse=True)
def _today():
    with moment.at(datetime(2026, 11, 25, 9, 0, tzinfo=moment.SHANGHAI)):
        yield


def merged(organ: Organ, into: Organ, **more: object) -> Ending:
    given: dict[str, object] = {"day": TODAY, "ground": GROUND, "by": SYSTEM}
    return actions.merge_organ(organ, into.code, **given | more)


def on(day: date):
    return moment.at(datetime(day.year, day.month, day.day, 9, 0, tzinfo=moment.SHANGHAI))


# ── rules ──────────────────────────────────────────────────────────────────
@pytest.mark.article(10)
@pytest.mark.parametrize(
    ("checked", "found"),
    [
        (None, Freshness.NOBODY),
        (TODAY, Freshness.FRESH),
        (TODAY - timedelta(days=365), Freshness.FRESH),
        (TODAY - timedelta(days=366), Freshness.STALE),
    ],
)
def test_contacts_are_fresh_for_a_year_in_rules_and_in_the_table(checked: date | None, found: Freshness) -> None:
    organ = f.organ()
    if checked:
        actions.renew_contact(organ, "陈科长", by=SYSTEM, from_day=checked)
    assert freshness(checked, TODAY) is found is queries.freshness_of(organ)
    for wanted in Freshness:
        assert Organ.objects.of_freshness(wanted, TODAY).exists() is (wanted is found)


@pytest.mark.article(10)
def test_each_year_in_a_row_without_a_look_is_one_lapse() -> None:
    assert [lapses(TODAY - timedelta(days=days), TODAY) for days in (0, 365, 366, 730, 731, 1096)] == [0, 0, 1, 1, 2, 3]


def test_names_hold_until_their_last_day_in_whatever_order_they_are_given() -> None:
    former = (("第二名", date(2024, 1, 31)), ("第一名", date(2020, 5, 1)))
    days = (date(2020, 5, 1), date(2020, 5, 2), date(2024, 1, 31), date(2024, 2, 1))
    assert [name_on("今名", former, day) for day in days] == ["第一名", "第二名", "第二名", "今名"]


def test_heirs_follow_chains_and_bear_loops_and_dead_ends() -> None:
    assert heir_of("a", {}) == "a"
    assert heir_of("a", {"a": "b", "b": "c"}) == "c"
    assert heir_of("a", {"a": "b", "b": ""}) == ""
    assert heir_of("a", {"a": "b", "b": "a"}) == ""


# ── contacts ───────────────────────────────────────────────────────────────
@pytest.mark.article(10)
def test_leader_and_handler_are_renewed_apart() -> None:
    organ = f.organ()
    actions.renew_contact(organ, "副局长", by=SYSTEM, kind="leader")
    first = actions.renew_contact(organ, "李科长", by=SYSTEM, from_day=TODAY - timedelta(days=30))
    actions.renew_contact(organ, "陈科长", by=SYSTEM)
    first.refresh_from_db()
    known = {kind.value: contact.name for kind, contact in queries.people_of(organ).items()}
    assert known == {"leader": "副局长", "handler": "陈科长"}
    assert first.until_day == TODAY - timedelta(days=1)


@pytest.mark.article(10)
def test_one_click_says_that_the_contacts_are_still_right_and_answers_the_years_question() -> None:
    organ = f.organ()
    actions.renew_contact(organ, "陈科长", by=SYSTEM, from_day=TODAY - timedelta(days=400))
    assert ask_after_contacts() == 1
    handler = p.posted(Role.ORGAN_HANDLER, p.COUNTY, organ=organ.code)
    actions.check_contacts(organ, by=handler)
    assert queries.freshness_of(organ) is Freshness.FRESH
    assert Message.objects.get().state == "void"
    assert ask_after_contacts() == 0
    with pytest.raises(Refused, match="今天已经核对过了"):
        actions.check_contacts(organ, by=handler)


def test_nobody_can_be_checked_where_nobody_is_known() -> None:
    with pytest.raises(Refused, match="先写上找谁"):
        actions.check_contacts(f.organ(), by=SYSTEM)
    with pytest.raises(Refused, match="姓名"):
        actions.renew_contact(f.organ("另一个局"), "  ", by=SYSTEM)


@pytest.mark.article(10)
def test_each_organ_is_asked_once_a_year_however_often_the_clock_runs() -> None:
    organ = f.organ()
    f.organ("没有人的局")
    actions.renew_contact(organ, "陈科长", by=SYSTEM, from_day=TODAY - timedelta(days=400))
    with on(TODAY - timedelta(days=40)):
        assert ask_after_contacts() == 0
    assert ask_after_contacts() == 1
    with on(TODAY + timedelta(days=1)):
        assert ask_after_contacts() == 0
    with on(TODAY + timedelta(days=364)):
        assert ask_after_contacts() == 1
    told = Message.objects.order_by("created_at").first()
    assert told is not None
    assert (told.to_kind, told.to_ref, told.params) == ("organ", organ.code, {"organ": organ.name})


def test_the_public_card_says_the_duty_line_and_never_a_leaders_number() -> None:
    organ = f.organ(duty_line="000-0099")
    actions.renew_contact(organ, "副局长", kind="leader", phone="0700-111", by=SYSTEM)
    card = queries.card(organ.code)
    assert card is not None and card.phone == "000-0099"
    actions.revise_organ(organ, by=SYSTEM, short_name="水利局")
    bare = queries.card(organ.code)
    assert bare is not None and (bare.phone, bare.short_name) == ("", "水利局")


# ── a new name ─────────────────────────────────────────────────────────────
@pytest.mark.article(10)
def test_renamed_organ_keeps_its_former_name_for_the_papers_of_that_time() -> None:
    organ = f.organ("宁乡市水利局", short_name="水利局")
    actions.rename_organ(organ, " 宁乡市水务局 ", day=date(2026, 6, 1), ground=GROUND, by=SYSTEM, short_name="水务局")
    organ.refresh_from_db()
    assert (organ.name, organ.short_name) == ("宁乡市水务局", "水务局")
    assert queries.name_of(organ, date(2026, 5, 31)) == "宁乡市水利局"
    assert queries.name_of(organ, date(2026, 6, 1)) == "宁乡市水务局"
    entry = entries_about("organs.organ", [organ.code])[-1]
    assert entry.verb == "organs.renamed"
    assert entry.detail == {"before": "宁乡市水利局", "ground": GROUND}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": "宁乡市水利局"}, "一样"),
        ({"name": "  "}, "请填写单位名称"),
        ({"name": "宁乡市交通局"}, "已在名录中"),
        ({"ground": " "}, "请写依据"),
        ({"ground": "文" * 201}, "太长"),
        ({"day": TODAY + timedelta(days=1)}, "还没有到"),
        ({"day": date(2026, 3, 1)}, "上一次更名"),
    ],
)
def test_new_name_is_refused_with_words_that_help(more: dict[str, object], words: str) -> None:
    organ = f.organ("旧名")
    f.organ("宁乡市交通局")
    actions.rename_organ(organ, "宁乡市水利局", day=date(2026, 6, 1), ground=GROUND, by=SYSTEM)
    given: dict[str, object] = {"name": "宁乡市水务局", "day": TODAY, "ground": GROUND, "by": SYSTEM}
    with pytest.raises(Refused, match=words):
        actions.rename_organ(organ, **given | more)
    organ.refresh_from_db()
    assert (organ.name, organ.former_names.count()) == ("宁乡市水利局", 1)


# ── merged and ended ───────────────────────────────────────────────────────
@pytest.mark.article(10)
def test_merged_organ_leaves_every_choice_and_stays_in_history() -> None:
    court, other = f.organ("甲法院", "court"), f.organ("乙法院", "court")
    actions.renew_contact(court, "陈庭长", by=SYSTEM, from_day=date(2025, 1, 1))
    ending = merged(court, other)
    court.refresh_from_db()
    assert not court.active
    assert court not in queries.assignable()
    assert list(queries.redirect_targets(p.COUNTY)) == [other]
    assert queries.heir(court) == other
    assert court.contacts.get().until_day == TODAY - timedelta(days=1)
    assert (ending.day, ending.ground, ending.successor) == (TODAY, GROUND, other)
    assert Entry.objects.get(verb="organs.merged").subject == f"organs.organ:{court.code}"
    assert f.organ("甲法院", "court").pk, "its name is free again"


@pytest.mark.article(10)
def test_chain_of_reforms_leads_to_the_last_organ_that_exists() -> None:
    first, second, third = (f.organ(name) for name in ("甲局", "乙局", "丙局"))
    merged(first, second)
    merged(second, third)
    assert queries.heir(first) == third
    assert queries.heir(third) == third
    assert (queries.ending_of(first) or third).heir == third
    assert queries.ending_of(third) is None


@pytest.mark.article(10)
def test_handlers_go_along_to_the_successor_or_their_postings_end() -> None:
    first, second, third = (f.organ(name) for name in ("甲局", "乙局", "丙局"))
    going = p.posted(Role.ORGAN_HANDLER, p.COUNTY, organ=first.code, username="going")
    staying = p.posted(Role.ORGAN_HANDLER, p.COUNTY, organ=second.code, username="staying")
    merged(first, third)
    merged(second, third, handlers_go_along=False)
    assert [post.organ for post in again(going).posts] == [third.code]
    assert again(staying).posts == ()


def again(actor: Actor) -> Actor:
    return people.actor_for(people.User.objects.get(pk=actor.user_id))


@pytest.mark.article(10)
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda organ: organ, "不能并入自己"),
        (lambda organ: ended(f.organ("没有了的局")), "已经撤并"),
        (lambda organ: f.organ("县委某部", "party"), "党组织只告知"),
        (lambda organ: f.organ("某协会", "organisation", is_assignable=False), "不承办建议"),
        (lambda organ: f.organ("邻县水利局", division=p.OTHER_COUNTY), "同一级"),
        (lambda organ: f.organ("某镇政府", level=Level.TOWNSHIP, division=p.TOWN), "同一级"),
    ],
)
def test_merger_into_the_wrong_organ_is_refused_and_changes_nothing(make, words: str) -> None:
    organ = f.organ()
    into = make(organ)
    before = Ending.objects.count()
    with pytest.raises(Refused, match=words):
        merged(organ, into)
    organ.refresh_from_db()
    assert organ.active and Ending.objects.count() == before


def ended(organ: Organ) -> Organ:
    actions.end_organ(organ, day=TODAY, ground=GROUND, by=SYSTEM)
    return organ


@pytest.mark.parametrize(
    ("more", "words"),
    [({"ground": ""}, "请写依据"), ({"day": TODAY + timedelta(days=1)}, "还没有到"), ({"into": "nobody"}, "请选并入")],
)
def test_merger_needs_a_ground_a_day_that_has_come_and_a_successor(more: dict[str, object], words: str) -> None:
    organ, other = f.organ(), f.organ("宁乡市交通局")
    given: dict[str, object] = {"into": other.code, "day": TODAY, "ground": GROUND, "by": SYSTEM}
    with pytest.raises(Refused, match=words):
        actions.merge_organ(organ, **given | more)


@pytest.mark.article(10)
def test_no_chain_of_successors_can_be_closed_to_a_loop() -> None:
    first, second = f.organ("甲局"), f.organ("乙局")
    merged(first, second)
    with pytest.raises(Refused, match="已经撤并"):
        merged(second, first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ending.objects.filter(organ=first).update(successor=first)


def test_party_organ_may_be_merged_into_a_party_organ() -> None:
    first, second = f.organ("甲部", "party"), f.organ("乙部", "party")
    assert merged(first, second).successor == second


@pytest.mark.article(10)
def test_organ_that_ended_without_a_successor_gets_one_later_and_once() -> None:
    organ, other = ended(f.organ()), f.organ("宁乡市交通局")
    assert queries.heir(organ) is None
    actions.name_successor(organ, other.code, ground=GROUND, by=SYSTEM)
    assert queries.heir(organ) == other
    with pytest.raises(Refused, match="已经登记过"):
        actions.name_successor(organ, other.code, ground=GROUND, by=SYSTEM)
    with pytest.raises(Refused, match="还没有撤并"):
        actions.name_successor(other, organ.code, ground=GROUND, by=SYSTEM)


@pytest.mark.parametrize("act", ["renew_contact", "check_contacts", "revise_organ", "rename_organ", "end_organ"])
def test_what_has_ended_is_not_changed_any_more(act: str) -> None:
    organ = ended(f.organ())
    given: dict[str, dict[str, object]] = {
        "renew_contact": {"name": "陈科长"},
        "rename_organ": {"name": "新名", "day": TODAY, "ground": GROUND},
        "end_organ": {"day": TODAY, "ground": GROUND},
    }
    with pytest.raises(Refused, match="已经撤并"):
        getattr(actions, act)(organ, by=SYSTEM, **given.get(act, {}))


# ── who may ────────────────────────────────────────────────────────────────
@pytest.mark.article(10)
@pytest.mark.parametrize("make", [p.officer, lambda: p.county_office(p.OTHER_COUNTY), lambda: p.chair(p.NEXT_TOWN)])
def test_stranger_and_liaison_officer_reform_nothing(make) -> None:
    stranger = make()
    town = {"level": Level.TOWNSHIP, "division": p.TOWN}
    organ, other = f.organ("甲站", **town), f.organ("乙站", **town)
    assert not permissions.may_keep_organ(stranger, organ)
    assert not permissions.may_check_contacts(stranger, organ)
    acts = (
        lambda: actions.revise_organ(organ, by=stranger),
        lambda: actions.rename_organ(organ, "丙站", day=TODAY, ground=GROUND, by=stranger),
        lambda: merged(organ, other, by=stranger),
        lambda: actions.end_organ(organ, day=TODAY, ground=GROUND, by=stranger),
        lambda: actions.name_successor(organ, other.code, ground=GROUND, by=stranger),
        lambda: actions.check_contacts(organ, by=stranger),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.article(10)
def test_handler_checks_his_own_organs_contacts_and_reforms_nothing() -> None:
    organ, other = f.organ(), f.organ("宁乡市交通局")
    actions.renew_contact(other, "路科长", by=SYSTEM)
    handler = p.posted(Role.ORGAN_HANDLER, p.COUNTY, organ=organ.code)
    assert permissions.may_check_contacts(handler, organ)
    with pytest.raises(PermissionDenied):
        actions.check_contacts(other, by=handler)
    with pytest.raises(PermissionDenied):
        merged(organ, other, by=handler)


@pytest.mark.article(10)
def test_chair_merges_organs_of_his_township_and_their_handlers_go_along() -> None:
    town = {"level": Level.TOWNSHIP, "division": p.TOWN}
    organ, other = f.organ("甲站", **town), f.organ("乙站", **town)
    handler = p.posted(Role.ORGAN_HANDLER, p.TOWN, organ=organ.code)
    merged(organ, other, by=p.chair())
    assert [post.organ for post in again(handler).posts] == [other.code]
