"""The desk's register of stations: from a proposal to a merger, invitations in three taps, votes, names."""

import csv
import io
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from lianxin.deputies import actions as deputies
from lianxin.desk.tests.factory import Desk
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.locality import queries as locality
from lianxin.people import actions as people
from lianxin.stations import actions, permissions, queries
from lianxin.stations.models import Attachment, Election, Invitation, Station
from lianxin.worlds.cast import COUNTY, NEXT_TOWN, PROVINCE, TERM_BEGAN, TOWN, VILLAGE


def post(desk: Desk, nick: str, path: str, status: int = 302, **fields: Any) -> str:
    """A form filled in and sent; the page that answers, as text."""
    answer = desk.at(nick).post(path, fields)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return unescape(answer.content.decode())


def at(row: Station | None, verb: str = "") -> str:
    assert row is not None
    return f"/desk/stations/{row.code}{'/' if verb else ''}{verb}"


def guest(desk: Desk) -> Invitation:
    """A provincial deputy with an account, asked to come to the cast's station."""
    user = desk.cast.users["guest"] = people.create_account("lanxiangyang", "兰向阳", by=SYSTEM)
    who = deputies.register_person("兰向阳", division=PROVINCE, user_id=user.pk, by=SYSTEM)
    deputies.grant_mandate(who, PROVINCE, term=14, from_day=TERM_BEGAN, by=SYSTEM)
    return actions.invite(desk.cast.station, who.pk, by=desk.cast.actor("officer"), words="请您来看看油茶")


def offered(page: str, nick: str, desk: Desk) -> bool:
    return f'value="{desk.cast.people[nick].code}"' in page


# ── a station's life ───────────────────────────────────────────────────────
@pytest.mark.article(2)
def test_township_proposes_the_county_sees_the_neighbours_and_approves_with_a_reason(desk: Desk) -> None:
    actions.renew_place(desk.cast.station, by=SYSTEM, latitude="27.4043", longitude="111.3765")
    given = {"name": "桐木村联络站", "kind": "station", "division": VILLAGE, "point": "27.4050，111.3770"}
    post(desk, "chair", "/desk/stations/new/propose_station", **given)
    row = Station.objects.get(name="桐木村联络站")
    assert (row.state, row.latitude is not None) == ("planned", True)
    assert "有1个站等批准" in desk.get("office", "/desk/stations/")
    page = unescape(desk.get("office", at(row)))
    assert "寸石镇人大代表联络站" in page and "92米" in page and "不能批准" in page
    assert "避免重复建设" in post(desk, "office", at(row, "approve"), 409)
    post(desk, "office", at(row, "return_proposal"), words="写清楚为什么还要设")
    assert "写清楚为什么还要设" in desk.get("chair", at(row))
    again = {"name": row.name, "kind": "point", "near_reason": "隔一条河", "point": "27.4050,111.3770"}
    post(desk, "chair", at(row, "revise"), **again)
    post(desk, "office", at(row, "approve"))
    row.refresh_from_db()
    assert (row.state, row.near_reason) == ("open", "隔一条河")


def test_refused_form_keeps_what_was_typed(desk: Desk) -> None:
    given = {"name": "寸石镇人大代表联络站", "kind": "station", "division": TOWN, "hours": "逢五赶场"}
    page = post(desk, "office", "/desk/stations/new/open_station", 409, **given)
    assert "已经有一个" in page and "逢五赶场" in page
    page = post(desk, "office", "/desk/stations/new/open_station", 409, **{**given, "name": "另一个", "point": "九十"})
    assert "经纬度要写成小数" in page or "一起写" in page


def test_place_and_times_are_kept_by_the_officer_of_the_station_alone(desk: Desk) -> None:
    home, away = desk.cast.station, desk.cast.next_station
    post(desk, "officer", at(home, "renew"), hours="周五", phone="000-0000", sms="0700-1", mail="", intro="欢迎")
    fields = {"address": "新大院", "venue": "township", "host": "镇政府", "access_items": ["ramp"], "point": ""}
    post(desk, "officer", at(home, "place"), **fields)
    home.refresh_from_db()
    assert (home.hours, home.intro, home.address, home.access_items) == ("周五", "欢迎", "新大院", "ramp")
    assert desk.at("officer").post(at(away, "renew"), {"hours": "x"}).status_code == 404
    assert desk.at("long").post(at(home, "renew"), {"hours": "x"}).status_code == 403


def test_photo_is_shown_at_the_desk_to_those_who_see_the_station(desk: Desk) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "green").save(out, "PNG")
    home = desk.cast.station
    path = at(home, "photo.jpg")
    assert desk.at("officer").get(path).status_code == 404
    post(desk, "officer", at(home, "photo"), photo=SimpleUploadedFile("门.png", out.getvalue()))
    answer = desk.at("officer").get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert path in desk.get("officer", at(home))
    assert desk.at("stranger").get(path).status_code == 404
    post(desk, "officer", at(home, "photo_down"))
    assert "照片打不开" in post(desk, "officer", at(home, "photo"), 409, photo=SimpleUploadedFile("a.jpg", b"%PDF"))


