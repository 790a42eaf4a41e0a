"""Each desk opens for its owner, and every address is 404 to a stranger."""

import re

import pytest
from django.test import Client

from lianxin.desk.tests.factory import Desk
from lianxin.opinions.models import Publication
from lianxin.suggestions.models import Suggestion

EVERYBODY = (
    "officer", "chair", "volunteer", "office", "office2", "reader", "health", "town_hall", "city", "auditor",
    "stranger", "strange_chair", "long", "liu", "yang", "ma", "stranger_deputy",
)  # fmt: skip


@pytest.mark.parametrize("nick", EVERYBODY)
def test_everybody_has_a_day(desk: Desk, nick: str) -> None:
    desk.spoken()
    answer = desk.at(nick).get("/desk/", follow=True)
    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()


@pytest.fixture
def addresses(desk: Desk) -> list[str]:
    """Every address of one matter that went the whole way to a draft card."""
    said = desk.spoken()
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    row = desk.drafted(said)
    desk.act("office", row, "number")
    desk.act("office", row, "assign_by_office", organ=desk.cast.organs["health"].code, months="3")
    other = desk.spoken("另一件。")
    desk.act("officer", other, "inform", preset="", target="县水利局", words="归水利局管。")
    desk.act("officer", other, "prepare_publication", quote="另一件。", outcome="已告知。", stages=["0"])
    card = Publication.objects.get()
    opinion, suggestion = f"/desk/opinions/{said}", f"/desk/suggestions/{row.code}"
    return [
        opinion,
        f"{opinion}/sheet",
        suggestion,
        f"{suggestion}/paper",
        f"{suggestion}/slip",
        f"/desk/publications/{card.code}",
    ]


@pytest.mark.parametrize(
    "nick", ["stranger", "strange_chair", "stranger_deputy", "town_hall", "city", "auditor", "reader"]
)
def test_a_stranger_gets_404_where_the_owner_gets_his_page(desk: Desk, addresses: list[str], nick: str) -> None:
    for address in addresses:
        desk.get("officer", address)
        desk.get(nick, address, 404)


def test_a_stranger_may_not_act_on_what_he_cannot_see(desk: Desk, addresses: list[str]) -> None:
    said, row, card = addresses[0], addresses[2], addresses[-1]
    for address in (f"{said}/pass_on", f"{said}/contact", f"{row}/withdraw", f"{card}/publish", f"{card}/withdraw"):
        assert desk.at("stranger").post(address, {"seen": 1, "words": "x"}).status_code == 404
    assert Suggestion.objects.get().state == "assigned"


def test_the_strangers_lists_show_not_one_of_our_words(desk: Desk, addresses: list[str]) -> None:
    for nick in ("stranger", "strange_chair", "stranger_deputy"):
        for address in ("/desk/", "/desk/lists/all", "/desk/lists/done", "/desk/publications/", "/desk/paper"):
            page = desk.at(nick).get(address).content.decode()
            assert "三里路" not in page
            assert "另一件" not in page


def test_who_is_not_signed_in_is_sent_to_the_door(addresses: list[str]) -> None:
    for address in ("/desk/", *addresses):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "/people/sign-in" in answer.headers["Location"]


def test_pages_of_the_desk_are_kept_by_no_cache(desk: Desk) -> None:
    answer = desk.at("officer").get("/desk/")
    assert "no-store" in answer.headers["Cache-Control"]


def test_one_red_action_a_screen_and_every_button_has_its_key(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    for nick, address in (
        ("officer", f"/desk/opinions/{said}"),
        ("officer", "/desk/register"),
        ("long", f"/desk/opinions/{said}"),
    ):
        assert desk.get(nick, address).count("btn--go") == 1, (nick, address)
    page = desk.get("officer", f"/desk/opinions/{said}")
    buttons = re.findall(r'<a class="btn[^"]*" href="[^"]*do=[^>]*>', page)
    assert len(buttons) > 5
    assert all("data-key=" in button and "aria-keyshortcuts=" in button for button in buttons)


def test_a_deputy_answers_in_three_taps(desk: Desk) -> None:
    said = desk.spoken()
    desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
    assert f'href="/desk/opinions/{said}"' in desk.get("long", "/desk/")
    item = desk.get("long", f"/desk/opinions/{said}")
    assert f'href="/desk/suggestions/new?opinion={said}"' in item
    assert 'value="submit"' in desk.get("long", f"/desk/suggestions/new?opinion={said}")


def test_the_next_item_of_the_list_follows_what_was_done(desk: Desk) -> None:
    first, second = desk.spoken("第一件。"), desk.spoken("第二件。")
    answer = desk.act("officer", first, "pass_on", deputy=desk.cast.people["long"].code, list="to_sort")
    assert answer.headers["Location"] == f"/desk/opinions/{second}?list=to_sort"
    answer = desk.act("officer", second, "classify", category="water", level="", list="to_sort")
    assert answer.headers["Location"] == f"/desk/opinions/{second}?list=to_sort"
    answer = desk.act("officer", second, "pass_on", deputy=desk.cast.people["long"].code, list="to_sort")
    assert answer.headers["Location"] == "/desk/?list=to_sort"


def test_a_fragment_is_cut_from_the_page_it_belongs_to(desk: Desk) -> None:
    said = desk.spoken()
    page = desk.get("officer", f"/desk/opinions/{said}?list=to_sort")
    for link in re.findall(r'<a [^>]*hx-get="[^>]*>', page):
        fetched, plain = re.search(r'hx-get="([^"]+)"', link), re.search(r'href="([^"#]+)#act"', link)
        assert fetched and plain and fetched[1] == plain[1]
        assert 'hx-select="#matter" hx-target="#matter"' in link


def test_the_register_number_is_shown_to_the_county_alone(desk: Desk) -> None:
    said = desk.spoken()
    assert "总登记" not in desk.get("officer", f"/desk/opinions/{said}")
