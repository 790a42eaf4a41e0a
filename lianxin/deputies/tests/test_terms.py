"""Terms are a dimension: one act changes them, nothing is deleted, and too many deputies are only warned of."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from lianxin.deputies import actions, permissions, queries
from lianxin.deputies.models import CongressTerm, Mandate
from lianxin.deputies.rules import MandateState, TermState, election_coming, most_seats, over_quota
from lianxin.deputies.tests import factory as f
from lianxin.deputies.workflow import TERMS
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level, Role
from lianxin.kit.workflow import Refused
from lianxin.ledger import restate
from lianxin.ledger.models import Entry, Payload
from lianxin.people.tests import factory as p

database = pytest.mark.django_db
TODAY = "today"


# ── seats ──────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("level", "population", "seats"),
    [
        (Level.TOWNSHIP, 0, 45), (Level.TOWNSHIP, 30_000, 65), (Level.TOWNSHIP, 1_000_000, 160),
        (Level.COUNTY, 825_000, 305), (Level.COUNTY, 1_550_000, 450), (Level.COUNTY, 1_700_000, 450),
        (Level.CITY, 6_500_000, 500), (Level.CITY, 20_000_000, 650),
        (Level.PROVINCE, 66_000_000, 790), (Level.PROVINCE, 126_000_000, 1000), (Level.NATIONAL, 1_400_000_000, 3000),
    ],
)  # fmt: skip
def test_seats_follow_the_population_after_article_12_of_the_election_law(
    level: Level, population: int, seats: int
) -> None:
    assert most_seats(level, population) == seats


def test_minority_areas_may_have_five_per_cent_more() -> None:
    assert most_seats(Level.COUNTY, 300_000, added=True) == 210
    assert most_seats(Level.COUNTY, 300_000) == 200


def test_congress_without_a_known_quota_is_never_too_full() -> None:
    assert (over_quota(400, 0), over_quota(3, 3), over_quota(5, 3)) == (0, 0, 2)


@pytest.mark.parametrize(("days", "coming"), [(-1, True), (30, True), (400, True), (401, False)])
def test_election_is_coming_in_the_last_thirteen_months(days: int, coming: bool) -> None:
    today = date(2026, 11, 25)
    assert election_coming(today + timedelta(days=days), today) is coming
    assert election_coming(None, today) is False


@pytest.mark.parametrize(
    ("began", "last"),
    [(date(2021, 12, 1), date(2026, 11, 30)), (date(2024, 2, 29), date(2029, 2, 28))],
)
def test_term_lasts_five_years(began: date, last: date) -> None:
    assert actions.end_of(began) == last


@database
def test_too_many_deputies_are_warned_of_and_not_refused() -> None:
    term = f.term(quota=1, population=300_000)
    f.deputy("周永清")
    assert queries.seats(term).over == 0
    f.deputy("钱县华")
    seats = queries.seats(term)
    assert (seats.active, seats.quota, seats.over, seats.most, seats.most_added) == (2, 1, 1, 200, 210)


# ── terms ──────────────────────────────────────────────────────────────────
@database
@pytest.mark.parametrize("congress", ["430102001000", "430124101201", "430171000000"])
def test_no_term_where_there_is_no_congress(congress: str) -> None:
    with pytest.raises(Refused):
        actions.open_term(congress, number=1, name="某某", began_on=date(2021, 12, 1), by=SYSTEM)


@database
def test_second_term_is_opened_by_a_change_alone() -> None:
    f.term()
    with pytest.raises(Refused, match="换届"):
        f.term(number=19)
    with pytest.raises(IntegrityError), transaction.atomic():
        CongressTerm.objects.create(
            congress=f.COUNTY, level=4, name="长沙县人民代表大会", number=19, began_on=date(2026, 12, 1)
        )


@database
@pytest.mark.parametrize("wrong", [{"name": "  "}, {"ends_on": date(2020, 1, 1)}])
def test_term_without_a_name_or_that_ends_before_it_begins_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        f.term(**wrong)


@database
def test_renewed_term_keeps_what_was_not_named() -> None:
    term = actions.renew_term(f.term(quota_ground="省人大常委会决定"), quota=190, by=SYSTEM)
    assert (term.quota, term.quota_ground, term.number) == (190, "省人大常委会决定", 18)
    with pytest.raises(Refused):
        actions.renew_term(term, ends_on=date(2021, 1, 1), by=SYSTEM)


@database
def test_who_keeps_terms_of_which_congress() -> None:
    office, chair, other = p.county_office(), p.chair(), p.county_office(p.OTHER_COUNTY)
    below = p.posted(Role.SUBDISTRICT_OFFICE, "430124003000")
    for congress, keepers in (
        (f.COUNTY, {office}),
        (f.TOWN, {office, chair}),
        (p.NEXT_TOWN, {office}),
        (f.CITY, {office, other}),
        (f.NATION, {office, other}),
    ):
        for actor in (office, chair, other, below):
            assert permissions.may_keep_term(actor, congress) is (actor in keepers), (congress, actor.name)
    f.deputy("别县的市代表", Level.CITY, division=p.OTHER_COUNTY)
    assert not permissions.may_keep_term(office, f.CITY), "the change would end a stranger's mandate"
    assert permissions.may_keep_term(other, f.CITY)
    with pytest.raises(PermissionDenied):
        actions.open_term(f.COUNTY, number=18, name="长沙县人民代表大会", began_on=date(2021, 12, 1), by=chair)
    term = f.term()
    with pytest.raises(PermissionDenied):
        actions.renew_term(term, quota=1, by=other)
    with pytest.raises(PermissionDenied):
        actions.change_term(term, on=moment.today(), by=other)


@database
def test_terms_are_seen_by_those_who_serve_there_and_by_nobody_else() -> None:
    term, upper = f.term(), f.term(Level.PROVINCE, name="湖南省人民代表大会", number=14)
    for actor, seen in (
        (p.county_office(), {term, upper}),
        (p.chair(), {term, upper}),
        (p.county_office(p.OTHER_COUNTY), {upper}),
        (p.posted(Role.AUDITOR, f.COUNTY), set()),
        (f.as_actor(f.deputy("周永清", username="zhou")), set()),
    ):
        assert set(queries.terms_visible_to(actor)) == seen, actor.name


# ── the change ─────────────────────────────────────────────────────────────
def changed(**more: object) -> tuple[CongressTerm, CongressTerm]:
    old = f.term()
    fields: dict[str, object] = {"on": moment.today(), "by": SYSTEM} | more
    return CongressTerm.objects.get(pk=old.pk), actions.change_term(old, **fields)


@database
def test_change_ends_every_mandate_of_the_old_term_and_deletes_nothing() -> None:
    going, paused, both = f.deputy("周永清"), f.deputy("钱县华"), f.deputy("孙两级", Level.COUNTY, Level.TOWNSHIP)
    Mandate.objects.update(from_day=date(2021, 12, 1))
    actions.suspend(paused.mandates.get(), kind="in_custody", by=SYSTEM)
    old, new = changed(ground="县十八届人大任期届满")
    old.refresh_from_db()
    assert (old.state, new.state, new.number) == (TermState.ENDED, TermState.RUNNING, 19)
    assert old.ends_on == moment.today() - timedelta(days=1) and new.began_on == moment.today()
    rows = Mandate.objects.filter(congress=f.COUNTY)
    assert {(m.status, m.ground_kind, m.until_day) for m in rows} == {("ended", "term_ended", old.ends_on)}
    assert rows.count() == 3
    assert queries.card(going.code) is None and queries.card(paused.code) is None
    assert queries.card(both.code).levels == ("乡级人大代表",)
    assert [(s.verb, s.ground) for s in queries.history_of(list(going.mandates.all()))[going.mandates.get().code]] == [
        ("deputies.mandate_granted", ""), ("deputies.mandate_ended", "县十八届人大任期届满"),
    ]  # fmt: skip


@database
def test_whoever_was_elected_again_goes_on_without_a_gap() -> None:
    who, gone = f.deputy("周永清", username="zhou"), f.deputy("钱县华")
    again = actions.Continuing(who.code, "第9选区", "县-19-001")
    _old, new = changed(continuing=[again], quota=200)
    mandate = who.mandates.get(term=19)
    assert (mandate.status, mandate.district, mandate.certificate_no) == ("active", "第9选区", "县-19-001")
    assert mandate.congress_name == "长沙县" and new.quota == 200
    assert f.as_actor(who).is_deputy and not queries.active_people([gone.pk])
    assert [t.number for t in queries.terms_of(f.COUNTY)] == [19, 18]


@database
def test_preview_says_who_loses_what_before_anything_happens() -> None:
    gone, both, again = f.deputy("周永清"), f.deputy("孙两级", Level.COUNTY, Level.TOWNSHIP), f.deputy("李连任")
    term = f.term()
    change = queries.change_of(term, [again.code])
    assert (len(change.mandates), change.leaving, change.staying) == (3, (gone,), (both,))
    assert Mandate.objects.active(moment.today()).count() == 4


@database
def test_mandate_granted_beforehand_for_the_new_term_stays() -> None:
    newcomer = f.person("新当选")
    f.mandate(newcomer, term=19, from_day=moment.today())
    assert not queries.change_of(f.term()).mandates
    term = queries.running_term(f.COUNTY)
    actions.change_term(term, on=moment.today(), by=SYSTEM)
    assert newcomer.mandates.get().status == MandateState.ACTIVE


@database
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"on": TODAY, "number": 18}, "大于本届"),
        ({"on": date(2021, 12, 1)}, "晚于本届"),
        ({"on": "tomorrow"}, "还没有开始"),
        ({"on": TODAY, "continuing": [actions.Continuing("nobody")]}, "不是本届代表"),
        ({"on": TODAY, "ends_on": date(2022, 1, 1)}, "早于开始"),
    ],
)
def test_impossible_change_is_refused_whole(wrong: dict[str, object], says: str) -> None:
    who = f.deputy("周永清")
    days = {TODAY: moment.today(), "tomorrow": moment.today() + timedelta(days=1)}
    wrong = {**wrong, "on": days.get(wrong["on"], wrong["on"])}
    with pytest.raises(Refused, match=says):
        changed(**wrong)
    assert who.mandates.get().status == MandateState.ACTIVE
    assert CongressTerm.objects.get().state == TermState.RUNNING


@database
def test_two_of_the_re_elected_with_one_certificate_are_refused() -> None:
    one, two = f.deputy("周永清"), f.deputy("钱县华")
    with pytest.raises(Refused, match="重复"):
        changed(continuing=[actions.Continuing(w.code, "", "县-19-001") for w in (one, two)])
    with pytest.raises(Refused, match="重复"):
        changed_again = [actions.Continuing(one.code), actions.Continuing(one.code)]
        actions.change_term(queries.running_term(f.COUNTY) or f.term(), on=moment.today(), by=SYSTEM,
                            continuing=changed_again)  # fmt: skip


@database
def test_ended_term_is_changed_no_more_and_takes_no_mandate() -> None:
    old, _new = changed()
    with pytest.raises(Refused):
        actions.change_term(old, on=moment.today(), by=SYSTEM)
    with pytest.raises(Refused, match="届满"):
        f.mandate(f.person(), term=18)
    assert set(TERMS.verbs) == {"change_term"}


@database
def test_change_of_three_hundred_costs_few_queries(django_assert_max_num_queries) -> None:
    people = [f.person(f"代表{n}", photo=False) for n in range(60)]
    for who in people:
        f.mandate(who)
    term = f.term()
    with django_assert_max_num_queries(40):
        actions.change_term(
            term, on=moment.today(), by=SYSTEM, continuing=[actions.Continuing(w.code) for w in people[:30]]
        )


@database
def test_every_row_of_terms_groups_and_requests_reads_as_last_recorded() -> None:
    f.terms_and_groups()
    for label in ("mandate", "term", "correction", "group", "member", "person"):
        held = next(h for h in restate.held_tables() if h.label == f"deputies.{label}")
        rows = list(held.model._default_manager.all())
        assert rows, label
        for row in rows:
            last = Entry.objects.filter(subject=restate.subject_of(row)).order_by("-seq")[0]
            assert json.loads(Payload.objects.get(entry_id=last.pk).body)["facts"] == restate.restate(row), label
