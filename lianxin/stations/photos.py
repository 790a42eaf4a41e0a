"""Photos of stations: judged by content and drawn anew, so that no place, camera or comment travels with them."""

import io
import threading

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from lianxin.kit.workflow import Refused

MOST_OCTETS = 12 * 1024 * 1024
MAX_SIDE = 1600
MAX_PIXELS = 24_000_000
FORMS = ("JPEG", "PNG", "WEBP")

_one_at_a_time = threading.Lock()
"""A picture takes some hundred megabytes while it is drawn anew."""


def redrawn(octets: bytes) -> bytes:
    """A JPEG of at most 1600 points a side, upright, with nothing but its dots; Refused for what is no photo."""
    if len(octets) > MOST_OCTETS:
        raise Refused(_("照片太大，最大%(most)d兆。") % {"most": MOST_OCTETS // 1024 // 1024})
    try:
        with _one_at_a_time, Image.open(io.BytesIO(octets), formats=FORMS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise Refused(_("照片的尺寸太大，请缩小一点再传。"))
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((MAX_SIDE, MAX_SIDE))
            sheet = Image.new("RGB", upright.size, "white")
            sheet.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(_("这个文件不是照片，或者打不开。请用 JPG、PNG 或者 WebP。")) from error
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=85)
    return out.getvalue()