def test_merger_moves_whom_it_says_and_leaves_behind_whom_it_says(desk: Desk) -> None:
    home, away = desk.cast.station, desk.cast.next_station
    page = desk.get("office", at(home) + "?do=merge")
    assert "罗小禾" in page and away.name in page
    post(desk, "office", at(home, "merge"), into=away.code, ground="县人大常委会决定", go_along=[])
    assert desk.cast.actor("officer").posts == ()
    assert f"已并入“{away.name}”" in desk.get("office", at(home))
    post(desk, "office", at(home, "reopen"))
    home.refresh_from_db()
    assert home.state == "open"


def test_two_identities_share_a_house_and_part_again(desk: Desk) -> None:
    law = actions.open_station("立法联系点", TOWN, by=SYSTEM)
    post(desk, "chair", at(law, "share"), main=desk.cast.station.code)
    assert "立法联系点也在这里" in desk.get("chair", at(desk.cast.station) + "?do=place")
    post(desk, "chair", at(law, "part"))
    law.refresh_from_db()
    assert law.shares_with is None and law.address == desk.cast.station.address


# ── people ─────────────────────────────────────────────────────────────────
@pytest.mark.article(3)
def test_invited_deputy_answers_in_three_taps(desk: Desk) -> None:
    asked = guest(desk)
    one = f"/desk/invitations/{asked.code}"
    assert one in desk.get("guest", "/desk/")
    assert "?do=accept" in desk.get("guest", one) and "来不来由您决定" in desk.get("guest", one)
    assert "接受以后" in desk.get("guest", f"{one}?do=accept")
    post(desk, "guest", f"{one}/accept")
    assert Attachment.objects.filter(person=asked.person, until_day=None).exists()
    assert one not in desk.get("guest", "/desk/")
    assert "邀请来的" in desk.get("officer", at(desk.cast.station))
    assert "不用再答复" in post(desk, "guest", f"{one}/decline", 409)


@pytest.mark.article(3)
def test_officer_notes_the_answer_and_strangers_find_no_invitation(desk: Desk) -> None:
    one = f"/desk/invitations/{guest(desk).code}"
    for nick in ("stranger", "stranger_deputy", "long", "city"):
        desk.get(nick, one, 404)
    assert "?do=accept" not in desk.get("officer", one)
    post(desk, "officer", f"{one}/note_answer", accepted="no", how="phone", words="今年忙")
    assert Invitation.objects.get(answer_words="今年忙").state == "declined"


@pytest.mark.article(3)
def test_local_deputies_are_offered_for_attaching_and_guests_for_inviting(desk: Desk) -> None:
    invitation = guest(desk)
    actions.withdraw_invitation(invitation, by=SYSTEM)
    away = desk.cast.next_station
    page = desk.get("strange_chair", at(away) + "?do=attach")
    assert [offered(page, nick, desk) for nick in ("long", "ma", "stranger_deputy")] == [True, False, False]
    page = desk.get("strange_chair", at(away) + "?do=invite")
    assert invitation.person.code in page
    assert [offered(page, nick, desk) for nick in ("long", "ma", "stranger_deputy")] == [False, True, False]
    post(desk, "strange_chair", at(away, "attach"), person=desk.cast.people["long"].code)
    seat = Attachment.objects.get(station=away, person=desk.cast.people["long"])
    yesterday = moment.today() - timedelta(days=1)
    Attachment.objects.filter(pk=seat.pk).update(from_day=yesterday)
    post(desk, "strange_chair", at(away, "detach"), seat=seat.code, last_day=yesterday)
    assert not Attachment.objects.filter(pk=seat.pk, until_day=None).exists()


@pytest.mark.article(3)
def test_convener_steps_down_himself_and_an_earlier_election_is_noted(desk: Desk) -> None:
    home = desk.cast.station
    assert "do=step_down" in desk.get("liu", at(home)) and "do=step_down" not in desk.get("yang", at(home))
    post(desk, "liu", at(home, "step_down"), cause="身体原因")
    assert "还没有召集人" in desk.get("liu", at(home))
    day = moment.today() - timedelta(days=30)
    post(desk, "chair", at(home, "note_earlier"), person=desk.cast.people["yang"].code, elected_on=day)
    assert queries.convener_of(home.code) == desk.cast.people["yang"].pk


