"""Taking in: every word kept letter by letter, bad input named, the same form twice one receipt (Articles 1, 6)."""

import pytest

from lianxin.kit import moment
from lianxin.kit.workflow import Overtaken
from lianxin.opinions import actions, rules
from lianxin.opinions.models import Opinion
from lianxin.opinions.tests.factory import NOW, scene

pytestmark = pytest.mark.django_db


@pytest.mark.article(1)
@pytest.mark.parametrize(
    "words",
    [
        "Robert'); DROP TABLE opinions_opinion;--",
        "<script>alert(1)</script> <b>路</b> &amp;",
        "路灯坏了😡👨‍👩‍👧‍👦🏮",
        "{{ 7 }} {% now %} ${x} %s %(a)s",
        "苗语：ghab zhangx 𠮷 㛃 祎喆堃珺",
        "第一行\n\n  第二行\t有空格",
        "مرحبا שלום",
        "1",
    ],
)
def test_words_are_kept_letter_by_letter(words):
    row = scene().opinion(words)
    assert Opinion.objects.get(pk=row.pk).text == words.strip()


@pytest.mark.article(1)
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("路\x00坏\x07了", "路坏了"),
        ("看\u202e了坏路\u202c", "看了坏路"),
        ("\ufeff路坏了\u200b", "路坏了"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
    ],
)
def test_what_no_eye_can_see_is_left_out(typed, kept):
    assert scene().opinion(typed).text == kept


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\x00\x01", "\u200b\u2060", "，。！？"])
def test_no_words_at_all_are_refused_and_named(typed):
    s = scene()
    with pytest.raises(rules.Rejected) as refused:
        s.opinion(typed)
    assert refused.value.field == "text"
    assert not Opinion.objects.exists()


def test_2000_characters_are_taken_and_one_more_is_told_what_to_do():
    s = scene()
    assert len(s.opinion("路" * 2000).text) == 2000
    with pytest.raises(rules.Rejected, match="2001个字"):
        s.opinion("路" * 2001)


@pytest.mark.article(6)
def test_who_comes_without_a_station_reaches_the_station_of_the_place():
    s = scene()
    assert s.opinion(station="", place="寸石镇桐木村杨家组").station == s.cast.station
    assert s.opinion(station="", place="坪上镇街上").station == s.cast.next_station
    nowhere = s.opinion(station="", place="我家门口")
    assert nowhere.station is None and nowhere.division == "430522000000"


@pytest.mark.article(6)
def test_an_opinion_without_a_station_is_on_the_county_offices_list_and_can_be_routed():
    from lianxin.opinions import queries

    s = scene()
    row = s.opinion(station="", place="我家门口")
    assert list(queries.listed(s.actor("office"), "unrouted")) == [row]
    actions.route(row, station=s.cast.station.code, by=s.actor("office"))
    assert row in queries.listed(s.actor("officer"), "to_sort")


@pytest.mark.article(6)
def test_passing_on_tells_the_deputy_and_starts_his_clock():
    from lianxin.outbox.models import Message

    with moment.at(NOW):
        s = scene()
        row = s.passed_on("long")
    assert row.due_day.isoformat() == "2026-11-30"
    assert Message.objects.filter(kind="opinions.passed_on", to_ref=s.cast.people["long"].code).count() == 1


def test_the_second_of_two_people_is_told_what_happened():
    s = scene()
    row = s.opinion()
    seen = row.version
    actions.pass_on(row, deputy=s.cast.people["long"].code, by=s.actor("officer"), seen=seen)
    with pytest.raises(Overtaken, match="已转交代表"):
        actions.inform(row, target="法院", words="因为", by=s.actor("chair"), seen=seen)


def test_numbers_are_random_and_carry_a_check_digit():
    s = scene()
    numbers = [s.opinion().number for _ in range(20)]
    assert len(set(numbers)) == 20 and sorted(numbers) != numbers
    for number in numbers:
        assert rules.read_number(f"{number[:4]} {number[4:8]}-{number[8:]}") == number
        wrong = str((int(number[0]) + 1) % 10) + number[1:]
        assert rules.read_number(wrong) is None
    assert rules.read_number("".join(chr(ord("０") + int(d)) for d in numbers[0])) == numbers[0]


def test_the_contact_is_encrypted_and_found_by_its_number():
    from lianxin.opinions.queries.lookup import matching_contact

    s = scene()
    row = s.opinion(contact="000-0000 罗家")
    row.refresh_from_db()
    assert b"000" not in bytes(row.contact) and actions.contact_of(row) == "000-0000 罗家"
    assert list(matching_contact("0000000", s.actor("officer"))) == [row]
    assert not matching_contact("0000000", s.actor("stranger")).exists()


@pytest.mark.article(6)
def test_who_follows_a_deputys_code_has_his_words_passed_on_in_the_same_act():
    from lianxin.ledger import actions as ledger
    from lianxin.ledger.verify import verify
    from lianxin.opinions import queries

    s = scene()
    long = s.cast.people["long"]
    row = s.opinion(deputy=long.code)
    assert (row.state, row.deputy_id) == ("passed_on", long.pk)
    assert row in queries.listed(s.actor("long"), "with_me")
    assert "转交龙秀梅代表" in "".join(queries.stages_of(row)[1].words)
    ledger.seal()
    assert verify().whole


@pytest.mark.article(11)
def test_a_confidential_word_reaches_no_deputy_whatever_code_was_followed():
    s = scene()
    row = s.opinion(deputy=s.cast.people["long"].code, confidential=True)
    assert (row.state, row.deputy_id) == ("registered", None)
