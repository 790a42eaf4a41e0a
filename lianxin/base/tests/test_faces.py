"""Headers, the two switches, and pages that say what to do when something is wrong."""

import pytest
from django.test import Client

from lianxin.base import navigation
from lianxin.base.navigation import Item
from lianxin.kit.actor import RESIDENT, Actor, Post, Role


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_every_page_carries_the_fences(client: Client) -> None:
    headers = client.get("/components/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Cookie" in headers["Vary"]


def test_care_is_remembered_by_a_cookie_and_needs_no_script(client: Client) -> None:
    assert b'class=" care"' not in client.get("/components/").content
    answer = client.post("/care", {"care": "1", "next": "/components/"})
    assert (answer.status_code, answer["Location"]) == (302, "/components/")
    assert b'class=" care"' in client.get("/components/").content
    client.post("/care", {"care": "0", "next": "/components/"})
    assert b'class=" care"' not in client.get("/components/").content


def test_a_switch_changes_nothing_on_get(client: Client) -> None:
    assert client.get("/care").status_code == 405
    assert client.get("/tongue").status_code == 405


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "", "x"]
)
def test_a_switch_never_leads_out_of_the_house(client: Client, target: str) -> None:
    assert client.post("/care", {"care": "1", "next": target})["Location"] == "/"


def test_the_tongue_is_chinese_whatever_the_phone_says(client: Client) -> None:
    page = client.get("/components/", headers={"accept-language": "en-US,en"})
    assert b'<html lang="zh-CN"' in page.content
    assert page["Content-Language"] == "zh-CN"


def test_the_tongue_changes_by_cookie(client: Client) -> None:
    client.post("/tongue", {"tongue": "en", "next": "/components/"})
    page = client.get("/components/").content.decode()
    assert '<html lang="en"' in page
    assert "14 days later" in page


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "凭登记号查办理"),
        ("/refuse", 403, "重新登录"),
        ("/burst", 500, "都在，没有丢"),
        ("/swell", 413, "换一张小一点的照片"),
        ("/hurry", 429, "过15分钟再试"),
        ("/full", 503, "没有登记，也没有给号"),
    ],
)
def test_an_error_says_what_to_do_next(client: Client, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_an_expired_form_keeps_what_was_typed_and_drops_secrets() -> None:
    client = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})
    answer = client.post("/speak", {"text": "寨子里的井这两年干了，要走三里路去挑水。", "check_code": "4079158236"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "请再按一次" in page
    assert "要走三里路去挑水" in page
    assert "csrfmiddlewaretoken" in page
    assert "4079158236" not in page


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {"origin": "null"}, {}],
)
def test_a_strangers_form_is_not_handed_a_fresh_token(headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True, headers=headers)
    answer = client.post("/speak", {"text": "这一段话是别人的网页替我写的，不是我写的。"})
    assert answer.status_code == 403
    assert "别人的网页" not in answer.content.decode()


def test_navigation_is_drawn_in_order_for_those_who_may_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", {})
    officer = Actor("u1", "罗小禾", posts=(Post(Role.LIAISON_OFFICER, "430100000000"),))
    navigation.register(
        Item("desk", "二", "base:robots", order=20, group="等着办", count=lambda actor: 3),
        Item("desk", "一", "base:components", order=10, allowed=lambda actor: bool(actor.posts)),
    )
    seen = navigation.groups("desk", officer, "/components/")
    assert [(e.label, e.current, e.count) for g in seen for e in g.entries] == [("一", True, None), ("二", False, 3)]
    assert [g.label for g in seen] == ["", "等着办"]
    assert [e.label for e in navigation.entries("desk", RESIDENT)] == ["二"]


def test_robots_keep_out_of_the_desk(client: Client) -> None:
    assert "Disallow: /desk/" in client.get("/robots.txt").content.decode()