@pytest.mark.article(3)
def test_dismissal_is_counted_and_its_record_handed_out(desk: Desk) -> None:
    home = desk.cast.station
    fields = {"cause": "长期不召集", "held_on": moment.today(), "place": "会议室", "ballot": "open"}
    post(desk, "chair", at(home, "notice_dismissal"), **fields)
    vote = Election.objects.get(kind="dismiss")
    one, votes = f"/desk/elections/{vote.code}", f"votes_{vote.candidates.get().code}"
    given = {"eligible": 4, "present": 4, votes: 3, "against": 2, "blank": 0, "invalid": 0}
    page = post(desk, "chair", f"{one}/count_votes", 409, **given)
    assert "票数合计5张（赞成3＋反对2＋弃权0＋无效0）" in page
    post(desk, "chair", f"{one}/count_votes", **{**given, "against": 1})
    assert queries.convener_of(home.code) is None
    assert "罢免通过" in desk.get("liu", one)
    for form, magic in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert desk.at("liu").get(f"{one}/record.{form}").content.startswith(magic)
    desk.get("liu", f"{one}/record.odt", 404)
    desk.get("stranger", f"{one}/record.pdf", 404)


# ── lists ──────────────────────────────────────────────────────────────────
def test_list_is_searched_filtered_and_shows_what_each_lacks(desk: Desk) -> None:
    actions.open_station("没人管的点", NEXT_TOWN, kind="point", venue="school", by=SYSTEM)
    shown = {
        "?q=建设路": ["寸石镇人大代表联络站"],
        "?venue=school": ["没人管的点"],
        "?lacks=hours": ["没人管的点"],
        "?lacks=convener": ["坪上镇人大代表联络站", "没人管的点"],
        "?lacks=officer": ["没人管的点"],
        f"?township={TOWN}": ["寸石镇人大代表联络站"],
        "?kind=point&state=open": ["没人管的点"],
        "?state=closed": [],
    }
    names = ["寸石镇人大代表联络站", "坪上镇人大代表联络站", "没人管的点"]
    for query, expected in shown.items():
        page = desk.get("office", f"/desk/stations/{query}")
        assert [name for name in names if f">{name}</a>" in page] == expected, query


def test_export_holds_no_formula(desk: Desk) -> None:
    actions.open_station("=1+1", NEXT_TOWN, kind="point", phone="+86 0", host="@x", by=SYSTEM)
    answer = desk.at("office").get("/desk/stations/?format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    cells = next(row for row in rows if "1+1" in row[0])
    assert cells[0] == "'=1+1" and "'@x" in cells and "'+86 0" in cells
    assert desk.at("office").get("/desk/stations/?format=xlsx").content[:2] == b"PK"


def test_list_costs_the_same_however_many_stations_there_are(desk: Desk) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get("office", "/desk/stations/")
        return len(asked)

    first = cost()
    rows = [Station(name=f"站{n}", division=TOWN, county=COUNTY, state="open") for n in range(60)]
    Station.objects.bulk_create(rows)
    assert cost() <= first + 1  # the pages' count


def test_viewer_compares_stations_and_learns_nobodys_name_that_is_withheld(desk: Desk) -> None:
    quiet = deputies.register_person("孙不语", division=PROVINCE, by=SYSTEM)
    deputies.grant_mandate(quiet, PROVINCE, term=14, from_day=TERM_BEGAN, by=SYSTEM)
    actions.bring_in(desk.cast.station, quiet.pk)
    assert "孙不语" in desk.get("officer", at(desk.cast.station))
    for path in (at(desk.cast.station), "/desk/stations/", "/desk/stations/?format=csv"):
        assert "孙不语" not in desk.get("city", path)
    assert "1名省人大代表" in desk.get("city", at(desk.cast.station))
    desk.get("city", "/desk/elections/", 404)
    for nick, knows in (("officer", True), ("chair", True), ("long", True), ("city", False), ("stranger", False)):
        assert permissions.may_know_deputies(desk.cast.actor(nick), desk.cast.station) is knows, nick


# ── the county's names ─────────────────────────────────────────────────────
@pytest.mark.article(2)
def test_county_sets_patterns_and_distance_and_sees_what_names_they_make(desk: Desk) -> None:
    page = desk.get("office", f"/desk/naming/{COUNTY}")
    assert "没有定格式" in page
    day = moment.today() + timedelta(days=locality.is_chosen(COUNTY, moment.today()))
    given = {"station": "{乡镇}人大代表联络站\n{乡镇}{村}站", "home": "", "point": "", "neighbour_metres": 900}
    assert "命名格式只能用" in post(
        desk, "office", f"/desk/naming/{COUNTY}/adapt", 409, **{**given, "station": "{省}站", "from_day": day}
    )
    post(desk, "office", f"/desk/naming/{COUNTY}/adapt", **given, from_day=day)
    assert locality.policy(COUNTY, day).neighbour_metres == 900
    if day == moment.today():
        page = desk.get("office", f"/desk/naming/{COUNTY}")
        assert "酿溪镇人大代表联络站" in page and "寸石镇人大代表联络站" in page and "900米以内" in page
        assert "寸石镇人大代表联络站" in desk.get("chair", "/desk/stations/new/propose_station")
    for nick in ("chair", "officer", "long", "city"):
        desk.get(nick, f"/desk/naming/{COUNTY}", 404)
