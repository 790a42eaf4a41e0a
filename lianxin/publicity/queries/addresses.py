"""Whole addresses of this house, and their QR codes."""

from functools import lru_cache
from urllib.parse import quote

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


def address(path: str) -> str:
    """A whole address of this house, for paper, feeds and QR codes."""
    return f"{settings.BASE_URL}{quote(path)}"


@lru_cache(maxsize=1024)
def qr(content: str) -> SafeString:
    """A QR code as inline SVG, without style attributes; decorative beside the address in words."""
    drawn = segno.make(content, error="m", micro=False)
    size = drawn.symbol_size(border=2)[0]
    runs = []
    for y, row in enumerate(drawn.matrix_iter(border=2)):
        x = 0
        cells = list(row)
        while x < len(cells):
            end = x
            while end < len(cells) and cells[end]:
                end += 1
            if end > x:
                runs.append(f"M{x} {y}h{end - x}v1H{x}z")
            x = end + 1
    return mark_safe(  # noqa: S308 - numbers only
        f'<svg class="qr" viewBox="0 0 {size} {size}" aria-hidden="true" focusable="false" '
        f'shape-rendering="crispEdges"><path d="{"".join(runs)}" fill="#1f2329"/></svg>'
    )
