"""A suggestion's journey through its forms, and many assigned at once."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from lianxin.desk.tests.factory import Desk, errors
from lianxin.suggestions.models import Reply, Suggestion

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def submitted(desk: Desk) -> Suggestion:
    """Submitted by 龙秀梅, from one opinion."""
    said = desk.spoken()
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    return desk.drafted(said)


@pytest.fixture
def in_hand(desk: Desk, submitted: Suggestion) -> Suggestion:
    """Acknowledged by the health bureau."""
    desk.act("office", submitted, "number")
    desk.act("office", submitted, "assign_by_office", organ=desk.cast.organs["health"].code, months="3")
    desk.act("health", submitted, "acknowledge")
    return submitted


def test_a_draft_begins_with_what_was_said_and_waits_until_it_is_handed_in(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    assert "三里路去挑水" in desk.get("long", f"/desk/suggestions/new?opinion={said}")
    kept = desk.drafted(said, then="keep")
    assert kept.state == "draft"
    desk.act(
        "long", kept, "revise", heading="关于饮水的建议", situation="井干了。", advice="请通水。", openness="title"
    )
    assert kept.title == "关于饮水的建议"
    desk.act("long", kept, "submit")
    desk.act("office", kept, "return_for_revision", words="请写明哪个村。")
    desk.act("long", kept, "submit")
    desk.act("office", kept, "treat_as_reference", words="已列入规划。")
    assert kept.state == "reference"


def test_two_voices_go_into_one_suggestion(desk: Desk) -> None:
    first, second = desk.spoken(), desk.spoken("上寨的井也干了。")
    for said in (first, second):
        desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    page = desk.get("long", f"/desk/suggestions/new?opinion={first}&opinion={second}")
    assert "上寨的井也干了" in page
    desk.get("long", f"/desk/suggestions/new?opinion={first}&opinion=000000000000", 404)


def test_words_typed_into_a_draft_stay_when_the_heading_is_missing(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    answer = desk.at("long").post("/desk/suggestions/new", {"opinion": str(said), "situation": "井干了好久了。"})
    assert answer.status_code == 400
    assert "井干了好久了。" in answer.content.decode()
    assert not Suggestion.objects.exists()


@pytest.mark.article(8)
@pytest.mark.parametrize("nick", ["officer", "chair"])
def test_only_the_county_office_assigns_a_county_suggestion(desk: Desk, submitted: Suggestion, nick: str) -> None:
    desk.act("office", submitted, "number")
    page = desk.get(nick, f"/desk/suggestions/{submitted.code}")
    assert "do=assign" not in page
    code = desk.cast.organs["health"].code
    refused = desk.act(nick, submitted, "assign_by_office", status=403, organ=code, months="3")
    assert any("交办" in words for words in errors(refused))


@pytest.mark.article(8)
def test_a_township_suggestion_goes_through_the_presidium(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["yang"].code)
    row = desk.drafted(said, nick="yang")
    desk.get("office", f"/desk/suggestions/{row.code}", 404)
    desk.act("chair", row, "number")
    offered = desk.get("chair", f"/desk/suggestions/{row.code}?do=assign_by_presidium")
    assert "镇政府" in offered
    assert "镇党委" not in offered
    desk.act("chair", row, "assign_by_presidium", organ=desk.cast.organs["town_hall"].code, months="3")
    assert row.state == "assigned"


def test_six_months_need_a_reason_and_both_terms_are_reckoned_on_the_page(desk: Desk, submitted: Suggestion) -> None:
    desk.act("office", submitted, "number")
    page = desk.get("office", f"/desk/suggestions/{submitted.code}?do=assign_by_office")
    assert "选3个月" in page
    assert "选6个月" in page
    code = desk.cast.organs["water"].code
    answer = desk.act("office", submitted, "assign_by_office", status=400, organ=code, months="6")
    assert any("理由" in words for words in errors(answer))
    desk.act("office", submitted, "assign_by_office", organ=code, months="6", reason="涉及三个乡镇")
    assert submitted.assignments.get().months == 6


def test_many_are_assigned_at_once_and_the_one_that_fails_says_why(desk: Desk) -> None:
    rows = []
    for text in ("井干了。", "路坏了。"):
        said = desk.spoken(text)
        desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
        rows.append(desk.drafted(said))
        desk.act("office", rows[-1], "number")
    first, second = rows
    given = {
        "pick": [first.code, second.code], "months": "3", f"organ-{first.code}": desk.cast.organs["water"].code,
        f"seen-{first.code}": first.version, f"seen-{second.code}": second.version, f"organ-{second.code}": "",
    }  # fmt: skip
    answer = desk.at("office").post("/desk/suggestions/assign", given)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "请选一个能承办这一级建议的单位" in page
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("assigned", "numbered")
    given |= {"pick": [second.code], f"organ-{second.code}": desk.cast.organs["water"].code}
    assert desk.at("office").post("/desk/suggestions/assign", given).status_code == 302
    desk.get("officer", "/desk/suggestions/assign", 404)


def test_a_promise_without_its_day_is_asked_for_and_the_reply_stays(desk: Desk, in_hand: Suggestion) -> None:
    answer = desk.act(
        "health", in_hand, "reply", status=400, reply_class="B", words="正在办。" * 9, signed_by="向某", promise="通水"
    )
    assert "正在办。" * 9 in answer.content.decode()
    assert errors(answer)


def test_a_stamped_letter_is_kept_whole_and_given_only_to_who_may_open_the_matter(
    desk: Desk, in_hand: Suggestion, tmp_path: Path
) -> None:
    with override_settings(MEDIA_ROOT=tmp_path):
        for name, octets in (("a.pdf", b"MZ not a pdf"), ("b.pdf", b"")):
            bad = SimpleUploadedFile(name, octets, content_type="application/pdf")
            desk.act(
                "health", in_hand, "reply", status=400, reply_class="A", words="办好了。", signed_by="向某", letter=bad
            )
        assert not list(tmp_path.rglob("*.*"))
        good = SimpleUploadedFile("../../x.pdf", PDF, content_type="text/plain")
        desk.act("health", in_hand, "reply", reply_class="A", words="办好了。", signed_by="向某", letter=good)
        reply = Reply.objects.get()
        answer = desk.at("long").get(f"/desk/letters/{reply.code}")
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
        assert "attachment" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert desk.at("stranger").get(f"/desk/letters/{reply.code}").status_code == 404
        assert desk.at("town_hall").get(f"/desk/letters/{reply.code}").status_code == 404


def test_a_letter_over_the_limit_is_refused(desk: Desk, in_hand: Suggestion, tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path, ATTACHMENT_MAX_BYTES=1024 * 1024):
        large = SimpleUploadedFile("a.pdf", PDF + b"0" * 1024 * 1024)
        answer = desk.act(
            "health", in_hand, "reply", status=400, reply_class="A", words="办好了。", signed_by="向某", letter=large
        )
        assert any("文件太大" in words for words in errors(answer))
        assert not list(tmp_path.rglob("*.*"))


@pytest.mark.article(9)
def test_a_dissatisfied_deputy_has_the_matter_handled_again(desk: Desk, in_hand: Suggestion) -> None:
    desk.act("health", in_hand, "reply", reply_class="C", words="办不了。", signed_by="向某")
    desk.act("long", in_hand, "evaluate", status=400, attitude="satisfied", result="dissatisfied")
    desk.act("long", in_hand, "evaluate", attitude="satisfied", result="dissatisfied", words="没有到过现场。")
    page = desk.get("office", f"/desk/suggestions/{in_hand.code}")
    assert "do=order_rehandling" in page
    assert "do=conclude" not in page
    desk.act("office", in_hand, "order_rehandling", words="请到现场看。")
    assert in_hand.state == "assigned"


def test_an_organ_sees_the_matter_and_never_who_spoke(desk: Desk) -> None:
    said = desk.spoken(contact="0700-1234567")
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    row = desk.drafted(said)
    desk.act("office", row, "number")
    desk.act("office", row, "assign_by_office", organ=desk.cast.organs["health"].code, months="3")
    page = desk.get("health", f"/desk/suggestions/{row.code}")
    assert said.number not in page
    assert "0700" not in page
    desk.get("health", f"/desk/opinions/{said}", 404)
    desk.get("health", f"/desk/suggestions/{row.code}/slip")
