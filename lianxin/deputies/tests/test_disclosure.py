"""Article 5: what of a deputy may be known, over every level, item and consent; a withheld item reaches no card."""

from dataclasses import asdict
from datetime import date, datetime
from itertools import combinations, product

import pytest

from lianxin.deputies import actions, queries
from lianxin.deputies.rules import (
    ALL_ITEMS,
    Given,
    Item,
    NoCongress,
    Way,
    belongs_mainly,
    disclosed_fields,
    level_of_congress,
)
from lianxin.deputies.tests import factory as f
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level

UPPER = (Level.NATIONAL, Level.PROVINCE, Level.CITY)
CONSENTS = [frozenset(c) for n in range(5) for c in combinations(Item, n)]
LEVEL_SETS = [frozenset(c) for n in range(6) for c in combinations(Level, n)]


@pytest.mark.article(5)
@pytest.mark.parametrize("levels", LEVEL_SETS)
def test_disclosure_follows_levels_and_consent_over_the_whole_product(levels: frozenset[Level]) -> None:
    for consented in CONSENTS:
        shown = disclosed_fields(levels, [Given(item) for item in consented])
        if Level.COUNTY in levels or Level.TOWNSHIP in levels:
            assert shown == {"name", "photo", "workplace", "contact"}
        elif levels:
            assert shown == consented
        else:
            assert shown == frozenset()


@pytest.mark.article(5)
def test_consent_to_something_else_discloses_nothing() -> None:
    assert disclosed_fields(frozenset({Level.CITY}), [Given("private_mobile")]) == frozenset()


@pytest.mark.article(5)
@pytest.mark.parametrize("level", UPPER)
def test_consent_reaches_its_own_way_and_place_alone(level: Level) -> None:
    """Every consent (way, place) against every way out (way, place)."""
    places = ("", "here", "there")
    for way, at in product(("", *Way), places):
        given = [Given("photo", way, at)]
        for out, where in product(Way, places):
            reaches = way in ("", out) and at in ("", where)
            seen = disclosed_fields(frozenset({level}), given, out, where)
            assert ("photo" in seen) is reaches, (way, at, out, where)


@pytest.mark.article(3)
def test_stations_live_mainly_by_county_and_township_deputies() -> None:
    mainly = [level for level in Level if belongs_mainly(frozenset({level}))]
    assert mainly == [Level.COUNTY, Level.TOWNSHIP]


@pytest.mark.parametrize(
    ("code", "level"),
    [
        (f.NATION, Level.NATIONAL),
        ("430000000000", Level.PROVINCE),
        ("430100000000", Level.CITY),
        ("433100000000", Level.CITY),
        ("430124000000", Level.COUNTY),
        ("430181000000", Level.COUNTY),
        ("430124101000", Level.TOWNSHIP),
        ("430124200000", Level.TOWNSHIP),
    ],
)
def test_level_of_a_congress_follows_from_its_code(code: str, level: Level) -> None:
    assert level_of_congress(code) is level


@pytest.mark.parametrize("code", ["430102001000", "430124101201", "430171000000", "430180101000", "", "43", "４３" * 6])
def test_division_without_congress_is_refused(code: str) -> None:
    with pytest.raises(NoCongress):
        level_of_congress(code)


def everything_in(card: object) -> str:
    return repr(asdict(card))  # type: ignore[call-overload]


@pytest.mark.article(5)
@pytest.mark.django_db
@pytest.mark.parametrize("level", [Level.COUNTY, Level.TOWNSHIP])
def test_local_deputy_has_all_four_items_on_his_card(level: Level) -> None:
    card = queries.card(f.deputy("周永清", level).code)
    assert card is not None
    assert (card.name, card.workplace, card.contact) == ("周永清", f.WORKPLACE, f.CONTACT)
    assert card.photo_url.endswith(".jpg")


@pytest.mark.article(5)
@pytest.mark.django_db
@pytest.mark.parametrize("level", UPPER)
def test_withheld_item_reaches_no_card(level: Level) -> None:
    who = f.deputy("吴省平", level)
    values = {"name": "吴省平", "photo": ".jpg", "workplace": f.WORKPLACE, "contact": f.CONTACT}
    for consented in CONSENTS:
        for item in consented:
            actions.consent(who, item, by=SYSTEM)
        shown = [queries.card(who.code), *queries.cards([who])]
        for item, value in values.items():
            expected = "name" in consented and item in consented
            assert any(card and value in everything_in(card) for card in shown) is expected, (consented, item)
        for item in consented:
            actions.withdraw(who, item, by=SYSTEM)


