"""Signing in and out, the lock-out, the own password."""

import logging
import re

import pytest
from axes.models import AccessAttempt
from django.test import Client

from lianxin.ledger.models import Entry
from lianxin.people.tests import factory as f

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lianxin.people.tests.urls")]
SIGN_IN = "/people/sign-in"


@pytest.fixture(autouse=True)
def to_the_echo_page(settings) -> None:
    settings.LOGIN_REDIRECT_URL = "/desk/echo"
    settings.LOGOUT_REDIRECT_URL = "/echo"


def signing_in(client: Client, password: str = f.PASSWORD, username: str = "tan", **more: str):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def test_sign_in_page_opens_to_everybody_and_is_in_chinese(client: Client) -> None:
    page = client.get(SIGN_IN)
    assert page.status_code == 200
    assert "登录工作台" in page.content.decode()
    assert 'autocomplete="current-password"' in page.content.decode()


def test_right_password_signs_in_and_goes_where_one_wanted(client: Client) -> None:
    user = f.account()
    answer = signing_in(client, next="/desk/echo")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/echo")
    assert client.get("/desk/echo").json()["actor"] == user.ref


def test_sign_in_never_leads_to_another_house(client: Client) -> None:
    f.account()
    assert signing_in(client, next="https://evil.example/desk/")["Location"] == "/desk/echo"


def without_token(answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


def test_wrong_password_and_unknown_name_get_one_answer(client: Client) -> None:
    f.account()
    known, unknown = signing_in(client, "wrong-wrong"), signing_in(client, "wrong-wrong", "nat")
    assert "用户名或密码不对" in known.content.decode()
    assert without_token(known).replace('value="tan"', 'value="nat"') == without_token(unknown)


def test_disabled_account_gets_the_same_answer_as_a_wrong_password(client: Client) -> None:
    user = f.account()
    user.is_active = False
    user.save()
    assert "用户名或密码不对" in signing_in(client).content.decode()


@pytest.mark.parametrize("username", ["tan", "nobody"])
def test_five_failures_lock_out_whether_the_account_exists_or_not(client: Client, username: str) -> None:
    f.account()
    answers = [signing_in(client, "wrong-wrong", username) for _ in range(5)]
    assert [a.status_code for a in answers] == [200, 200, 200, 200, 429]
    last = answers[-1]
    assert last["Retry-After"] == "900"
    assert "15分钟" in last.content.decode()
    assert "tan" not in last.content.decode() and "nobody" not in last.content.decode()
    assert signing_in(client, f.PASSWORD, username).status_code == 429


def test_locked_out_visitor_does_not_lock_the_owner_elsewhere(client: Client) -> None:
    f.account()
    for _ in range(5):
        signing_in(client, "wrong-wrong")
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert signing_in(elsewhere).status_code == 302


def test_success_clears_the_failures_before_it(client: Client) -> None:
    f.account()
    for _ in range(2):
        for _ in range(4):
            signing_in(client, "wrong-wrong")
        assert signing_in(client).status_code == 302
        client.logout()
    assert not AccessAttempt.objects.exists()


def test_password_stands_in_no_log(client: Client, caplog) -> None:
    f.account()
    caplog.set_level(logging.DEBUG)
    signing_in(client, "very-secret-words")
    assert "very-secret-words" not in caplog.text
    assert "very-secret-words" not in str(list(AccessAttempt.objects.values()))


def test_passwords_are_kept_with_argon2(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert f.account("argon").password.startswith("argon2$argon2id$")


def test_sign_out_needs_a_post(client: Client) -> None:
    user = f.account()
    client.force_login(user)
    assert client.get("/people/sign-out").status_code == 405
    assert client.get("/echo").json()["actor"] == user.ref
    assert client.post("/people/sign-out").status_code == 302
    assert client.get("/echo").json()["actor"] == "resident"


def test_own_password_is_changed_by_an_act_and_other_sessions_end(client: Client) -> None:
    user = f.account()
    signing_in(client)
    other = Client()
    signing_in(other)
    new = "liu-ye-dao-chun-lai"
    sent = {"old_password": f.PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/people/password", sent).status_code == 302
    assert client.get("/echo").json()["actor"] == user.ref
    assert other.get("/echo").json()["actor"] == "resident"
    assert Entry.objects.filter(verb="people.password_set", subject=f"people.account:{user.code}").exists()


def test_password_is_not_changed_without_the_old_one(client: Client) -> None:
    user = f.account()
    signing_in(client)
    new = "liu-ye-dao-chun-lai"
    answer = client.post("/people/password", {"old_password": "x", "new_password1": new, "new_password2": new})
    assert answer.status_code == 200
    user.refresh_from_db()
    assert user.check_password(f.PASSWORD)


def test_password_page_is_for_the_signed_in(client: Client) -> None:
    assert client.get("/people/password")["Location"].startswith(SIGN_IN)
    assert client.get("/people/go-on")["Location"].startswith(SIGN_IN)


def test_visitor_without_cookie_costs_no_query(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/echo").json()["actor"] == "resident"


def test_signed_in_request_costs_session_user_and_rights(client: Client, django_assert_num_queries) -> None:
    client.force_login(f.account())
    client.get("/echo")
    with django_assert_num_queries(3):
        client.get("/echo")
