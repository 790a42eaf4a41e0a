"""/receipt: who holds number and code sees the road and may act on it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Answer, Opinion
from lianxin.people import queries as people
from lianxin.worlds.cast import Cast

from .conftest import WORDS

pytestmark = pytest.mark.django_db
Look = Callable[..., Any]


def told(cast: Cast) -> Opinion:
    """The kept voice, answered by a deputy and told to the resident."""
    row = Opinion.objects.get()
    by = people.actor_for(cast.users["long"])
    opinions.answer_on_the_spot(row, words="已经排了夜班。", source="卫健局", by=by)
    return opinions.feed_back(row, how="phone", words="告诉他了", by=people.actor_for(cast.users["officer"]))


def test_the_holder_sees_his_own_words_and_where_the_record_stands(look: Look) -> None:
    page = look()
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert WORDS in page.content.decode()
    assert "条记录的校验点里" in page.content.decode()


def test_number_and_code_are_read_as_people_type_them(client: Client, kept: opinions.Receipt) -> None:
    spaced = f"{kept.number[:4]} {kept.number[4:8]}-{kept.number[8:]}"
    wide = "".join(chr(ord(c) + 0xFEE0) for c in kept.check_code)
    assert client.post("/receipt", {"number": spaced, "code": wide}).status_code == 200


def test_unknown_numbers_and_wrong_codes_get_one_answer(client: Client, kept: opinions.Receipt) -> None:
    answers = [
        client.post("/receipt", {"number": number, "code": code})
        for number, code in ((kept.number, "0000000000"), ("000000000000", kept.check_code), ("", ""), ("x" * 500, "y"))
    ]
    assert {a.status_code for a in answers} == {404}
    pages = {re.sub(r' value="[^"]*"', "", a.content.decode()) for a in answers}
    assert len(pages) == 1
    assert WORDS not in pages.pop()


def test_too_many_wrong_tries_at_once_are_told_to_come_back(client: Client, kept: opinions.Receipt) -> None:
    answers = [client.post("/receipt", {"number": kept.number, "code": "1"}).status_code for _ in range(5)]
    assert answers[-1] == 429
    owner = {"number": kept.number, "code": kept.check_code}
    assert client.post("/receipt", owner, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_secrets_in_an_address_open_nothing(client: Client, kept: opinions.Receipt) -> None:
    answer = client.get("/receipt", {"number": kept.number, "code": kept.check_code})
    assert (answer.status_code, answer["Location"]) == (302, "/receipt")
    assert answer.content == b""


def test_words_can_be_added_once_however_often_the_form_is_sent(look: Look) -> None:
    assert "补充的话记下了" in look(act="clarify", words="是三楼").content.decode()
    look(act="clarify", words="是三楼")
    assert Answer.objects.filter(kind="added").count() == 1


def test_what_cannot_be_added_is_said_and_kept_in_the_form(look: Look) -> None:
    answer = look(act="clarify", words="长" * 3000)
    assert answer.status_code == 422
    assert "长" * 3000 in answer.content.decode()
    assert not Answer.objects.exists()


def test_nothing_can_be_judged_before_it_was_told(look: Look) -> None:
    assert look(act="evaluate", satisfaction="satisfied").status_code == 409
    assert not Opinion.objects.get().satisfaction


@pytest.mark.article(9)
def test_who_is_not_content_may_have_it_taken_up_again_once(look: Look, cast: Cast) -> None:
    told(cast)
    assert 'value="reopen"' not in look().content.decode()
    assert look(act="evaluate", satisfaction="dissatisfied").status_code == 200
    assert 'value="reopen"' in look().content.decode()
    assert look(act="reopen", words="还是没有人").status_code == 200
    row = Opinion.objects.get()
    assert (row.state, row.round) == ("registered", 2)
    assert look(act="reopen", words="还是没有人").status_code == 409


def test_a_contact_is_kept_encrypted_and_out_of_the_record(look: Look) -> None:
    assert look(act="contact", contact="", tell_by="phone").status_code == 422
    assert look(act="contact", contact="0700-0000000", tell_by="phone").status_code == 200
    row = Opinion.objects.get()
    assert opinions.contact_of(row) == "0700-0000000"
    assert b"0700" not in bytes(row.contact or b"")
    assert row.tell_by == "phone"


def test_only_the_resident_and_the_stations_staff_may_keep_a_contact(kept: opinions.Receipt, cast: Cast) -> None:
    row = Opinion.objects.get()
    with pytest.raises(Exception, match="keep_contact"):
        opinions.keep_contact(row, contact="000-0001", tell_by="phone", by=people.actor_for(cast.users["stranger"]))
    opinions.keep_contact(row, contact="000-0001", tell_by="phone", by=people.actor_for(cast.users["officer"]))
    opinions.keep_contact(row, contact="000-0002", tell_by="phone", by=RESIDENT)


def test_the_receipt_can_be_shown_again(look: Look, kept: opinions.Receipt) -> None:
    page = look(act="again").content.decode()
    assert kept.check_code[:5] in page
    assert kept.promise.split("\n")[3][:8] in page


def test_joined_voices_see_the_joint_road_and_nobody_elses_words(client: Client, look: Look, cast: Cast) -> None:
    other = opinions.register(opinions.Words(text="半夜卫生院只有一个护士。", station=cast.station.code))
    master = Opinion.objects.get(number=other.number)
    mine = Opinion.objects.exclude(number=other.number).get()
    opinions.merge(mine, into=master, same_person=False, by=people.actor_for(cast.users["officer"]))
    opinions.answer_on_the_spot(master, words="夜班排好了。", source="卫健局", by=people.actor_for(cast.users["long"]))
    page = look().content.decode()
    assert "夜班排好了" in page
    assert "半夜卫生院" not in page
    assert other.number not in page


@pytest.mark.article(6)
def test_a_number_handed_out_without_network_is_answered_honestly_before_and_after_it_is_voided(
    client: Client, cast: Cast
) -> None:
    officer = cast.actor("officer")
    block = opinions.issue_block(cast.station.code, day=moment.today(), size=2, device="", by=officer)
    number, code = opinions.codes_of(block)[0]

    waiting = client.post("/receipt", {"number": number, "code": code})
    wrong = client.post("/receipt", {"number": number, "code": "0" * 10})
    opinions.void_unused(block, by=officer)
    voided = client.post("/receipt", {"number": number, "code": code})

    assert waiting.status_code == 200 and "还在接待站的设备里" in waiting.content.decode()
    assert wrong.status_code == 404 and "登记号或者查询码不对" in wrong.content.decode()
    assert voided.status_code == 200 and "这个号没有用过，已经作废" in voided.content.decode()
    said = client.get(f"/api/v1/opinions/{number}", headers={"X-Check-Code": code})
    assert said.status_code == 404 and "已经作废" in said.content.decode()
