"""A file is handed in at the desk: kept encrypted outside of the web, looked at, confirmed, carried out, gone.

Small files are done while the person waits; large ones by the worker (`tasks`). Whatever is interrupted starts anew:
an import is one transaction, so half of one never stands.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.crypto import CryptoError, vault
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.people import queries as people
from lianxin.registers import permissions
from lianxin.registers.actions.importing import bring, look
from lianxin.registers.models import Upload
from lianxin.registers.rules import Report

PURPOSE = "upload"
FOLDER = "handed-in"
SMALL = 512 * 1024
"""Octets up to which a file is done at once: some thousand rows."""
KEPT = timedelta(days=1)
GIVEN_UP = timedelta(minutes=15)
"""After which somebody else takes up what was begun."""


class File(Protocol):
    """A file as it came in."""

    name: str
    size: int

    def read(self, num_bytes: int = ...) -> bytes: ...


# ── files outside of the web ───────────────────────────────────────────────
def _path(code: str, ending: str) -> Path:
    return Path(settings.DATA) / FOLDER / f"{code}.{ending}"


def _kept(code: str, ending: str, octets: bytes) -> None:
    """Encrypted, readable for this program alone, whole or not at all."""
    path = _path(code, ending)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sealed = vault(settings.KEYS).encrypt(PURPOSE, octets, f"{code}.{ending}".encode())
    draft = path.with_suffix(f".{ending}-part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _opened(code: str, ending: str) -> bytes:
    try:
        return vault(settings.KEYS).decrypt(PURPOSE, _path(code, ending).read_bytes(), f"{code}.{ending}".encode())
    except (OSError, CryptoError) as error:
        raise Refused(_("这个文件已经不在了，请重新上传。")) from error


def _gone(code: str) -> None:
    for ending in ("file", "report", "progress"):
        with suppress(OSError):
            _path(code, ending).unlink()


def report_of(upload: Upload) -> Report | None:
    """What was found in a file; None while nobody has looked."""
    if upload.state == "waiting":
        return None
    try:
        return Report.from_json(json.loads(_opened(upload.code, "report")))
    except Refused:
        return None


def progress_of(upload: Upload) -> tuple[int, int]:
    """How many are done, of how many; (0, 0) before anything is."""
    try:
        done, whole = json.loads(_path(upload.code, "progress").read_text(encoding="ascii"))
        return int(done), int(whole)
    except (OSError, ValueError):
        return 0, 0


# ── handed in, looked at ───────────────────────────────────────────────────
def hand_in(file: File, *, by: Actor) -> Upload:
    """Keep a file and look at it: at once when it is small. Refused when it is too large to come in here."""
    county = permissions.county_of(by)
    if not county or not permissions.may_import(by, county) or by.user_id is None:
        raise PermissionDenied
    most = int(settings.ATTACHMENT_MAX_BYTES)
    octets = b"" if file.size > most else file.read(most + 1)
    if len(octets) > most or file.size > most:
        raise Refused(
            _("文件有%(size)d兆，网页上最大%(most)d兆。删去图片和多余的表，或者请管理员用命令导入。")
            % {"size": file.size // 2**20, "most": most // 2**20}
        )
    upload = Upload(
        owner_id=by.user_id, county=county, file_name=Path(file.name).name[-120:], sha256=sha256(octets).hexdigest(),
        size=len(octets), uploaded_at=moment.now(),
    )  # fmt: skip
    _kept(upload.code, "file", octets)  # the file before its row: a row never names a file that is not there
    upload.save()
    if upload.size <= SMALL:
        check(upload, by=by)
    return upload


def check(upload: Upload, *, by: Actor) -> Upload:
    """Look at a file (again) and keep what was found."""
    report = look(_opened(upload.code, "file"), upload.file_name, county=upload.county, by=by, answers=upload.answers)
    _kept(upload.code, "report", json.dumps(report.as_json(), ensure_ascii=False).encode())
    upload.state, upload.words = "checked", ""
    upload.save(update_fields=["state", "words"])
    return upload


@transaction.atomic
def answer(upload: Upload, answers: Mapping[str, str], *, by: Actor) -> Upload:
    """Who of one name is the same person and who another; then the file is looked at again."""
    upload = _own(upload, by)
    if upload.state == "confirmed":
        raise Overtaken(_("已经在导入了。"))
    given = {key: value for key, value in answers.items() if value in ("same", "other")}
    upload.answers = {**upload.answers, **given}
    upload.state = "waiting"
    upload.save(update_fields=["answers", "state"])
    return check(upload, by=by) if upload.size <= SMALL else upload


def _own(upload: Upload, by: Actor) -> Upload:
    row = permissions.uploads_of(by).select_for_update().filter(pk=upload.pk).first()
    if row is None:
        raise PermissionDenied
    return row


# ── confirmed, carried out ─────────────────────────────────────────────────
def confirm(upload: Upload, *, by: Actor) -> Report | None:
    """Import it: at once when it is small, else by the worker (None). Refused while something is wrong or unclear."""
    with transaction.atomic():
        upload = _own(upload, by)
        report = report_of(upload)
        if upload.state == "confirmed":
            raise Overtaken(_("已经在导入了。"))
        if report is None or not report.clean:
            raise Refused(_("还有要先改的地方，不能导入。"))
        upload.state, upload.started_at = "confirmed", moment.now() if upload.size <= SMALL else None
        upload.save(update_fields=["state", "started_at"])
    return carry_out(upload, by=by) if upload.size <= SMALL else None


def carry_out(upload: Upload, *, by: Actor) -> Report | None:
    """Bring in what was confirmed; afterwards the file is gone, or the row says why it could not be (None).

    The owner's rights are those of now.
    """

    def told(_what: str, done: int, whole: int) -> None:
        with suppress(OSError):
            _path(upload.code, "progress").write_text(json.dumps([done, whole]), encoding="ascii")

    seen = report_of(upload)
    try:
        octets = _opened(upload.code, "file")
        report = bring(
            octets, upload.file_name, county=upload.county, by=by, answers=upload.answers, seen=seen, told=told
        )
    except (Refused, PermissionDenied) as error:
        _failed(upload, str(error) or _("您现在不能导入名册。"))
        return None
    if not report.done:
        _failed(upload, _("核对以后名册有了变动，请再核对一遍。"))
        return None
    drop(upload, by=by)
    return report


def _failed(upload: Upload, words: str) -> None:
    upload.state, upload.words = "failed", words[:300]
    if Upload.objects.filter(pk=upload.pk).exists():
        upload.save(update_fields=["state", "words"])


def drop(upload: Upload, *, by: Actor) -> None:
    """It is not wanted any more, or done: the file goes now."""
    if not permissions.uploads_of(by).filter(pk=upload.pk).exists():
        raise PermissionDenied
    Upload.objects.filter(pk=upload.pk).delete()
    _gone(upload.code)


# ── the worker's part ──────────────────────────────────────────────────────
def next_step() -> bool:
    """Do what waits longest; whether anything did."""
    now = moment.now()
    waiting = Upload.objects.filter(state__in=("waiting", "confirmed")).exclude(started_at__gt=now - GIVEN_UP)
    upload = waiting.order_by("uploaded_at").first()
    if upload is None:
        return False
    # Whoever sets the mark first has it; who died with it loses it after a while.
    if not waiting.filter(pk=upload.pk).update(started_at=now):
        return True
    by = people.actor_for(upload.owner)
    if upload.state == "confirmed":
        carry_out(upload, by=by)
    else:
        _checked_by_worker(upload, by)
    return True


def _checked_by_worker(upload: Upload, by: Actor) -> None:
    try:
        check(upload, by=by)
    except (Refused, PermissionDenied) as error:
        _failed(upload, str(error) or _("您现在不能导入名册。"))
    Upload.objects.filter(pk=upload.pk).update(started_at=None)


def sweep() -> int:
    """Take away what nobody confirmed within a day, and files without a row; how many rows went."""
    old = list(Upload.objects.filter(uploaded_at__lt=moment.now() - KEPT))
    for upload in old:
        upload.delete()
        _gone(upload.code)
    known = set(Upload.objects.values_list("code", flat=True))
    folder = Path(settings.DATA) / FOLDER
    age = (moment.now() - KEPT).timestamp()
    for path in folder.glob("*") if folder.is_dir() else ():
        with suppress(OSError):
            if path.name.partition(".")[0] not in known and path.stat().st_mtime < age:
                path.unlink()
    return len(old)
