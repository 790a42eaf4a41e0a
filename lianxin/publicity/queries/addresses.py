"""Whole addresses of this house, and their QR codes."""

from urllib.parse import quote

from django.conf import settings

from lianxin.papers.qr import inline as qr

__all__ = ["address", "qr"]


def address(path: str) -> str:
    """A whole address of this house, for paper, feeds and QR codes."""
    return f"{settings.BASE_URL}{quote(path)}"
