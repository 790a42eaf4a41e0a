"""我有话要说, from the first page to the receipt, with good and bad input."""

import re
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.worlds.cast import Cast
from tests.world import world

from .conftest import WORDS

pytestmark = pytest.mark.django_db
KEY = "k" * 24
ODD = [
    "<script>alert(1)</script> & \"'><img src=x onerror=alert(1)>",
    "'; DROP TABLE opinions_opinion; --",
    "مرحبا שלום 路灯坏了",
    "路灯💡坏了👨‍👩‍👧‍👦",
    "第一行\n第二行\n\n第四行",
    "{{ settings.SECRET_KEY }} {% load x %}",
]


def say(client: Client, **more: Any) -> Any:
    return client.post("/say", {"step": "where", "text": WORDS, "place": "寸石镇桐木村", "key": KEY, **more})


def test_two_fields_are_enough_for_a_receipt(client: Client, cast: Cast) -> None:
    first = client.post("/say", {"step": "what", "text": WORDS})
    assert first.status_code == 200
    assert WORDS in first.content.decode()
    done = say(client)
    row = Opinion.objects.get()
    page = done.content.decode()
    assert (row.text, row.station) == (WORDS, cast.station)
    number, code = row.number, opinions.receipt_of(row).check_code
    assert f"{number[:4]} {number[4:8]} {number[8:]}" in page
    assert f"{code[:5]} {code[5:]}" in page


def test_the_receipt_is_never_stored_by_a_cache_nor_named_in_an_address(client: Client, cast: Cast) -> None:
    done = say(client)
    row = Opinion.objects.get()
    code = opinions.receipt_of(row).check_code
    assert done["Cache-Control"] == "no-store"
    assert "Location" not in done
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', done.content.decode())
    assert not [a for a in addresses if row.number in a or code in a]
    assert not done.cookies


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_odd_words_are_kept_letter_by_letter_and_shown_escaped(client: Client, cast: Cast, words: str) -> None:
    asked = client.post("/say", {"step": "what", "text": words}).content.decode()
    assert "<script>alert" not in asked
    assert "<img src=x" not in asked
    done = say(client, text=words)
    row = Opinion.objects.get()
    assert row.text == words
    page = client.post("/receipt", {"number": row.number, "code": opinions.receipt_of(row).check_code}).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert done.status_code == 200


def test_control_characters_are_left_out_and_the_rest_is_kept(client: Client, cast: Cast) -> None:
    say(client, text="路灯\x00坏\x07了\u202e")
    assert Opinion.objects.get().text == "路灯坏了"


@pytest.mark.parametrize("words", ["", "   ", "\u200b", "。。。", "\x00"])
def test_nothing_said_is_asked_again_and_not_kept(client: Client, cast: Cast, words: str) -> None:
    for step in ("what", "where"):
        answer = client.post("/say", {"step": step, "text": words, "place": "桐木村"})
        assert answer.status_code == 422
        assert "还没写什么事" in answer.content.decode()
    assert not Opinion.objects.exists()


def test_twenty_thousand_letters_are_given_back_whole(client: Client, cast: Cast) -> None:
    words = "路灯坏了。" * 4000
    answer = client.post("/say", {"step": "what", "text": words})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "20000个字" in answer.content.decode()
    assert 'maxlength="' not in answer.content.decode()
    assert not Opinion.objects.exists()


def test_a_missing_place_is_asked_for_and_all_that_was_typed_stays(client: Client, cast: Cast) -> None:
    answer = say(client, place="", contact="000-0000", tell_by="phone")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "还没写地方" in page
    assert WORDS in page
    assert 'value="000-0000"' in page
    assert re.search(r'value="phone"[^>]*checked', page)


def test_a_button_with_a_village_is_a_place(client: Client, cast: Cast) -> None:
    asked = client.post("/say", {"step": "what", "text": WORDS, "station": cast.station.code}).content.decode()
    assert 'name="spot" value="桐木村"' in asked
    say(client, place="", spot="桐木村", station=cast.station.code)
    assert Opinion.objects.get().place == "桐木村"


def test_going_back_keeps_everything(client: Client, cast: Cast) -> None:
    page = say(client, back="1", contact="000-0000").content.decode()
    assert WORDS in page
    assert 'name="contact" value="000-0000"' in page
    assert not Opinion.objects.exists()


def test_the_same_form_twice_gives_the_same_receipt(client: Client, cast: Cast) -> None:
    first, second = say(client).content.decode(), say(client).content.decode()
    row = Opinion.objects.get()
    assert row.number[:4] in first
    assert f"{row.number[:4]} {row.number[4:8]}" in second
    assert "没有记第二遍" in second


def test_the_same_form_with_other_words_asks_first(client: Client, cast: Cast) -> None:
    say(client)
    answer = say(client, text="另外一件事")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "刚才那一件已经记下了" in page
    assert "另外一件事" in page
    assert f'value="{KEY}"' not in page
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_form_on_a_foreign_page_is_refused(client: Client, cast: Cast, headers: dict[str, str]) -> None:
    answer = client.post("/say", {"step": "where", "text": WORDS, "place": "桐木村"}, headers=headers)
    assert answer.status_code == 403
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}, {}])
def test_our_own_form_needs_no_cookie(cast: Cast, headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.post("/say", {"step": "where", "text": WORDS, "place": "桐木村"}, headers=headers)
    assert Opinion.objects.count() == 1


def test_a_database_that_fails_is_an_honest_503_with_the_words_kept(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*args: object, **kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("lianxin.ledger.actions.promise", locked)
    answer = say(client)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "没有记下，请再按一次" in page
    assert WORDS in page
    assert f'value="{KEY}"' in page
    assert not Opinion.objects.exists()


def test_accusations_are_kept_without_a_word_on_the_page_that_follows(client: Client, cast: Cast) -> None:
    page = say(client, confidential="on", station=cast.station.code).content.decode()
    row = Opinion.objects.get()
    assert row.confidential
    assert WORDS not in page
    code = opinions.receipt_of(row).check_code
    road = client.post("/receipt", {"number": row.number, "code": code}).content.decode()
    assert WORDS not in road
    assert cast.station.name not in road


def test_a_stations_code_leads_to_its_name_first_and_an_unknown_one_nowhere(client: Client, cast: Cast) -> None:
    page = client.get(f"/s/{cast.station.code}").content.decode()
    assert cast.station.name in page
    assert f'name="station" value="{cast.station.code}"' in page
    assert client.get("/s/nosuchone").status_code == 404
    assert client.get("/d/nosuchone").status_code == 404


def test_a_deputys_code_names_him_and_his_station(client: Client, cast: Cast) -> None:
    page = client.get(f"/d/{cast.people['long'].code}").content.decode()
    assert "龙秀梅" in page
    assert cast.station.name in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.faults
def test_a_locked_database_keeps_nothing_and_says_so(client: Client, transactional_db: None) -> None:
    cast = world()
    holder = connection.copy()
    with connection.cursor() as own, holder.cursor() as other:
        if connection.vendor == "sqlite":
            own.execute("PRAGMA busy_timeout=50")
            other.execute("BEGIN IMMEDIATE")
        else:
            own.execute("SET lock_timeout = '50ms'")
            other.execute("BEGIN")
            other.execute("LOCK TABLE opinions_opinion IN ACCESS EXCLUSIVE MODE")
        try:
            answer = say(client, station=cast.station.code)
        finally:
            other.execute("ROLLBACK")
    holder.close()
    assert answer.status_code == 503
    assert WORDS in answer.content.decode()
    assert not Opinion.objects.exists()
