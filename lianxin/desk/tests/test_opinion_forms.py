"""Each verb's form, for its owner and for who may not; what goes wrong is said, and nothing typed is lost."""

import pytest

from lianxin.desk.forms import OPINION, SUGGESTION
from lianxin.desk.rules import OPINION_VERBS, SUGGESTION_VERBS
from lianxin.desk.tests.factory import Desk, errors
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.locality import actions as locality
from lianxin.opinions import actions
from lianxin.opinions.models import Opinion, Publication
from lianxin.people.models import Sight
from lianxin.worlds.cast import COUNTY

WORDS = "这是一句要留住的话"


def test_every_verb_of_the_desk_has_a_form_or_a_page_of_its_own() -> None:
    assert {v.name for v in OPINION_VERBS} - {"raise_as_suggestion"} == set(OPINION)
    assert {v.name for v in SUGGESTION_VERBS} == set(SUGGESTION)


def test_no_two_verbs_of_one_dock_share_a_key() -> None:
    keys = [v.key for v in OPINION_VERBS]
    assert len(keys) == len(set(keys))
    assert not set(keys) & {"j", "k", "/", ".", "n"}


# ── doors and sorting ──────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("nick", "verb", "values", "state"),
    [
        ("officer", "classify", {"category": "water", "level": "4"}, "registered"),
        ("officer", "ask_to_clarify", {"words": "是哪个组的井？"}, "clarifying"),
        ("officer", "inform", {"preset": "", "target": "县水利局", "words": "归水利局管。"}, "informed"),
        ("officer", "set_aside", {"ground": "praise", "words": "谢谢。"}, "set_aside"),
        ("officer", "mark_emergency", {"words": "9:20打了119，县消防接的。"}, "registered"),
        ("officer", "protect_identity", {}, "registered"),
        ("officer", "bar_from_raising", {"bar": "pending_case"}, "registered"),
        ("officer", "clarify", {"words": "是上寨那口。"}, "registered"),
        ("long", "answer_on_the_spot", {"words": "下月通水。", "source": "县水利局电话"}, "answered"),
        ("long", "raise_in_speech", {"meeting": "县人大四次会议", "on": "2020-01-05", "words": "请通水。"}, "raised"),
        ("long", "propose", {"kind": "topic_research", "words": "看看全县的井。"}, "proposed"),
    ],
)
@pytest.mark.article(8)
def test_an_act_goes_through_its_form(desk: Desk, nick: str, verb: str, values: dict[str, str], state: str) -> None:
    said = desk.spoken()
    if nick == "long":
        desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    page = desk.get(nick, f"/desk/opinions/{said}?do={verb}")
    assert f'action="/desk/opinions/{said}/{verb}"' in page
    desk.act(nick, said, verb, **values)
    assert said.state == state


@pytest.mark.article(8)
def test_the_chair_refers_a_matter_and_the_reply_is_recorded(desk: Desk) -> None:
    said = desk.spoken()
    assert "do=refer" not in desk.get("officer", f"/desk/opinions/{said}")
    desk.act("officer", said, "refer", status=403, target="镇政府", words="")
    desk.act("chair", said, "refer", target="寸石镇人民政府", words="请回复主席团。")
    desk.act("officer", said, "record_referral_reply", words="年底前修好。")
    assert said.has_result
    assert "年底前修好。" in desk.get("officer", f"/desk/opinions/{said}?do=feed_back")


@pytest.mark.article(8)
def test_an_officer_records_which_deputy_answered(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "answer_on_the_spot", status=400, words="下月通水。", source="电话")
    desk.act(
        "officer", said, "answer_on_the_spot", deputy=desk.cast.people["yang"].code, words="下月通水。", source="电话"
    )
    assert said.answers.get(kind="answered").deputy_id == desk.cast.people["yang"].pk


def test_one_word_said_twice_is_joined_to_the_first(desk: Desk) -> None:
    first, second = desk.spoken(contact="000-0000-01"), desk.spoken("井还是干的。", contact="000-0000-01")
    page = desk.get("officer", f"/desk/opinions/{second}?do=merge")
    assert str(first) in page
    desk.act("officer", second, "merge", into=first.number, same_person="on")
    assert second.state == "merged"
    assert second.merged_into_id == first.pk


def test_the_office_gives_a_stray_word_to_a_station(desk: Desk) -> None:
    number = actions.register(actions.Words(text="路灯不亮。", place="不知道哪里")).number
    stray = Opinion.objects.get(number=number)
    assert stray.station is None
    assert "未分到站" in desk.get("office", "/desk/")
    desk.act("office", stray, "route", station=desk.cast.station.code)
    assert stray.station == desk.cast.station


# ── what a role does not do ────────────────────────────────────────────────
@pytest.mark.article(8)
@pytest.mark.parametrize("nick", ["officer", "long"])
def test_neither_officer_nor_deputy_is_offered_the_conclusion_and_both_are_told_why(desk: Desk, nick: str) -> None:
    said = desk.spoken()
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    desk.act("long", said, "answer_on_the_spot", words="下月通水。", source="电话")
    desk.act("officer", said, "feed_back", how="phone", words="下月通水。")
    page = desk.get(nick, f"/desk/opinions/{said}")
    assert "do=conclude" not in page
    assert "不直接处理问题" in page
    refused = desk.act(nick, said, "conclude", status=403, ground="fed_back")
    assert any("审定" in words for words in errors(refused))
    assert said.state == "fed_back"


@pytest.mark.article(8)
def test_a_pending_case_cannot_be_raised_and_the_page_says_so(desk: Desk) -> None:
    said = desk.spoken("我跟邻居的官司下个月开庭，请代表帮我说句公道话。")
    desk.act("officer", said, "bar_from_raising", bar="pending_case")
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    page = desk.get("long", f"/desk/opinions/{said}")
    assert "不能提出：正在审理的案件" in page
    assert "/desk/suggestions/new?opinion=" not in page


