"""Pictures from outside: judged by their content, and drawn anew so that nothing but their dots is carried over."""

import io
import threading

import filetype  # type: ignore[import-untyped]
from PIL import Image, ImageOps

MAX_PIXELS = 24_000_000
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
FORMS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
"""Types that are taken, and the names Pillow has for them."""

_one_at_a_time = threading.Lock()
"""A picture takes some hundred megabytes while it is drawn anew."""


class Unreadable(ValueError):
    """What was sent as a picture cannot be drawn."""


def kind_of(octets: bytes) -> str:
    """The type of a file by its content, such as "image/jpeg"; '' when it is none we know."""
    return str(filetype.guess_mime(octets) or "")


def redrawn(octets: bytes, side: int, *, into: str = "") -> bytes:
    """The picture on a fresh sheet, upright, at most `side` dots long: without place, camera, comments and profiles.

    into   "JPEG" or another name of FORMS' values; '' keeps the form it has

    Raises Unreadable for whatever is no JPEG, PNG or WebP, is broken, or has more than MAX_PIXELS dots.
    """
    form = FORMS.get(kind_of(octets), "")
    if not form:
        raise Unreadable("not a picture that is taken")
    try:
        with _one_at_a_time:
            return _drawn(octets, form, into or form, side)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable(str(error)) from error


def _drawn(octets: bytes, form: str, into: str, side: int) -> bytes:
    with Image.open(io.BytesIO(octets), formats=[form]) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise Unreadable("too many dots")
        opened.draft("RGB", (side, side))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((side, side))
        clear = upright.has_transparency_data
        dots = upright.convert("RGBA" if clear else "RGB")
    if into == "JPEG":
        sheet = Image.new("RGB", dots.size, (255, 255, 255))
        sheet.paste(dots, mask=dots if clear else None)
    else:
        sheet = Image.new(dots.mode, dots.size)
        sheet.paste(dots)
    out = io.BytesIO()
    sheet.save(out, into, **({} if into == "PNG" else {"quality": 85}))
    return out.getvalue()


def size_of(octets: bytes) -> tuple[int, int]:
    """Width and height in dots of a picture that `redrawn` gave."""
    with Image.open(io.BytesIO(octets)) as opened:
        return opened.size
