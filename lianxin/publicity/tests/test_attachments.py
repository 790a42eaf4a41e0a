"""Photos and recordings: judged by content, drawn anew, durable, and nobody else's."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lianxin.opinions import actions as opinions
from lianxin.opinions import queries
from lianxin.opinions.actions import attaching
from lianxin.opinions.models import Attachment, Opinion
from lianxin.opinions.permissions import may_attach, may_keep_contact, may_see_attachment
from lianxin.people import queries as people
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
Look = Callable[..., Any]
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 32


def photo(form: str = "JPEG", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#a61b1b").save(out, form, **more)
    return out.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SomeCamera"
    exif.get_ifd(0x8825)[2] = (27.0, 19.0, 30.0)
    return photo(exif=exif, comment=b"written by hand")


def bomb() -> bytes:
    """A PNG that says it is 60,000 by 60,000 dots."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def sent(look: Look, octets: bytes, name: str = "a.jpg") -> Any:
    return look(act="photo", file=SimpleUploadedFile(name, octets, "image/jpeg"))


def files(media: Path) -> list[Path]:
    return [p for p in media.rglob("*") if p.is_file()]


def test_a_photo_loses_place_camera_and_comments(look: Look, media: Path) -> None:
    assert b"SomeCamera" in with_place()
    assert sent(look, with_place()).status_code == 200
    (path,) = files(media)
    kept = path.read_bytes()
    assert b"SomeCamera" not in kept
    assert b"written by hand" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert Attachment.objects.get().kind == "image/jpeg"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_pictures_are_drawn_anew_and_no_larger_than_2560(look: Look, media: Path, form: str) -> None:
    assert sent(look, photo(form, (3000, 1000))).status_code == 200
    with Image.open(files(media)[0]) as kept:
        assert (kept.format, max(kept.size)) == (form, 2560)


def test_a_recording_is_kept_as_it_is(look: Look, media: Path) -> None:
    assert sent(look, WAV, "a.jpg").status_code == 200
    assert files(media)[0].read_bytes() == WAV


WRONG = {
    "empty": b"", "a program": b"MZ" + b"\0" * 200, "a page": b"<html><script>", "a drawing": b"<svg xmlns='x'/>",
    "half a picture": photo(size=(400, 300))[:300], "a bomb": bomb(), "an archive": b"PK\x03\x04" + b"\0" * 99,
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_picture_is_refused_and_leaves_nothing(look: Look, media: Path, name: str) -> None:
    answer = sent(look, WRONG[name])
    assert answer.status_code == 422
    assert "这一步没有办成" in answer.content.decode()
    assert files(media) == []
    assert not Attachment.objects.exists()


def test_too_large_and_too_many_are_refused(look: Look, media: Path, settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1000
    assert sent(look, WAV + b"\0" * 1000).status_code == 422
    settings.ATTACHMENT_MAX_COUNT = 1
    assert sent(look, WAV).status_code == 200
    assert sent(look, WAV).status_code == 422
    assert len(files(media)) == 1


def test_a_full_disk_is_an_honest_503(look: Look, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(attaching, "_written", full)
    assert sent(look, photo()).status_code == 503
    assert not Attachment.objects.exists()


def test_a_file_whose_row_fails_is_taken_away_again(
    kept: opinions.Receipt, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(attaching, "settled", broken)
    with pytest.raises(RuntimeError):
        opinions.attach(Opinion.objects.get(), SimpleUploadedFile("a.jpg", photo()))
    assert files(media) == []
    assert not Attachment.objects.exists()


def test_files_of_a_confidential_matter_are_encrypted(cast: Cast, media: Path) -> None:
    given = opinions.register(opinions.Words(text="有人收钱", station=cast.station.code, confidential=True))
    row = Opinion.objects.get(number=given.number)
    kept = opinions.attach(row, SimpleUploadedFile("a.wav", WAV))
    assert b"WAVE" not in files(media)[0].read_bytes()
    reader, officer = (people.actor_for(cast.users[n]) for n in ("reader", "officer"))
    found = queries.attachment_file(reader, kept.code)
    assert found is not None
    assert found.octets == WAV
    assert queries.attachment_file(officer, kept.code) is None


def test_only_who_may_open_the_opinion_gets_its_file(kept: opinions.Receipt, cast: Cast, media: Path) -> None:
    row = Opinion.objects.get()
    file = opinions.attach(row, SimpleUploadedFile("a.jpg", photo()))
    officer, stranger = (people.actor_for(cast.users[n]) for n in ("officer", "stranger"))
    assert may_see_attachment(officer, row)
    assert queries.attachment_file(officer, file.code) is not None
    assert not may_see_attachment(stranger, row)
    assert queries.attachment_file(stranger, file.code) is None
    assert not may_attach(stranger, row)
    assert not may_keep_contact(stranger, row)
