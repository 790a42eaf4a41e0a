"""The desk's register of deputies: what an office does there, and what a deputy does on his own page."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.deputies import actions, permissions, queries
from lianxin.deputies.models import Correction, DeputyGroup, Mandate, Person
from lianxin.deputies.tests import factory as f
from lianxin.desk.tests.factory import Desk
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.people.models import Sight
from lianxin.worlds.cast import CITY, COUNTY, TOWN


def term(code: str = TOWN, name: str = "寸石镇人民代表大会", **more: Any) -> Any:
    fields: dict[str, Any] = {"number": 18, "began_on": date(2021, 12, 1), "quota": 60} | more
    return actions.open_term(code, name=name, by=SYSTEM, **fields)


def post(desk: Desk, nick: str, path: str, status: int = 302, **fields: Any) -> str:
    answer = desk.at(nick).post(path, fields)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


def of(desk: Desk, nick: str) -> str:
    return f"/desk/deputies/{desk.cast.people[nick].code}"


# ── the register ───────────────────────────────────────────────────────────
def test_person_is_registered_and_his_mandate_granted_at_the_desk(desk: Desk) -> None:
    term()
    post(
        desk,
        "chair",
        "/desk/deputies/new/register_person",
        name="新当选",
        division=TOWN,
        private_mobile="0700-555-0101",
    )
    who = Person.objects.get(name="新当选")
    fields = {"congress": TOWN, "district": "第8选区", "certificate_no": "寸-8"}
    post(desk, "chair", f"/desk/deputies/{who.code}/grant_mandate", **fields)
    assert who.mandates.get().term == 18
    page = desk.get("chair", f"/desk/deputies/{who.code}")
    assert "第8选区" in page and "寸-8" in page and "0700-555-0101" not in page


def test_certificate_of_another_is_refused_in_the_offices_words(desk: Desk) -> None:
    term()
    actions.renew_mandate(desk.cast.people["yang"].mandates.get(), certificate_no="寸-8", by=SYSTEM)
    mandate = desk.cast.people["liu"].mandates.get(congress=TOWN)
    path = f"{of(desk, 'liu')}/renew_mandate"
    page = post(desk, "chair", path, 409, mandate=mandate.code, district="", certificate_no="寸-8")
    assert "已经登记给杨小满" in page


def test_more_deputies_than_seats_are_said_and_not_refused(desk: Desk) -> None:
    town = term(quota=1)
    assert "在任代表比名额多1名" in desk.get("chair", f"/desk/terms/{town.code}")
    assert "超过名额" in desk.get("chair", "/desk/terms/")


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("?q=刘禾", {"刘禾生"}), ("?level=1", set()), ("?level=5&state=active", {"刘禾生", "杨小满"}),
        ("?state=none", set()), ("?lack=station", set()), ("?lack=account", set()), ("?lack=correction", set()),
        ("?lack=photo", {"刘禾生", "杨小满"}), ("?district=第99选区", {"刘禾生", "杨小满"}),
        ("?congress=" + TOWN, {"刘禾生", "杨小满"}), (f"?congress={TOWN}&district=第3选区", {"刘禾生", "杨小满"}),
        (f"?congress={TOWN}&district=第14选区", {"刘禾生", "杨小满"}),
    ],
)  # fmt: skip
def test_list_is_searched_and_filtered(desk: Desk, query: str, seen: set[str]) -> None:
    term()
    page = desk.get("chair", "/desk/deputies/" + query)
    assert {name for name in ("刘禾生", "杨小满", "彭桂香") if f">{name}</a>" in page} == seen


def test_districts_are_offered_within_a_congress_and_mean_that_congress(desk: Desk) -> None:
    """Each congress has its own 第3选区: without a congress the word says nothing."""
    term()
    assert 'name="district"' not in desk.get("chair", "/desk/deputies/")
    within = desk.get("chair", f"/desk/deputies/?congress={TOWN}")
    assert ">第3选区</option>" in within and "第14选区</option>" not in within


def test_list_of_many_is_asked_otherwise_and_shows_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.grant_mandate(f.person("外来人", division=CITY, photo=False), COUNTY, term=18, by=SYSTEM)
    for nick in ("office", "chair", "officer", "long", "strange_chair"):
        actor = desk.cast.actor(nick)
        few = set(permissions.register_of(actor).values_list("name", flat=True))
        assert ("外来人" in few) is (nick == "office")
        monkeypatch.setattr(permissions, "MANY", 0)
        assert set(permissions.register_of(actor).values_list("name", flat=True)) == few, nick
        monkeypatch.undo()


def test_list_costs_the_same_however_many_there_are(desk: Desk) -> None:
    """Three deputies or a page of them: the queries are the same."""
    counts = []
    for more in (0, 20):
        for number in range(more):
            actions.grant_mandate(f.person(f"代表{number}", division=COUNTY, photo=False), COUNTY, term=18, by=SYSTEM)
        desk.get("office", "/desk/deputies/")
        with CaptureQueriesContext(connection) as seen:
            desk.get("office", "/desk/deputies/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 36


def test_suspended_deputy_is_off_the_list_of_the_station_at_once_and_comes_back(desk: Desk) -> None:
    mandate = desk.cast.people["yang"].mandates.get()
    station = f"/stations/{desk.cast.station.code}"
    assert "杨小满" in Client().get(station).content.decode()
    fields = {"mandate": mandate.code, "kind": "in_custody", "ground": "镇人大主席团公告第1号"}
    post(desk, "chair", f"{of(desk, 'yang')}/suspend", **fields)
    assert "杨小满" not in Client().get(station).content.decode()
    mandate.refresh_from_db()
    assert mandate.ground.endswith("：镇人大主席团公告第1号")
    assert "镇人大主席团公告第1号" in desk.get("chair", of(desk, "yang"))
    post(desk, "chair", f"{of(desk, 'yang')}/resume", mandate=mandate.code, kind="ground_gone")
    assert "杨小满" in Client().get(station).content.decode()


def test_liaison_officer_reads_the_register_and_changes_nothing(desk: Desk) -> None:
    mandate = desk.cast.people["yang"].mandates.get()
    page = desk.get("officer", of(desk, "yang"))
    assert "?do=" not in page
    post(desk, "officer", f"{of(desk, 'yang')}/end", 400, mandate=mandate.code, kind="resigned")
    post(desk, "officer", f"{of(desk, 'yang')}/renew_person", 403, name="杨小满", workplace="别处")
    assert Mandate.objects.get(pk=mandate.pk).status == "active"


def test_photo_is_drawn_anew_and_advised_when_it_is_not_upright(desk: Desk) -> None:
    path = f"{of(desk, 'yang')}/give_photo"
    wide = SimpleUploadedFile("a.png", f.picture(90, 60, "PNG"), "image/png")
    answer = desk.at("chair").post(path, {"photo": wide}, follow=True)
    assert "不是竖幅" in answer.content.decode()
    who = Person.objects.get(name="杨小满")
    assert who.photo.name.endswith(".jpg")
    seen = desk.at("chair").get(f"{of(desk, 'yang')}/photo")
    assert b"".join(seen.streaming_content).startswith(b"\xff\xd8\xff")
    junk = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff nothing", "image/jpeg")
    assert desk.at("chair").post(path, {"photo": junk}).status_code == 409


def test_private_mobile_is_shown_by_a_button_and_noted(desk: Desk) -> None:
    actions.renew_person(desk.cast.people["yang"], private_mobile="0700-555-0102", by=SYSTEM)
    assert "0700-555-0102" not in desk.get("chair", of(desk, "yang"))
    assert "0700-555-0102" in post(desk, "chair", f"{of(desk, 'yang')}/mobile", 200)
    assert Sight.objects.get().user == desk.cast.users["chair"]
    assert desk.at("stranger").post(f"{of(desk, 'yang')}/mobile").status_code == 404


def test_export_holds_cards_for_tables_and_never_the_private_number(desk: Desk) -> None:
    actions.renew_person(desk.cast.people["ma"], private_mobile="0700-555-0103", by=SYSTEM)
    f.mandate(f.person("市里人", division=COUNTY, photo=False), f.Level.CITY)
    table = desk.at("office").get("/desk/deputies/?format=csv").content.decode()
    assert "刘禾生" in table and "市里人" not in table and "1名市级人大代表" in table
    assert "0700" not in table and f.WORKPLACE not in table


# ── disclosure ─────────────────────────────────────────────────────────────
@pytest.mark.article(5)
def test_deputy_of_the_province_chooses_in_three_touches_and_sees_his_card(desk: Desk) -> None:
    who = desk.cast.people["ma"]
    page = desk.get("ma", "/desk/my-card")
    assert "由您自己定" in page
    post(desk, "ma", "/desk/my-card", do="none")
    assert queries.card(who.code) is None
    assert "不出现姓名，只写“1名省人大代表”" in desk.get("ma", "/desk/my-card")
    post(desk, "ma", "/desk/my-card", do="all")
    assert queries.card(who.code).workplace == "县职业中专教师"


@pytest.mark.article(5)
def test_deputy_chooses_by_item_way_and_place(desk: Desk) -> None:
    who, here = desk.cast.people["ma"], desk.cast.station.code
    post(desk, "ma", "/desk/my-card", do="choose", web=["name", "workplace"], print=["name"], scope="stations")
    assert queries.card(who.code) is None
    assert queries.card(who.code, at=here).workplace == "县职业中专教师"
    assert queries.card(who.code, way="print", at=here).workplace == ""
    assert queries.card(who.code, way="table", at=here) is None
    page = post(desk, "ma", "/desk/my-card", 409, do="choose", web=["workplace"])
    assert "不公开姓名" in page


@pytest.mark.article(5)
def test_office_notes_down_what_was_signed_and_on_what_ground(desk: Desk) -> None:
    who = f.person("市里人", division=COUNTY, photo=False)
    actions.grant_mandate(who, CITY, term=17, by=SYSTEM)
    path = f"/desk/deputies/{who.code}/note_consent"
    post(desk, "office", path, web=["name"], form="2026年11月20日书面同意书")
    assert queries.card(who.code).name == "市里人"
    assert "2026年11月20日书面同意书" in desk.get("office", f"/desk/deputies/{who.code}")
    post(desk, "office", path, 400, web=["name"])
    post(desk, "chair", path, 404, web=["name"], form="没有")


@pytest.mark.article(5)
def test_local_deputy_reads_why_and_asks_for_a_correction_that_the_office_makes(desk: Desk) -> None:
    page = desk.get("yang", "/desk/my-card")
    assert "按指导意见第五条都要向群众公布" in page and 'value="none"' not in page
    post(desk, "yang", "/desk/my-card", do="ask_correction", item="workplace", words="桐木村村民代表")
    asked = Correction.objects.get()
    assert "代表请求更正工作单位" in desk.get("chair", of(desk, "yang"))
    post(desk, "chair", f"{of(desk, 'yang')}/correct", request=asked.code)
    assert queries.card(desk.cast.people["yang"].code).workplace == "桐木村村民代表"
    assert "已更正" in desk.get("yang", "/desk/my-card")


def test_declined_correction_tells_the_deputy_why(desk: Desk) -> None:
    asked = actions.ask_correction(desk.cast.people["yang"], "contact", "000-0009", by=SYSTEM)
    path = f"{of(desk, 'yang')}/decline_correction"
    post(desk, "chair", path, 400, request=asked.code, answer="")
    post(desk, "chair", path, request=asked.code, answer="这个号码已经停用")
    assert "这个号码已经停用" in desk.get("yang", "/desk/my-card")


def test_whoever_is_no_deputy_has_no_page_of_his_own(desk: Desk) -> None:
    desk.get("office", "/desk/my-card", 404)


# ── terms and groups ───────────────────────────────────────────────────────
def test_change_of_term_is_previewed_before_it_is_done(desk: Desk) -> None:
    town = term()
    liu, path = desk.cast.people["liu"], f"/desk/terms/{town.code}/change"
    assert "2项代表职务终止" in desk.get("chair", path)
    fields = {"on": moment.today().isoformat(), "number": "19", "again": [liu.code], f"d-{liu.code}": "第1选区"}
    page = post(desk, "chair", path, 200, **fields)
    assert "1名代表连任" in page and "杨小满" in page and "寸石镇人大代表联络站" in page
    assert Mandate.objects.filter(congress=TOWN, term=19).count() == 0
    post(desk, "chair", path, **fields, sure="1")
    assert liu.mandates.get(term=19).district == "第1选区"
    assert queries.card(desk.cast.people["yang"].code) is None
    assert "第18届" in desk.get("chair", f"/desk/terms/{queries.running_term(TOWN).code}")
    desk.get("chair", path, 404)


def test_term_of_the_county_is_not_the_township_chairs_to_change(desk: Desk) -> None:
    county = term(COUNTY, "新邵县人民代表大会")
    desk.get("chair", f"/desk/terms/{county.code}")
    desk.get("chair", f"/desk/terms/{county.code}/change", 404)
    assert desk.at("officer").post(f"/desk/terms/{county.code}/change").status_code == 404


def test_term_of_the_city_is_opened_where_only_this_county_has_its_deputies(desk: Desk) -> None:
    fields = {"congress": CITY, "name": "邵阳市人民代表大会", "number": "17", "began_on": "2022-01-05"}
    post(desk, "office", "/desk/terms/new/open_term", **fields)
    assert queries.running_term(CITY).level == 3


def test_group_is_founded_joined_led_and_left_at_the_desk(desk: Desk) -> None:
    post(desk, "chair", "/desk/groups/new/found_group", name="寸石镇第一代表小组", kind="area", division=TOWN)
    group, liu = DeputyGroup.objects.get(), desk.cast.people["liu"]
    path = f"/desk/groups/{group.code}"
    post(desk, "chair", f"{path}/join_group", person=liu.code)
    post(desk, "chair", f"{path}/lead_group", person=liu.code)
    assert "组长" in desk.get("liu", path)
    desk.get("yang", path, 404)
    actions.suspend(liu.mandates.get(congress=TOWN), kind="in_custody", by=SYSTEM)
    actions.suspend(liu.mandates.get(congress=COUNTY), kind="in_custody", by=SYSTEM)
    assert "还没有组长" in desk.get("chair", path)
    post(desk, "chair", f"{path}/leave_group", person=liu.code)
    post(desk, "chair", f"{path}/dissolve_group")
    assert "已撤销" in desk.get("chair", "/desk/groups/")
