"""QR codes of whole addresses, as drawings and as pictures; the same code as on the screen (error correction M)."""

import io
from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

BORDER = 2
INK = "#1f2329"


def matrix(content: str) -> tuple[bytearray, ...]:
    """Rows of modules, 1 for dark, without a border."""
    return tuple(segno.make(content, error="m", micro=False).matrix)


@lru_cache(maxsize=512)
def svg(content: str) -> bytes:
    """A drawing that keeps its edges at every size; the quiet zone is the paper around it."""
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="svg", border=0, dark=INK, xmldecl=False)
    return out.getvalue()


@lru_cache(maxsize=1024)
def inline(content: str) -> SafeString:
    """The drawing for a page, without style or size of its own; decorative beside its address in words."""
    out = io.BytesIO()
    shape = segno.make(content, error="m", micro=False)
    shape.save(out, kind="svg", border=BORDER, dark=INK, xmldecl=False, svgns=False, omitsize=True, svgclass="qr")
    hidden = '<svg aria-hidden="true" focusable="false" shape-rendering="crispEdges" '
    return mark_safe(out.getvalue().decode().strip().replace("<svg ", hidden, 1))  # noqa: S308 - segno's own drawing


def png(content: str) -> bytes:
    """For DOCX, which takes no drawings everywhere: 12 pixels a module, sharp at 60 mm."""
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="png", scale=12, border=BORDER, dark=INK)
    return out.getvalue()