@pytest.mark.article(5)
@pytest.mark.django_db
def test_deputy_who_withholds_his_name_is_only_counted() -> None:
    named, silent = f.deputy("吴省平", Level.PROVINCE), f.deputy("钱不语", Level.NATIONAL)
    actions.consent(named, "name", by=SYSTEM)
    roster = queries.roster([named, silent])
    assert [card.name for card in roster.cards] == ["吴省平"]
    assert [(c.level, c.count, c.words) for c in roster.nameless] == [(Level.NATIONAL, 1, "1名全国人大代表")]
    assert silent.code not in everything_in(roster) and "钱不语" not in everything_in(roster)
    assert queries.card(silent.code) is None


@pytest.mark.article(5)
@pytest.mark.django_db
def test_private_mobile_reaches_no_card_and_no_column() -> None:
    who = f.deputy("周永清", *Level)
    assert f.MOBILE not in everything_in(queries.card(who.code))
    who.refresh_from_db()
    assert f.MOBILE.encode() not in bytes(who.private_mobile)


@pytest.mark.article(5)
@pytest.mark.django_db
def test_deputy_with_mandates_on_both_sides_is_a_county_deputy_here() -> None:
    who = f.deputy("周永清", Level.PROVINCE, Level.COUNTY)
    card = queries.card(who.code)
    assert card is not None and card.contact == f.CONTACT
    actions.end(who.mandates.get(level=Level.COUNTY), ground="辞职", by=SYSTEM)
    assert queries.card(who.code) is None


@pytest.mark.article(5)
@pytest.mark.django_db
def test_withdrawn_consent_is_off_the_card_at_once() -> None:
    who = f.deputy("吴省平", Level.CITY)
    for item in ALL_ITEMS:
        actions.consent(who, item, by=SYSTEM, form="站内公示栏")
    actions.withdraw(who, "photo", by=SYSTEM)
    card = queries.card(who.code)
    assert card is not None and card.photo_url == "" and card.workplace == f.WORKPLACE
    actions.consent(who, "photo", by=SYSTEM)
    assert queries.card(who.code).photo_url


@pytest.mark.article(5)
@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["suspend", "end"])
def test_suspended_or_ended_deputy_is_off_every_card_at_once(verb: str) -> None:
    who = f.deputy("周永清")
    getattr(actions, verb)(who.mandates.get(), ground="许可对其刑事拘留", by=SYSTEM)
    assert queries.card(who.code) is None
    roster = queries.roster([who])
    assert (roster.cards, roster.nameless) == ((), ())


@pytest.mark.article(5)
@pytest.mark.django_db
def test_photo_is_served_only_while_a_card_shows_it() -> None:
    who = f.deputy("吴省平", Level.CITY)
    filename = who.photo.name.removeprefix("deputies/")
    assert queries.photo_path(filename) is None
    for item in ("name", "photo"):
        actions.consent(who, item, by=SYSTEM)
    found = queries.photo_path(filename)
    assert found is not None and found.read_bytes().startswith(b"\xff\xd8\xff")
    assert queries.card(who.code).photo_url == f"/photos/{filename}"
    actions.withdraw(who, "photo", by=SYSTEM)
    assert queries.photo_path(filename) is None
    assert queries.photo_path("../lianxin.sqlite3") is None


@pytest.mark.django_db
def test_card_names_congresses_from_the_highest_level_down() -> None:
    who = f.person()
    f.mandate(who, Level.TOWNSHIP, congress_name="双凫铺镇")
    f.mandate(who, Level.PROVINCE)
    card = queries.card(who.code)
    assert card is not None
    assert card.levels == ("省人大代表", "双凫铺镇人大代表")
    assert (card.level, card.district) == (Level.PROVINCE, "第3选区")


@pytest.mark.django_db
def test_mandate_that_has_run_out_shows_nobody() -> None:
    with moment.at(datetime(2021, 12, 1, 9, 0, tzinfo=moment.SHANGHAI)):
        who = f.person()
        f.mandate(who, until_day=date(2026, 11, 22))
        assert queries.card(who.code) is not None
    with moment.at(datetime(2026, 11, 23, 0, 0, tzinfo=moment.SHANGHAI)):
        assert queries.card(who.code) is None


@pytest.mark.django_db
def test_roster_of_many_costs_two_queries(django_assert_num_queries) -> None:
    people = [f.deputy(f"代表{n}", Level.COUNTY, Level.TOWNSHIP) for n in range(12)]
    with django_assert_num_queries(2):
        assert len(queries.cards(people)) == 12


def test_unknown_code_has_no_card(db: None) -> None:
    assert queries.card("nobody") is None
