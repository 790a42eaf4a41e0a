"""Pictures and recordings: judged by content, pictures drawn anew, files durable before their row."""

import hashlib
import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import chance, moment, pictures
from lianxin.kit.actor import RESIDENT, Actor
from lianxin.kit.crypto import vault
from lianxin.ledger import actions as ledger
from lianxin.opinions import permissions, rules
from lianxin.opinions.actions.frame import role_of, settled
from lianxin.opinions.models import Attachment, Opinion

PURPOSE = "attachment"
FOLDER = "attachments"
SWEEP_AFTER = 3600.0
MAX_SIDE = 2560
SOUNDS = frozenset({"audio/mpeg", "audio/mp4", "audio/amr", "audio/ogg", "audio/x-wav", "audio/aac"})


class Upload(Protocol):
    """A file as it came in; `size` is in bytes."""

    @property
    def size(self) -> int | None: ...
    def read(self, num_bytes: int = ...) -> bytes: ...


def _octets(upload: Upload) -> bytes:
    most = int(settings.ATTACHMENT_MAX_BYTES)
    octets = b"" if (upload.size or 0) > most else upload.read(most + 1)
    if len(octets) > most or (upload.size or 0) > most:
        raise rules.Rejected(
            "file", _("文件太大，最大%(most)d兆。照片可以少拍一点再传。") % {"most": most // 1024 // 1024}
        )
    if not octets:
        raise rules.Rejected("file", _("这个文件是空的，请重新选一个。"))
    return octets


def clean(octets: bytes) -> tuple[str, bytes]:
    """(type, octets as they will be kept): by content, never by name. A picture loses place, camera and comments.

    Rejected for anything that is not a picture (JPEG, PNG, WebP) or a recording (MP3, M4A, AMR, OGG, WAV, AAC).
    """
    kind = pictures.kind_of(octets)
    if kind in SOUNDS:
        return kind, octets
    if kind not in pictures.FORMS:
        raise rules.Rejected(
            "file", _("只收照片（JPG、PNG、WebP）和录音（MP3、M4A、AMR、OGG、WAV）。别的文件请送到站里。")
        )
    try:
        return kind, pictures.redrawn(octets, MAX_SIDE)
    except pictures.Unreadable as error:
        raise rules.Rejected("file", _("这张照片打不开，请重新拍一张再传。")) from error


def _written(octets: bytes) -> tuple[Path, str]:
    """The octets in a file of a random name, on the disk before this returns."""
    name = chance.name(24)
    relative = f"{FOLDER}/{name[:2]}/{name}"
    path = Path(settings.MEDIA_ROOT) / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path, relative


def attach(opinion: Opinion, upload: Upload, *, by: Actor = RESIDENT) -> Attachment:
    """Keep a picture or recording with an opinion (Articles 6, 8).

    Rejected (field "file") for a wrong type, an empty or too large file, or one too many; OSError: disk full.
    """
    if not permissions.may_attach(by, opinion):
        raise PermissionDenied("attach")
    kind, octets = clean(_octets(upload))
    code = chance.name(12)
    # Whether it is encrypted is decided under the lock: a matter marked meanwhile never leaves a clear file.
    written: list[Path] = []
    try:
        with transaction.atomic():
            return _kept(opinion, code, kind, octets, by, written)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise


def _kept(opinion: Opinion, code: str, kind: str, octets: bytes, by: Actor, written: list[Path]) -> Attachment:
    row = Opinion.objects.select_for_update(of=("self",)).select_related("station").get(pk=opinion.pk)
    most = int(settings.ATTACHMENT_MAX_COUNT)
    if row.attachments.count() >= most:
        raise rules.Rejected("file", _("最多%(most)d个文件，已经满了。") % {"most": most})
    body = vault(settings.KEYS).encrypt(PURPOSE, octets, code.encode()) if row.confidential else octets
    path, relative = _written(body)
    written.append(path)
    kept = Attachment.objects.create(
        code=code, opinion=row, kind=kind, size=len(octets), digest=hashlib.sha256(octets).hexdigest(), file=relative,
        at=moment.now(),
    )  # fmt: skip
    division = row.county if row.confidential else row.division
    ledger.record(
        "opinions.file_kept",
        kept,
        by=by,
        role=role_of(by, row),
        division=division,
        neutral=row.confidential,
        first=True,
    )
    settled(row, "attached", by=by, detail={"code": code, "kind": kind})
    return kept


def conceal_files(row: Opinion) -> list[Attachment]:
    """Encrypt the files that came before the mark, under new names; the clear ones go when this is committed."""
    held = list(row.attachments.exclude(file=""))
    for kept in held:
        try:
            clear, before = octets_of(kept), kept.file
        except FileNotFoundError:
            continue  # it is gone already; marking must not fail for it
        _path, kept.file = _written(vault(settings.KEYS).encrypt(PURPOSE, clear, kept.code.encode()))
        kept.save()
        transaction.on_commit(partial(_unlinked, before))
    return held


def erase_files(row: Opinion) -> list[Attachment]:
    """Let go of the files by law; their rows keep that they were. The files go when this is committed."""
    held = list(row.attachments.exclude(file=""))
    for kept in held:
        transaction.on_commit(partial(_unlinked, kept.file))
        kept.file, kept.digest, kept.size = "", "", 0
        kept.save()
    return held


def _unlinked(relative: str) -> None:
    with suppress(OSError):
        (Path(settings.MEDIA_ROOT) / relative).unlink()


def sweep() -> int:
    """Remove files that no row names: left by a process that ended between a file and its row, or a row and its file.

    Younger ones than an hour are left alone: their row may be on its way. Returns how many went.
    """
    late, gone = moment.now().timestamp() - SWEEP_AFTER, 0
    for folder in sorted((Path(settings.MEDIA_ROOT) / FOLDER).glob("??")):
        named = set(
            Attachment.objects.filter(file__startswith=f"{FOLDER}/{folder.name}/").values_list("file", flat=True)
        )
        for path in folder.iterdir():
            if f"{FOLDER}/{folder.name}/{path.name}" not in named and path.stat().st_mtime < late:
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def octets_of(row: Attachment) -> bytes:
    """The file in clear; callers check the right to read first. FileNotFoundError when it was erased by law."""
    if not row.file:
        raise FileNotFoundError(row.code)
    stored = (Path(settings.MEDIA_ROOT) / row.file).read_bytes()
    if hashlib.sha256(stored).hexdigest() == row.digest:
        return stored
    return vault(settings.KEYS).decrypt(PURPOSE, stored, row.code.encode())
