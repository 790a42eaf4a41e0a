"""The cast in a county, a client that is a resident's browser, and one voice that was kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from lianxin.ledger import tasks as ledger
from lianxin.opinions import actions as opinions
from lianxin.worlds.cast import Cast
from tests.world import world

WORDS = "镇卫生院晚上没有医生值班，上个月我细伢子发烧跑了40公里到县城。"


@pytest.fixture
def cast(db: None) -> Cast:
    return world()


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def kept(cast: Cast) -> opinions.Receipt:
    """A receipt of the station's, sealed."""
    found = opinions.register(opinions.Words(text=WORDS, station=cast.station.code, place="桐木村"))
    ledger.seal_now()
    return found


@pytest.fixture
def look(client: Client, kept: opinions.Receipt) -> Callable[..., HttpResponse]:
    """The road page of the kept voice, with what else is posted."""

    def posted(**more: Any) -> HttpResponse:
        return client.post("/receipt", {"number": kept.number, "code": kept.check_code, **more})

    return posted
