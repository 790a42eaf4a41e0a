"""Volunteers sign up, are taken, serve their shifts; a shift gives what it needs and no more (Article 4)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, Role
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.opinions import permissions as opinions
from lianxin.opinions.tests.factory import Scene, scene
from lianxin.outbox import permissions as outbox
from lianxin.people import queries as people
from lianxin.people.models import Sight
from lianxin.staff import actions, permissions, queries, rules
from lianxin.staff.models import Shift, Volunteer
from lianxin.worlds.cast import TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.article(4)]
PHONE = "0700-555-0188"
WEDNESDAY = date(2026, 11, 25)


def at(hour: int, minute: int = 0, day: date = WEDNESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), moment.SHANGHAI)


@pytest.fixture
def s() -> Scene:
    return scene()


def asked(s: Scene, **given: object) -> Volunteer:
    return actions.sign_up(s.cast.station.code, **{"name": "易新来", "phone": PHONE, **given})  # type: ignore[arg-type]


def taken(s: Scene) -> Volunteer:
    return actions.approve_volunteer(asked(s), by=s.actor("chair"))


def with_account(s: Scene) -> Volunteer:
    row = taken(s)
    actions.give_account(row, by=s.actor("chair"))
    return Volunteer.objects.get(pk=row.pk)


def planned(s: Scene, row: Volunteer, **given: object) -> Shift:
    hours = {"day": WEDNESDAY, "from_time": time(9), "until_time": time(11), "task": "登记来访"}
    return actions.plan_shift(row, by=s.actor("officer"), **{**hours, **given})  # type: ignore[arg-type]


# ── signing up ─────────────────────────────────────────────────────────────
def test_anybody_signs_up_and_the_number_is_kept_encrypted(s: Scene) -> None:
    row = asked(s, phone="０７００－５５５－０１８８")
    assert bytes(row.phone).find(b"0188") < 0 and queries.phone_of(row) == PHONE
    assert row.masked_phone == "•••0188"
    assert permissions.may_sign_up(s.cast.station)


@pytest.mark.parametrize(
    ("given", "said"), [({"name": "  "}, "姓名"), ({"phone": "没有"}, "电话"), ({"phone": "12"}, "电话")]
)
def test_sign_up_says_what_is_missing(s: Scene, given: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        asked(s, **given)


def test_same_form_twice_is_one_sign_up_and_a_flood_is_stopped(s: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(s).pk == asked(s).pk
    monkeypatch.setattr(rules, "MOST_SIGN_UPS", 2)
    asked(s, name="另一人")
    with pytest.raises(actions.TooMany, match="过一个小时"):
        asked(s, name="第三人")


def test_nobody_signs_up_where_there_is_no_open_station(s: Scene) -> None:
    with pytest.raises(Refused, match="不开放"):
        actions.sign_up("nowhere", name="易新来", phone=PHONE)


@pytest.mark.parametrize("who", ["officer", "stranger", "strange_chair", "long", "volunteer", "auditor"])
def test_who_does_not_run_the_station_takes_nobody(s: Scene, who: str) -> None:
    row, actor = asked(s), s.actor(who)
    assert not permissions.may_approve_volunteer(actor, row)
    assert not permissions.may_decline_volunteer(actor, row)
    assert not permissions.may_give_account(actor, row)
    for act in (
        lambda: actions.approve_volunteer(row, by=actor),
        lambda: actions.decline_volunteer(row, by=actor, words="不"),
        lambda: actions.give_account(row, by=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_declining_needs_words_and_is_done_once(s: Scene) -> None:
    row, chair = asked(s), s.actor("chair")
    with pytest.raises(Refused, match="原因"):
        actions.decline_volunteer(row, by=chair, words=" ")
    actions.decline_volunteer(row, by=chair, words="人手够了，谢谢您。")
    with pytest.raises(Overtaken):
        actions.decline_volunteer(row, by=chair, words="又")


def test_taken_once_and_not_twice(s: Scene) -> None:
    row = taken(s)
    with pytest.raises(Overtaken):
        actions.approve_volunteer(row, by=s.actor("chair"))


def test_somebody_under_18_needs_his_guardian_and_gets_no_account(s: Scene) -> None:
    row, chair = asked(s, adult=False), s.actor("chair")
    with pytest.raises(Refused, match="监护人"):
        actions.approve_volunteer(row, by=chair)
    row = actions.approve_volunteer(row, by=chair, guardian="易大山")
    with pytest.raises(Refused, match="未满18周岁"):
        actions.give_account(row, by=chair)


def test_account_comes_after_consent_and_once(s: Scene) -> None:
    with pytest.raises(Refused, match="先同意"):
        actions.give_account(asked(s), by=s.actor("chair"))
    with pytest.raises(Overtaken):
        actions.give_account(with_account(s), by=s.actor("chair"))


# ── what a shift gives ─────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("hour", "minute", "held"),
    [(8, 29, False), (8, 30, True), (10, 0, True), (11, 30, True), (11, 31, False), (20, 0, False)],
)
def test_shift_gives_rights_from_half_an_hour_before_to_half_an_hour_after(
    s: Scene, hour: int, minute: int, held: bool
) -> None:
    with moment.at(at(8)):
        row = with_account(s)
        planned(s, row)
    with moment.at(at(hour, minute)):
        actor = people.actor_for(row.user)
        assert opinions.may_register_for(actor, TOWN, s.cast.station.code) is held
        assert rules.is_on(WEDNESDAY, None, "", time(9), time(11), moment.now()) is held


def test_volunteer_without_a_shift_has_no_right_at_all(s: Scene) -> None:
    row = with_account(s)
    assert people.actor_for(row.user).posts == ()


def test_cancelled_shift_and_a_volunteer_who_left_give_nothing(s: Scene) -> None:
    with moment.at(at(9)):
        row = with_account(s)
        shift = planned(s, row)
        assert people.actor_for(row.user).posts
        actions.cancel_shift(shift, by=s.actor("officer"))
        assert not people.actor_for(row.user).posts
        with pytest.raises(Overtaken):
            actions.cancel_shift(shift, by=s.actor("officer"))
        planned(s, row)
        actions.end_volunteer(row, by=s.actor("chair"))
        assert not people.actor_for(row.user).posts
        with pytest.raises(Overtaken):
            actions.end_volunteer(row, by=s.actor("chair"))


def test_shift_lets_register_here_and_shows_no_opinion_and_no_contact(s: Scene) -> None:
    row, actor = s.opinion(), s.actor("volunteer")
    assert [post.role for post in actor.posts] == [Role.VOLUNTEER]
    assert not opinions.visible_to(actor).exists()
    assert not opinions.may_see_contact(actor, row)
    assert not outbox.visible_to(actor).exists()
    assert not opinions.may_register_for(actor, TOWN, s.cast.next_station.code)


def test_standing_shift_holds_on_its_weekdays_alone(s: Scene) -> None:
    with moment.at(at(8)):
        row = with_account(s)
        planned(s, row, weekdays="3", last_day=WEDNESDAY + timedelta(days=14))
    for days, held in ((0, True), (1, False), (7, True), (14, True), (21, False)):
        with moment.at(at(10, day=WEDNESDAY + timedelta(days=days))):
            assert bool(people.actor_for(row.user).posts) is held, days


def test_late_shift_does_not_reach_into_the_next_morning() -> None:
    assert rules.is_on(WEDNESDAY, None, "", time(20), time(23, 50), at(23, 59))
    assert not rules.is_on(WEDNESDAY, None, "", time(20), time(23, 50), at(0, 10, WEDNESDAY + timedelta(days=1)))


# ── planning and serving ───────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"until_time": time(9)}, "晚于"),
        ({"day": WEDNESDAY - timedelta(days=1)}, "过去"),
        ({"weekdays": "8"}, "每周"),
        ({"weekdays": "3", "last_day": WEDNESDAY - timedelta(days=1)}, "早于"),
        ({"from_time": time(10), "until_time": time(12)}, "已经有班"),
    ],
)
def test_impossible_shift_is_refused_with_what_is_wrong(s: Scene, given: dict[str, object], said: str) -> None:
    with moment.at(at(8)):
        row = taken(s)
        planned(s, row)
        with pytest.raises(Refused, match=said):
            planned(s, row, **given)


def test_shift_is_planned_by_the_stations_people_for_somebody_who_was_taken(s: Scene) -> None:
    row = asked(s)
    with pytest.raises(Refused, match="先同意"):
        planned(s, row, day=moment.today())
    actions.approve_volunteer(row, by=s.actor("chair"))
    for who in ("stranger", "volunteer", "long"):
        assert not permissions.may_plan_shift(s.actor(who), s.cast.station)
        assert not permissions.may_cancel_shift(s.actor(who), s.cast.station)
        assert not permissions.may_note_papers(s.actor(who), row)
        with pytest.raises(PermissionDenied):
            actions.plan_shift(
                row, by=s.actor(who), day=moment.today(), from_time=time(9), until_time=time(10), task=""
            )
    shift = planned(s, row, day=moment.today())
    with pytest.raises(PermissionDenied):
        actions.cancel_shift(shift, by=s.actor("stranger"))
    with pytest.raises(PermissionDenied):
        actions.note_papers(row, by=s.actor("stranger"))
    assert actions.note_papers(row, by=s.actor("officer"), insurance="意外险").insurance == "意外险"


def test_hours_are_the_sum_of_signing_on_and_off(s: Scene) -> None:
    with moment.at(at(8)):
        row = with_account(s)
        shift = planned(s, row)
    with moment.at(at(9, 5)):
        his = people.actor_for(row.user)
        assert permissions.may_sign_on(his, row)
        actions.sign_on(shift, by=his)
        with pytest.raises(Overtaken):
            actions.sign_on(shift, by=his)
    with moment.at(at(11)):
        with pytest.raises(Refused, match="早于"):
            actions.sign_off(shift, by=s.actor("officer"), at=at(9))
        assert actions.sign_off(shift, by=his).minutes == 115
        with pytest.raises(Refused, match="还没有签到"):
            actions.sign_off(shift, by=his)
        found = [h for h in queries.hours(s.actor("chair"), 2026) if h.name == "易新来"]
        assert [(h.times, h.minutes, h.hours) for h in found] == [(1, 115, "1.9")]
        assert "共1.9小时" in queries.certificate(row, 2026).paragraphs[0]
        assert queries.hours(s.actor("strange_chair"), 2026) == []


def test_nobody_signs_on_for_another_day_in_the_future_or_for_a_stranger(s: Scene) -> None:
    with moment.at(at(8)):
        row = taken(s)
        shift = planned(s, row)
        with pytest.raises(Refused, match="将来"):
            actions.sign_on(shift, by=s.actor("officer"), at=at(9))
        with pytest.raises(PermissionDenied):
            actions.sign_on(shift, by=s.actor("volunteer"))
        assert not permissions.may_sign_on(s.actor("volunteer"), row)
    with moment.at(at(9, day=WEDNESDAY + timedelta(days=1))), pytest.raises(Refused, match="没有他的班"):
        actions.sign_on(shift, by=s.actor("officer"))


def test_who_forgot_to_sign_off_did_not_serve_all_night() -> None:
    assert rules.minutes_served(at(9), at(9, day=WEDNESDAY + timedelta(days=2))) == rules.LONGEST_DAY


# ── who sees them ──────────────────────────────────────────────────────────
def test_telephone_is_seen_by_the_stations_people_and_noted(s: Scene) -> None:
    row = asked(s)
    for who in ("stranger", "volunteer", "long", "auditor"):
        assert not permissions.may_see_phone(s.actor(who), row)
        with pytest.raises(PermissionDenied):
            actions.see_phone(row, by=s.actor(who))
    assert actions.see_phone(row, by=s.actor("officer")) == PHONE
    assert Sight.objects.get().what == "volunteer"


def test_volunteers_are_seen_at_their_station_and_nowhere_else(s: Scene) -> None:
    row = asked(s)
    seen = {n for n in s.cast.users if queries.volunteers(s.actor(n)).filter(pk=row.pk).exists()}
    assert seen == {"officer", "chair", "office", "office2"}
    assert not queries.volunteers(RESIDENT).exists()
    own = queries.volunteers(s.actor("volunteer"))
    assert [each.name for each in own] == ["向青松"]


def test_volunteer_may_leave_by_himself(s: Scene) -> None:
    own = queries.mine(s.actor("volunteer"))
    assert own is not None and permissions.may_end_volunteer(s.actor("volunteer"), own)
    assert not permissions.may_end_volunteer(s.actor("officer"), own)
    with pytest.raises(PermissionDenied):
        actions.end_volunteer(own, by=s.actor("officer"))
    actions.end_volunteer(own, by=s.actor("volunteer"))
    assert not s.actor("volunteer").posts
