"""Whoever rests too long is signed out; what he typed waits for him, and for him alone."""

from datetime import datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from lianxin.kit import moment
from lianxin.people.forms import KEPT
from lianxin.people.models import User
from lianxin.people.tests import factory as f

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lianxin.people.tests.urls")]
TYPED = "西渡镇新桥村的水渠塌了三十米，请看看。"


@pytest.fixture(autouse=True)
def to_the_echo_page(settings) -> None:
    settings.LOGIN_REDIRECT_URL = "/desk/echo"


@pytest.fixture(autouse=True)
def a_morning():
    with moment.at(datetime(2026, 11, 23, 9, 0, tzinfo=moment.SHANGHAI)):
        yield


def sign_in(client: Client, username: str = "tan", **more: str):
    return client.post("/people/sign-in", {"username": username, "password": f.PASSWORD, **more})


@pytest.fixture
def user(client: Client) -> User:
    user = f.account()
    sign_in(client)
    return user


def test_half_an_hour_of_rest_is_allowed(client: Client, user: User) -> None:
    moment.pass_time(minutes=30)
    assert client.get("/desk/echo").json()["actor"] == user.ref


def test_longer_rest_signs_out_and_says_so(client: Client, user: User) -> None:
    moment.pass_time(minutes=31)
    answer = client.get("/desk/echo?day=today")
    assert (answer.status_code, answer["Location"]) == (303, "/people/sign-in?next=%2Fdesk%2Fecho%3Fday%3Dtoday")
    assert "已自动退出" in client.get(answer["Location"]).content.decode()
    assert client.get("/echo").json()["actor"] == "resident"


def test_every_use_begins_the_rest_anew(client: Client, user: User) -> None:
    for _ in range(4):
        moment.pass_time(minutes=20)
        assert client.get("/desk/echo").status_code == 200


def test_last_use_is_noted_at_most_once_a_minute(client: Client, user: User) -> None:
    noted = Session.objects.get().session_data
    moment.pass_time(seconds=59)
    client.get("/desk/echo")
    assert Session.objects.get().session_data == noted
    moment.pass_time(seconds=2)
    client.get("/desk/echo")
    assert Session.objects.get().session_data != noted


def test_public_page_goes_on_as_a_visitor_after_a_long_rest(client: Client, user: User) -> None:
    moment.pass_time(hours=1)
    answer = client.post("/echo", {"text": TYPED})
    assert answer.json() == {"actor": "resident", "name": "群众", "sent": TYPED}


def test_typed_form_waits_and_is_handed_back_after_sign_in(client: Client, user: User) -> None:
    moment.pass_time(hours=1)
    answer = client.post("/desk/echo", {"text": TYPED, "kind": "short"})
    assert answer.status_code == 303
    assert "刚才填的还在" in client.get(answer["Location"]).content.decode()
    assert sign_in(client, next="/desk/echo")["Location"] == "/people/go-on"
    page = client.get("/people/go-on").content.decode()
    assert TYPED in page and 'action="/desk/echo"' in page
    assert '<input type="hidden" name="kind" value="short">' in page
    assert client.post("/desk/echo", {"text": TYPED}).json() == {"actor": user.ref, "name": "谭小勤", "sent": TYPED}
    assert KEPT not in client.session
    assert client.get("/people/go-on").status_code == 302


def test_typed_form_survives_a_wrong_password(client: Client, user: User) -> None:
    moment.pass_time(hours=1)
    client.post("/desk/echo", {"text": TYPED})
    client.post("/people/sign-in", {"username": "tan", "password": "wrong-wrong"})
    sign_in(client)
    assert TYPED in client.get("/people/go-on").content.decode()


def test_next_person_at_the_same_machine_does_not_get_the_form(client: Client, user: User) -> None:
    f.account("ma", "马芳")
    moment.pass_time(hours=1)
    client.post("/desk/echo", {"text": TYPED})
    sign_in(client, "ma")
    answer = client.get("/people/go-on")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/echo")


def test_waiting_form_is_not_readable_in_the_session_row(client: Client, user: User) -> None:
    moment.pass_time(hours=1)
    client.post("/desk/echo", {"text": TYPED})
    held = client.session[KEPT]
    assert TYPED not in held and "text" not in held


def test_waiting_form_lapses_after_half_a_day(client: Client, user: User) -> None:
    moment.pass_time(hours=1)
    client.post("/desk/echo", {"text": TYPED})
    moment.pass_time(hours=13)
    sign_in(client)
    assert client.get("/people/go-on").status_code == 302


def test_passwords_are_never_kept(client: Client, user: User) -> None:
    moment.pass_time(hours=1)
    client.post("/people/password", {"old_password": "a", "new_password1": "b", "new_password2": "b"})
    assert KEPT not in client.session


def test_form_beyond_the_limit_is_not_kept_and_nothing_breaks(client: Client, user: User) -> None:
    moment.pass_time(hours=1)
    assert client.post("/desk/echo", {"text": "水" * 40_000}).status_code == 303
    assert KEPT not in client.session


def test_form_of_a_stranger_is_never_kept(user: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    strict.get("/desk/echo")
    moment.pass_time(hours=1)
    assert strict.post("/desk/echo", {"text": "planted"}).status_code == 403
    assert KEPT not in strict.session


def test_fragment_request_moves_the_whole_page(client: Client, user: User) -> None:
    moment.pass_time(hours=1)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/opinions/?page=2"}
    answer = client.get("/desk/echo", headers=headers)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/people/sign-in?next=%2Fdesk%2Fopinions%2F%3Fpage%3D2"
