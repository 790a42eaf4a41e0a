"""What a partner may rely on: cards, intake with idempotency, the road, and errors that say what to do."""

import json

import pytest
from django.test import Client

from lianxin.opinions.models import Opinion
from tests.world import world

pytestmark = pytest.mark.django_db


def send(client: Client, **body: object):
    return client.post("/api/v1/opinions", json.dumps(body), content_type="application/json")


@pytest.mark.article(1)
def test_an_opinion_gets_number_code_time_and_promise(client):
    cast = world()
    answer = send(client, text="桥栏杆坏了", station=cast.station.code)
    assert answer.status_code == 201
    body = answer.json()
    assert set(body) == {"number", "check_code", "received_at", "promise"}
    assert len(body["number"]) == 12 and len(body["check_code"]) == 10
    assert body["promise"].startswith("lianxin receipt v1\n" + body["number"])
    assert Opinion.objects.get(number=body["number"]).text == "桥栏杆坏了"


def test_the_same_key_and_words_give_the_same_receipt(client):
    cast = world()
    first = send(client, text="路灯不亮", station=cast.station.code, idempotency_key="k1").json()
    again = send(client, text="路灯不亮", station=cast.station.code, idempotency_key="k1").json()
    assert again == first
    assert Opinion.objects.count() == 1


def test_the_same_key_with_other_words_is_a_conflict_without_data(client):
    cast = world()
    send(client, text="路灯不亮", station=cast.station.code, idempotency_key="k1")
    answer = send(client, text="别的事", station=cast.station.code, idempotency_key="k1")
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert "路灯" not in answer.content.decode()
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "   "}, "text"),
        ({"text": "有事"}, "place"),
        ({"text": "有事", "station": "nowhere"}, "station"),
        ({"text": "长" * 20_000, "place": "寸石镇"}, "text"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_kept(client, body, field):
    world()
    answer = send(client, **body)
    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b'{"text": 3}', b'{"text": "\\ud800", "place": "x"}']
)
def test_what_is_no_json_object_is_a_problem_document(client, raw):
    world()
    answer = client.post("/api/v1/opinions", raw, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.article(9)
def test_the_holder_of_the_code_reads_the_road(client):
    cast = world()
    receipt = send(client, text="桥栏杆坏了", station=cast.station.code).json()
    answer = client.get(f"/api/v1/opinions/{receipt['number']}", headers={"X-Check-Code": receipt["check_code"]})
    assert answer.status_code == 200
    road = answer.json()
    assert road["state"] == "registered"
    assert [s["verb"] for s in road["stages"]] == ["registered", "registered"]
    assert road["proof"]["leaf"]


def test_wrong_code_and_unknown_number_get_one_answer(client):
    cast = world()
    receipt = send(client, text="桥栏杆坏了", station=cast.station.code).json()
    wrong = client.get(f"/api/v1/opinions/{receipt['number']}", headers={"X-Check-Code": "0000000000"})
    unknown = client.get("/api/v1/opinions/123456789012", headers={"X-Check-Code": "0000000000"})
    assert wrong.status_code == unknown.status_code == 404
    assert wrong.content == unknown.content


def test_wrong_codes_slow_down_the_guesser_and_never_the_owner(client):
    from lianxin.opinions import actions

    cast = world()
    receipt = send(client, text="桥栏杆坏了", station=cast.station.code).json()
    tried = [actions.check(receipt["number"], "0000000000", "here").wait for _ in range(8)]
    assert tried[:4] == [0, 0, 0, 0] and 0 < tried[-1] <= 2
    assert actions.check(receipt["number"], receipt["check_code"], "here").wait > 0
    assert actions.check(receipt["number"], receipt["check_code"], "elsewhere").opinion is not None
    answer = client.get(f"/api/v1/opinions/{receipt['number']}", headers={"X-Check-Code": receipt["check_code"]})
    assert answer.status_code == 200


@pytest.mark.article(5)
def test_cards_come_in_pages_and_hold_no_withheld_item(client):
    world()
    stations = client.get("/api/v1/stations").json()
    assert [s["name"] for s in stations["items"]] and stations["next"] is None
    people = client.get("/api/v1/deputies").json()["items"]
    provincial = next(p for p in people if p["name"] == "麻秋实")
    assert provincial["workplace"] == "" and provincial["contact"] == ""
    assert client.get(f"/api/v1/deputies/{provincial['code']}").json()["name"] == "麻秋实"


def test_results_page_by_time_and_refuse_nonsense(client):
    world()
    assert client.get("/api/v1/results").json() == {"items": [], "next": None}
    assert client.get("/api/v1/results?after=yesterday").status_code == 422
    assert client.get("/api/v1/results/nothing").status_code == 404


def test_the_description_names_every_path(client):
    described = client.get("/api/v1/openapi.json").json()["paths"]
    assert {
        "/api/v1/stations",
        "/api/v1/deputies",
        "/api/v1/results",
        "/api/v1/opinions",
        "/api/v1/opinions/{number}",
    } <= set(described)


@pytest.mark.article(2)
def test_stations_are_found_by_place_words_and_division(client):
    cast = world()
    for asked in ("?q=桐木村杨家组", "?q=建设路", f"?division={cast.station.division}"):
        items = client.get(f"/api/v1/stations{asked}").json()["items"]
        assert [s["code"] for s in items] == [cast.station.code], asked
    assert client.get("/api/v1/stations?q=%25").json()["items"] == []
    assert client.get("/api/v1/stations?division=43").status_code == 422
    assert client.get("/api/v1/stations?q=" + "x" * 100).status_code == 422
    one = client.get(f"/api/v1/stations/{cast.station.code}").json()
    assert one["convener"] == "刘禾生"
    assert {"venue", "access_items", "sms", "latitude", "officers"} <= set(one)
    assert [c["name"] for group in one["groups"] for c in group["cards"]]


@pytest.mark.article(5)
def test_deputies_are_found_by_place_and_published_name(client):
    cast = world()
    names = {p["name"] for p in client.get("/api/v1/deputies?q=寸石镇").json()["items"]}
    assert names >= {"龙秀梅", "刘禾生", "杨小满", "麻秋实"}
    assert "彭桂香" not in names
    found = client.get("/api/v1/deputies?q=龙秀梅").json()["items"]
    assert [p["stations"] for p in found] == [[cast.station.name]]
    assert len(client.get("/api/v1/deputies?division=430522000000").json()["items"]) == 2
    assert client.get("/api/v1/deputies?division=x").status_code == 422
    assert client.get("/api/v1/deputies?q=没有这人").json()["items"] == []


def test_cards_may_be_kept_and_are_known_again(client):
    world()
    first = client.get("/api/v1/stations")
    assert client.get("/api/v1/stations", headers={"If-None-Match": first["ETag"]}).status_code == 304
