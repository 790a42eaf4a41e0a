"""A station is proposed, judged and opened (Article 2): its name, what stands near it, and every refusal."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.divisions.models import Division
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Role
from lianxin.kit.workflow import Refused
from lianxin.ledger.models import Entry
from lianxin.locality import actions as locality
from lianxin.outbox.models import Message
from lianxin.people.tests import factory as p
from lianxin.stations import actions, permissions, queries
from lianxin.stations.models import Station
from lianxin.stations.rules import Point, State, is_neighbour, metres, must_be_answered
from lianxin.stations.rules import Site as Where
from lianxin.stations.tests import factory as f

pytestmark = pytest.mark.django_db

PLACES = (
    (p.COUNTY, "宁乡市", 3, "county"),
    (p.TOWN, "双凫铺镇", 4, "town"),
    (p.NEXT_TOWN, "回龙铺镇", 4, "town"),
    (p.VILLAGE, "新桥村", 5, "village"),
)
VERBS = {
    "revise": lambda at, by: actions.revise_proposal(at, by=by, name=at.name, kind=at.kind),
    "approve": lambda at, by: actions.approve_station(at, by=by),
    "return_proposal": lambda at, by: actions.return_proposal(at, by=by, words="写清楚"),
    "close": lambda at, by: actions.close_station(at, by=by, ground="依据"),
    "merge": lambda at, by: actions.merge_stations(at, into=f.station("大站", p.VILLAGE), by=by, ground="依据"),
    "reopen": lambda at, by: actions.reopen_station(at, by=by),
}
ALLOWED = {
    "revise": ("planned", "returned"),
    "approve": ("planned",),
    "return_proposal": ("planned",),
    "close": ("planned", "returned", "open"),
    "merge": ("open", "closed"),
    "reopen": ("closed", "merged"),
}


def patterned(*patterns: str, radius: int = 500) -> None:
    """The county has set how its stations are named, and how near two of them may stand."""
    for code, name, rank, kind in PLACES:
        Division.objects.get_or_create(
            code=code, defaults={"name": name, "rank": rank, "kind": kind, "valid_from": date(2020, 1, 1)}
        )
    changes = {"station_names": {"station": list(patterns)}, "neighbour_metres": radius}
    locality.adapt_policy(p.COUNTY, changes, from_day=moment.today(), by=SYSTEM)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", list(VERBS))
def test_every_verb_is_done_or_refused_in_words_in_every_state(verb: str, state: State) -> None:
    at = f.station()
    Station.objects.filter(pk=at.pk).update(state=state)
    if state in ALLOWED[verb]:
        assert VERBS[verb](at, SYSTEM).state != "" and Entry.objects.filter(subject__endswith=at.code).count() >= 2
    else:
        with pytest.raises(Refused, match="现在是"):
            VERBS[verb](at, SYSTEM)
        at.refresh_from_db()
        assert at.state == state


@pytest.mark.article(4)
@pytest.mark.parametrize("make", [p.chair, lambda: p.posted(Role.SUBDISTRICT_OFFICE, p.TOWN, name="街道")])
def test_township_proposes_and_the_county_approves(make) -> None:
    chair, office = make(), p.county_office()
    assert permissions.may_propose_station(chair, p.VILLAGE) and not permissions.may_propose_station(chair, p.NEXT_TOWN)
    at = actions.propose_station("新桥村联络站", p.VILLAGE, by=chair, address="村部", near_reason="")
    assert (at.state, at.opened_on, queries.open_by_code(at.code)) == (State.PLANNED, None, None)
    assert not permissions.may_approve_station(chair, at) and not permissions.may_return_proposal(chair, at)
    for act in (actions.approve_station, lambda s, by: actions.return_proposal(s, by=by, words="不行")):
        with pytest.raises(PermissionDenied):
            act(at, by=chair)
    actions.approve_station(at, by=office)
    assert queries.card(at.code) is not None
    assert [m.kind for m in Message.objects.order_by("created_at")] == ["stations.proposed", "stations.approved"]


def test_county_returns_a_proposal_with_words_and_the_township_writes_it_anew() -> None:
    chair, office = p.chair(), p.county_office()
    at = actions.propose_station("新桥村联络站", p.VILLAGE, by=chair)
    with pytest.raises(Refused, match="要改什么"):
        actions.return_proposal(at, by=office, words="  ")
    assert actions.return_proposal(at, by=office, words="请写开放时间").returned_words == "请写开放时间"
    assert permissions.may_revise_proposal(chair, at) and not permissions.may_revise_proposal(p.officer(), at)
    again = actions.revise_proposal(at, by=chair, name="新桥联络站", kind="point", hours="周五")
    assert (again.state, again.returned_words, again.name, again.hours) == (State.PLANNED, "", "新桥联络站", "周五")
    taken = actions.close_station(again, by=chair, ground="不设了")
    assert (taken.state, taken.ground) == (State.CLOSED, "不设了")
    with pytest.raises(PermissionDenied):
        actions.revise_proposal(at, by=p.chair(p.NEXT_TOWN), name="别的", kind="point")


def test_liaison_officer_proposes_nothing() -> None:
    with pytest.raises(PermissionDenied):
        actions.propose_station("站", p.TOWN, by=p.officer())


# ── names ──────────────────────────────────────────────────────────────────
@pytest.mark.article(2)
def test_name_after_the_countys_pattern_needs_no_reason_and_another_needs_one() -> None:
    patterned("{乡镇}人大代表联络站", "{乡镇}{村}{名}联络站")
    office = p.county_office()
    assert actions.open_station("双凫铺镇人大代表联络站", p.TOWN, by=office, name_reason="多写的").name_reason == ""
    with pytest.raises(Refused, match="双凫铺镇人大代表联络站"):
        actions.propose_station("人大之家", p.TOWN, by=p.chair())
    at = actions.propose_station("人大之家", p.TOWN, by=p.chair(), name_reason="百姓叫惯了")
    assert at.name_reason == "百姓叫惯了"
    with pytest.raises(Refused, match="应当是“双凫铺镇人大代表联络站”。"):
        actions.rename_station(at, by=office, name="回龙铺镇人大代表联络站")
    assert queries.example_names("station", p.TOWN) == ("双凫铺镇人大代表联络站",)
    assert queries.example_names("station", p.VILLAGE)[1] == "双凫铺镇新桥村……联络站"
    assert queries.example_names("home", p.TOWN) == ()
    assert queries.follows_pattern("随便", "home", p.TOWN)


@pytest.mark.article(2)
def test_name_stands_once_among_the_standing_stations_of_a_county() -> None:
    at = f.station("寸心站")
    with pytest.raises(Refused, match="已经有一个"):
        f.station("寸心站", p.NEXT_TOWN)
    f.station("寸心站", "430121101000")
    actions.close_station(at, by=SYSTEM)
    other = f.station("寸心站", p.NEXT_TOWN)
    with pytest.raises(Refused, match="已经有一个"):
        actions.reopen_station(at, by=SYSTEM)
    with pytest.raises(Refused, match="请写站名"):
        actions.rename_station(other, by=SYSTEM, name=" ")
    with pytest.raises(Refused, match="最多60个字"):
        actions.rename_station(other, by=SYSTEM, name="长" * 61)


def test_renaming_keeps_code_and_history_and_is_the_countys() -> None:
    at = f.station()
    assert not permissions.may_rename_station(p.chair(), at)
    with pytest.raises(PermissionDenied):
        actions.rename_station(at, by=p.chair(), name="新名")
    assert actions.rename_station(at, by=p.county_office(), name="新名").code == at.code
    assert Entry.objects.filter(subject=f"stations.station:{at.code}", verb="stations.renamed").exists()


# ── neighbours ─────────────────────────────────────────────────────────────
@pytest.mark.article(2)
def test_second_station_near_another_must_be_answered_for() -> None:
    office, chair = p.county_office(), p.chair()
    f.station("老站", p.TOWN, latitude="28.2500", longitude="112.5000")
    at = actions.propose_station("新站", p.VILLAGE, by=chair, latitude="28.2520", longitude="112.5000")
    near = queries.neighbours(at)
    assert [(n.station.name, n.metres) for n in near] == [("老站", 222)]
    with pytest.raises(Refused, match=r"老站（222米）.*重复建设"):
        actions.approve_station(at, by=office)
    at = actions.revise_proposal(at, by=chair, name="新站", kind="station", near_reason="隔一条河，没有桥")
    assert actions.approve_station(at, by=office).near_reason == "隔一条河，没有桥"
    with pytest.raises(Refused, match="附近已经有"):
        actions.open_station("又一个", p.VILLAGE, by=office)
    assert actions.open_station("又一个", p.VILLAGE, by=office, near_reason="赶场用").state == State.OPEN


@pytest.mark.article(2)
def test_neighbours_are_found_without_points_and_within_the_countys_own_radius() -> None:
    patterned(radius=2000)
    one = f.station("甲站", p.VILLAGE)
    two = f.station("乙站", p.VILLAGE)
    assert [(n.station.name, n.metres) for n in queries.neighbours(one)] == [("乙站", None)]
    far = f.station("丙站", p.NEXT_TOWN, latitude="28.2600", longitude="112.5000")
    edge = f.station("丁站", p.TOWN, latitude="28.2770", longitude="112.5000")
    assert [(n.station.name, n.metres) for n in queries.neighbours(far)] == [("丁站", 1890)]
    actions.share_place(two, main=one, by=SYSTEM)
    assert queries.neighbours(one) == () == queries.neighbours(Station.objects.get(pk=two.pk))
    actions.close_station(edge, by=SYSTEM)
    assert queries.neighbours(far) == ()


@pytest.mark.article(2)
def test_neighbour_and_reason_are_plain_rules() -> None:
    here, there = Point(28, 112), Point(28, 112.01)
    assert metres(here, here) == 0 and 970 < metres(here, there) < 990
    assert is_neighbour(Where("a", None), Where("a", None), 0)
    assert not is_neighbour(Where("a", here), Where("b", there), 500)
    assert is_neighbour(Where("a", here), Where("b", there), 1000)
    assert not is_neighbour(Where("a", here), Where("b", here), 0)
    assert not is_neighbour(Where("a", None), Where("b", here), 500)
    assert [must_be_answered(*case) for case in ((0, ""), (1, " "), (1, "有理由"))] == [False, True, False]


def test_neighbours_cost_two_queries_however_many_stations(django_assert_max_num_queries) -> None:
    patterned()
    at = f.station("甲站", latitude="28.25", longitude="112.5")
    fresh = [Station(name=f"站{n}", division=p.NEXT_TOWN, county=p.COUNTY, state=State.OPEN) for n in range(300)]
    Station.objects.bulk_create(fresh)
    with django_assert_max_num_queries(3):
        queries.neighbours(at)
