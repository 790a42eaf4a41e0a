"""The main job through the pages: a resident speaks, and a public answer comes back, by six roles."""

import pytest

from lianxin.desk.tests.factory import Desk
from lianxin.opinions.models import Publication


@pytest.mark.article(8)
def test_six_roles_carry_a_word_to_its_published_answer(desk: Desk) -> None:
    said = desk.spoken()
    assert "井这两年干了" in desk.get("officer", "/desk/")
    desk.get("officer", f"/desk/opinions/{said}?list=to_sort&do=pass_on")
    desk.act("officer", said, "classify", category="water", level="4")
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code, words="县里的事", list="to_sort")
    assert "等您说句话" in desk.get("long", "/desk/")
    assert "我来提建议" in desk.get("long", f"/desk/opinions/{said}")
    desk.act("long", said, "acknowledge")
    suggestion = desk.drafted(said)
    assert suggestion.state == "submitted"
    said.refresh_from_db()
    assert said.state == "raised"

    assert suggestion.title in desk.get("office", "/desk/")
    desk.act("office", suggestion, "number")
    desk.get("office", f"/desk/suggestions/{suggestion.code}?do=assign_by_office")
    desk.act("office", suggestion, "assign_by_office", organ=desk.cast.organs["health"].code, months="3")
    assert suggestion.title in desk.get("health", "/desk/")
    desk.act("health", suggestion, "acknowledge")
    assert "答复类别" in desk.get("health", f"/desk/suggestions/{suggestion.code}")
    desk.act(
        "health",
        suggestion,
        "reply",
        reply_class="B",
        words="已列入明年农村饮水工程。",
        signed_by="向某",
        promise="桐木村通自来水",
        promise_day="2030-06-30",
        contacted="11月23日当面沟通",
    )
    assert "请您评价" in desk.get("long", "/desk/")
    desk.act("long", suggestion, "evaluate", attitude="satisfied", result="satisfied")
    desk.act("office", suggestion, "conclude")

    said.refresh_from_db()
    assert said.has_result
    desk.act("officer", said, "feed_back", how="phone", words="明年通水。")
    desk.act("officer", said, "evaluate", satisfaction="satisfied")
    desk.get("officer", f"/desk/suggestions/{suggestion.code}?do=prepare_publication")
    desk.act("officer", suggestion, "prepare_publication", quote="寨子里的井干了。", outcome="明年通水。", stages=["0"])
    card = Publication.objects.get(matter=suggestion.code)
    assert "寨子里的井干了" in desk.get("office", f"/desk/publications/{card.code}")
    assert desk.at("office").post(f"/desk/publications/{card.code}/publish", {"checked": "on"}).status_code == 302
    card.refresh_from_db()
    assert card.state == "published"
    desk.act("chair", said, "conclude", ground="fed_back")
    assert said.state == "concluded"


@pytest.mark.article(9)
def test_who_prepared_a_card_may_not_publish_it_himself(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "inform", preset="", target="县人民法院", words="案子要向法院说。")
    desk.act("chair", said, "prepare_publication", quote="案子。", outcome="已告知去处。", stages=["0"])
    card = Publication.objects.get(opinion=said)
    refused = desk.at("chair").post(f"/desk/publications/{card.code}/publish", {"checked": "on"})
    assert refused.status_code == 409
    assert "两个人" in refused.content.decode()
    unchecked = desk.at("office").post(f"/desk/publications/{card.code}/publish", {})
    assert unchecked.status_code == 400
    assert desk.at("office").post(f"/desk/publications/{card.code}/publish", {"checked": "on"}).status_code == 302