def test_referral_stays_shut_where_the_county_has_not_opened_it(desk: Desk) -> None:
    locality.choose_policy(COUNTY, from_day=moment.today(), profile="deputies-law-2025", changes={}, by=SYSTEM)
    said = desk.spoken()
    page = desk.get("chair", f"/desk/opinions/{said}")
    assert "不能转办" in page
    refused = desk.act("chair", said, "refer", status=409, target="镇政府", words=WORDS)
    assert WORDS in refused.content.decode()


# ── when something is wrong ────────────────────────────────────────────────
def test_typed_words_stay_when_something_is_missing(desk: Desk) -> None:
    said = desk.spoken()
    answer = desk.act("officer", said, "set_aside", status=400, words=WORDS)
    page = answer.content.decode()
    assert WORDS in page
    assert errors(answer)
    assert said.state == "registered"


def test_the_second_of_two_is_told_what_happened_and_can_then_decide(desk: Desk) -> None:
    said = desk.spoken()
    seen = said.version
    desk.act("chair", said, "classify", category="water", level="")
    late = desk.act("officer", said, "ask_to_clarify", status=409, seen=seen, words=WORDS)
    page = late.content.decode()
    assert "别人先办了一步" in page
    assert WORDS in page
    assert f'name="seen" value="{said.version}"' in page
    desk.act("officer", said, "ask_to_clarify", words=WORDS)
    assert said.state == "clarifying"


def test_a_form_without_the_version_it_saw_is_not_taken(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "ask_to_clarify", status=409, seen="", words=WORDS)


def test_what_was_taken_out_of_ones_hands_keeps_the_words_one_typed(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    seen = said.version
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["yang"].code)
    long_words = WORDS * 3
    answer = desk.at("long").post(
        f"/desk/opinions/{said}/inform", {"seen": seen, "target": "某处", "words": long_words}
    )
    assert answer.status_code == 404
    assert long_words in answer.content.decode()


def test_an_unknown_verb_is_not_found_and_a_get_is_not_an_act(desk: Desk) -> None:
    said = desk.spoken()
    assert desk.at("officer").post(f"/desk/opinions/{said}/explode", {}).status_code == 404
    assert desk.at("officer").get(f"/desk/opinions/{said}/pass_on").status_code == 405
    assert desk.at("officer").post(f"/desk/opinions/{said}").status_code == 405


# ── contact, confidential ──────────────────────────────────────────────────
def test_a_contact_is_masked_until_it_is_asked_for_and_the_sight_is_noted(desk: Desk) -> None:
    said = desk.spoken(contact="0700-1234567")
    assert "1234567" not in desk.get("officer", f"/desk/opinions/{said}")
    shown = desk.at("officer").post(f"/desk/opinions/{said}/contact")
    assert "0700-1234567" in shown.content.decode()
    assert Sight.objects.filter(subject=said.number, user=desk.cast.users["officer"]).count() == 1


def test_the_office_never_sees_a_contact(desk: Desk) -> None:
    said = desk.spoken(contact="0700-1234567")
    answer = desk.at("office").post(f"/desk/opinions/{said}/contact")
    assert answer.status_code == 302
    assert not Sight.objects.exists()


@pytest.mark.article(11)
def test_a_confidential_matter_is_gone_from_every_page_of_the_station(desk: Desk) -> None:
    said = desk.spoken("镇上某干部收了修路的回扣，请你们查一查。")
    assert "全部消失" in desk.get("officer", f"/desk/opinions/{said}?do=mark_confidential")
    desk.act("officer", said, "mark_confidential", list="to_sort")
    for nick in ("officer", "chair", "long", "office"):
        desk.get(nick, f"/desk/opinions/{said}", 404)
        for address in (
            "/desk/",
            "/desk/lists/all",
            "/desk/lists/all?q=回扣",
            "/desk/lists/all?format=csv",
            "/desk/paper",
        ):
            answer = desk.at(nick).get(address)
            assert said.number not in answer.content.decode()
            assert "回扣" not in answer.content.decode().replace("q=回扣", "").replace('value="回扣"', "").replace(
                "找：回扣", ""
            )
    assert "回扣" in desk.get("reader", f"/desk/opinions/{said}")
    desk.get("reader", f"/desk/opinions/{said}/sheet", 404)
    desk.act("reader", said, "lift_confidential", words="不是检举，退回。")
    assert "回扣" in desk.get("officer", f"/desk/opinions/{said}")


# ── publication ────────────────────────────────────────────────────────────
def test_a_card_with_a_telephone_number_in_it_is_not_taken(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "inform", preset="", target="县水利局", words="归水利局管。")
    quote = "请打13800138000找我。"
    answer = desk.act("officer", said, "prepare_publication", status=400, quote=quote, outcome="已告知。", stages=["0"])
    assert quote in answer.content.decode()
    assert not Publication.objects.exists()


def test_a_published_card_is_taken_down_with_a_reason(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "inform", preset="", target="县水利局", words="归水利局管。")
    desk.act("officer", said, "prepare_publication", quote="井干了。", outcome="已告知。", stages=["0"])
    card = Publication.objects.get(opinion=said)
    desk.at("chair").post(f"/desk/publications/{card.code}/publish", {"checked": "on"})
    assert desk.at("chair").post(f"/desk/publications/{card.code}/withdraw", {"words": ""}).status_code == 400
    assert desk.at("chair").post(f"/desk/publications/{card.code}/withdraw", {"words": "认得出人。"}).status_code == 302
    card.refresh_from_db()
    assert card.state == "withdrawn"
