"""The organ's stamped letter of reply: told by its content, kept whole or not at all."""

import hashlib
import os
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.kit import chance
from lianxin.opinions.rules import Rejected

FOLDER = "letters"
HEAD = b"%PDF-"


def keep_letter(file: IO[bytes]) -> tuple[str, str]:
    """Keep a PDF under a random name; (path below MEDIA_ROOT, SHA-256). Rejected when none, empty or too large."""
    most = settings.ATTACHMENT_MAX_BYTES
    octets = file.read(most + 1)
    if not octets:
        raise Rejected("letter", _("文件是空的，请重新扫描。"))
    if len(octets) > most:
        raise Rejected("letter", _("文件太大，最多%(most)d兆。") % {"most": most // 1024 // 1024})
    if HEAD not in octets[:1024]:
        raise Rejected("letter", _("要PDF文件。请把盖章的答复函扫描成PDF再传。"))
    name = f"{FOLDER}/{chance.name(20)}.pdf"
    _written(Path(settings.MEDIA_ROOT) / name, octets)
    return name, hashlib.sha256(octets).hexdigest()


def _written(path: Path, octets: bytes) -> None:
    """All or nothing: a half-written file never stands under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as out:
        out.write(octets)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
