"""A county's workbook at the desk: handed in, looked at, answered, confirmed; large ones by the worker."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as ours
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lianxin.deputies.models import Person
from lianxin.kit import moment
from lianxin.registers import actions, tasks
from lianxin.registers.actions import handing_in
from lianxin.registers.models import Import, Upload
from lianxin.registers.tests.factory import deputy, roster
from tests.world import world

pytestmark = pytest.mark.django_db
GOOD = roster(deputy(), deputy("贺春生", district="第22选区"))
ASKED = roster(deputy("龙秀梅", district="第15选区"))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


def at_desk(nick: str, cast: Any) -> Client:
    client = Client()
    client.force_login(cast.users[nick], backend=ours.AUTHENTICATION_BACKENDS[-1])
    return client


def handed_in(client: Client, octets: bytes, name: str = "名册.xlsx") -> Any:
    return client.post(reverse("desk:hand_in"), {"file": SimpleUploadedFile(name, octets)}, follow=True)


def kept() -> list[Path]:
    return list((Path(ours.DATA) / handing_in.FOLDER).glob("*"))


def test_a_roster_is_looked_at_first_and_imported_when_it_is_confirmed() -> None:
    client = at_desk("office", world())
    page = handed_in(client, GOOD)
    words = page.content.decode()
    assert "核对过了，没有问题" in words and "确认导入" in words and "向晚舟" in words
    assert not Person.objects.filter(name="向晚舟").exists()
    upload = Upload.objects.get()
    done = client.post(reverse("desk:upload_confirm", args=[upload.code]), follow=True)
    assert "已导入" in done.content.decode() and "石青山" in done.content.decode()
    assert Person.objects.filter(name__in=["向晚舟", "贺春生"]).count() == 2
    assert not Upload.objects.exists() and not kept()


def test_the_file_is_kept_encrypted_and_outside_of_the_web_until_then() -> None:
    handed_in(at_desk("office", world()), GOOD)
    files = kept()
    assert {path.suffix for path in files} == {".file", ".report"}
    for path in files:
        assert not path.read_bytes().startswith(b"PK") and "向晚舟".encode() not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
        assert Path(ours.MEDIA_ROOT) not in path.parents


def test_faults_are_shown_with_their_place_and_all_of_them_can_be_taken_along() -> None:
    client = at_desk("office", world())
    page = handed_in(client, roster(deputy(since="？"), *(deputy(name="", district=f"第{n}选区") for n in range(250))))
    words = page.content.decode()
    assert "代表名册第2行I列" in words and "确认导入" not in words and "还有51处没有列出" in words
    code = Upload.objects.get().code
    answer = client.get(reverse("desk:upload_faults", args=[code]))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    assert len(sheet.to_python()) == 252
    assert "没有填姓名" in client.get(reverse("desk:upload_faults", args=[code]) + "?format=csv").content.decode()
    refused = client.post(reverse("desk:upload_confirm", args=[code]))
    assert refused.status_code == 409 and not Import.objects.exists()


@pytest.mark.article(5)
def test_whether_two_of_one_name_are_one_is_answered_at_the_desk() -> None:
    client = at_desk("office", world())
    page = handed_in(client, ASKED).content.decode()
    assert "第3行" not in page and "龙秀梅（新邵县第14选区）" in page
    code = Upload.objects.get().code
    client.post(reverse("desk:upload_answers", args=[code]), {"q:代表名册!2": "other"}, follow=True)
    client.post(reverse("desk:upload_confirm", args=[code]))
    assert Person.objects.filter(name="龙秀梅").count() == 2


def test_a_file_that_is_none_is_called_by_its_name() -> None:
    page = handed_in(at_desk("office", world()), b"%PDF-1.7", "名册.xlsx")
    assert "其实是PDF文件" in page.content.decode()


def test_a_file_too_large_for_the_web_is_refused_on_the_form(settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 100
    page = handed_in(at_desk("office", world()), GOOD)
    assert page.status_code == 409 and "网页上最大" in page.content.decode() and not kept()


def test_nobody_else_sees_what_somebody_handed_in() -> None:
    cast = world()
    handed_in(at_desk("office", cast), GOOD)
    code = Upload.objects.get().code
    for nick in ("office2", "chair", "officer", "long"):
        for name in ("upload", "upload_faults"):
            assert at_desk(nick, cast).get(reverse(f"desk:{name}", args=[code])).status_code == 404, nick
        assert at_desk(nick, cast).post(reverse("desk:upload_confirm", args=[code])).status_code == 404, nick


def test_a_large_file_waits_for_the_worker_and_the_page_survives_reloading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing_in, "SMALL", 10)
    client = at_desk("office", world())
    page = handed_in(client, GOOD)
    assert "正在核对" in page.content.decode() and page["Refresh"].startswith("3;")
    code = Upload.objects.get().code
    assert actions.next_step()
    assert "确认导入" in client.get(reverse("desk:upload", args=[code])).content.decode()
    client.post(reverse("desk:upload_confirm", args=[code]))
    assert "正在导入" in client.get(reverse("desk:upload", args=[code])).content.decode()
    assert not Import.objects.exists()
    assert actions.next_step() and not actions.next_step()
    assert Import.objects.get().new == 2 and not kept()
    assert client.get(reverse("desk:upload", args=[code]) + "?from=wait").status_code == 302


def test_an_import_that_died_with_its_worker_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing_in, "SMALL", 10)
    client = at_desk("office", world())
    handed_in(client, GOOD)
    actions.next_step()
    client.post(reverse("desk:upload_confirm", args=[Upload.objects.get().code]))
    Upload.objects.update(started_at=moment.now())
    assert not actions.next_step()
    with moment.at(moment.now() + handing_in.GIVEN_UP + timedelta(minutes=1)):
        assert actions.next_step()
    assert Import.objects.get().new == 2


def test_what_was_changed_since_the_look_must_be_looked_at_again() -> None:
    cast = world()
    client = at_desk("office", cast)
    handed_in(client, GOOD)
    actions.bring(GOOD, "x", county="430522000000", by=cast.actor("office2"))
    page = client.post(reverse("desk:upload_confirm", args=[Upload.objects.get().code]), follow=True)
    assert "请再核对一遍" in page.content.decode()
    assert Import.objects.count() == 1


def test_a_file_that_nobody_confirms_is_gone_after_a_day_and_one_that_is_dropped_at_once() -> None:
    client = at_desk("office", world())
    handed_in(client, GOOD)
    client.post(reverse("desk:upload_drop", args=[Upload.objects.get().code]))
    assert not kept() and not Upload.objects.exists()
    handed_in(client, GOOD)
    with moment.at(moment.now() + timedelta(hours=25)):
        assert actions.sweep() == 1
    assert not kept() and not Upload.objects.exists()
    assert {task.name for task in tasks.TASKS} == {"registers.uploads", "registers.sweep"}


@pytest.mark.article(4)
def test_a_township_chair_takes_a_template_and_his_own_registers_along() -> None:
    cast = world()
    client = at_desk("chair", cast)
    for name in ("import_template", "registers_to_edit"):
        answer = client.get(reverse(f"desk:{name}") + "?of=deputies")
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        assert "代表" in book.sheet_names
    people = {row[0] for row in book.get_sheet_by_name("代表").to_python()[1:]}
    assert {"刘禾生", "杨小满"} <= people and "彭桂香" not in people
    assert at_desk("officer", cast).get(reverse("desk:imports")).status_code == 404
