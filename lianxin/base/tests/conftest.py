"""A browser, and a server of the room's own addresses that needs no database."""

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.template import engines
from playwright.sync_api import Browser

from lianxin.base import context, navigation

FORM = """{% extends "base/public.html" %}{% block main %}
<form method="post">{% csrf_token %}<label>words <input name="text" value="路灯坏了"></label>
<button id="go">交</button></form>
{% endblock %}"""


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(autouse=True)
def own_addresses(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """The room by itself: its urls, one extra page, and no other room's middleware."""
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "tests_form.html").write_text(FORM, encoding="utf-8")
    settings.ROOT_URLCONF = "lianxin.base.tests.urls"
    settings.ALLOWED_HOSTS = ["*"]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if ".people." not in m and "axes" not in m]
    settings.LOCALITY_NAME = "青山县"
    monkeypatch.setattr(context, "_providers", {})
    monkeypatch.setattr(navigation, "_items", {})
    engines.__dict__.pop("templates", None)
    engines._engines = {}  # type: ignore[attr-defined]


@pytest.fixture
def address(own_addresses: None) -> Iterator[str]:
    """The base address of a running server."""
    with make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), Server, Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    return chromium
