"""Pictures that go into a paper: photos made small and safe, QR codes; each under a name of its own."""

import base64
import io

from PIL import Image, ImageOps, UnidentifiedImageError

from lianxin.papers import qr

PHOTO = (480, 640)
"""Pixels: sharp at 36 × 48 mm, and 80 of them still make a file that travels by mail."""


def portrait(octets: bytes) -> bytes:
    """A photo turned upright, cut to 3:4 around the face's usual place, as JPEG without what the camera wrote in it.

    b'' for none, and for what is no picture: a broken file must not keep a whole board from being printed.
    """
    if not octets:
        return b""
    try:
        with Image.open(io.BytesIO(octets)) as opened:
            opened.draft("RGB", (PHOTO[0] * 2, PHOTO[1] * 2))
            upright = ImageOps.exif_transpose(opened) or opened
            cut = ImageOps.fit(upright.convert("RGB"), PHOTO, Image.Resampling.LANCZOS, centering=(0.5, 0.25))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return b""
    out = io.BytesIO()
    cut.save(out, "JPEG", quality=85)
    return out.getvalue()


class Files:
    """What a template finds beside it in memory."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self._names: dict[bytes, str] = {}

    def add(self, octets: bytes, ending: str) -> str:
        """The name under which the template finds them."""
        if octets not in self._names:
            self._names[octets] = f"f{len(self._names)}.{ending}"
            self.held[self._names[octets]] = octets
        return self._names[octets]

    def code(self, link: str) -> str:
        return self.add(qr.svg(link), "svg") if link else ""

    def photo(self, octets: bytes) -> str:
        """As a drawing around the JPEG: typst takes files from memory only when they are text."""
        made = portrait(octets)
        if not made:
            return ""
        width, height = PHOTO
        inner = base64.b64encode(made).decode()
        drawn = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
            f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{inner}"/></svg>'
        )
        return self.add(drawn.encode(), "svg")
