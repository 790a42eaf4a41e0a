"""What the measurements need from within an installation: a receipt, a session, counts of queries, limits.

`python -m tests.bench.inside <task>` prints one JSON value; DATA, KEYS and DATABASE_URL name the installation.
"""

import hashlib
import json
import sys
import time
from typing import Any

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.ledger import actions as ledger
from lianxin.opinions.actions.intake import check_code
from lianxin.opinions.models import Opinion, Publication
from lianxin.people.models import User
from lianxin.stations.models import Station


def subjects() -> dict[str, Any]:
    """Addresses to ask for: a station, a result, a receipt of a long road, the name of a village there."""
    row = Opinion.objects.filter(has_result=True, confidential=False).select_related("station").order_by("-version")[0]
    card = Publication.objects.filter(state="published").order_by("-published_at").first()
    station = row.station or Station.objects.order_by("pk")[0]
    return {
        "station": station.code,
        "result": card.code if card else "",
        "number": row.number,
        "code": check_code(row),
        "opinions": Opinion.objects.count(),
        "size": int(_scalar("SELECT count(*) FROM ledger_entry")),
    }


def desk(*paths: str) -> dict[str, Any]:
    """A session of the county's office, which sees most, and how many queries each of its pages takes."""
    cookie = _session()
    return {"cookie": cookie, "queries": _queries(cookie, *paths)}


def _session() -> str:
    user = User.objects.get(
        username=User.objects.filter(username__startswith="office.").order_by("username")[0].username
    )
    kept = SessionStore()
    kept[SESSION_KEY] = str(user.pk)
    kept[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    kept[HASH_SESSION_KEY] = user.get_session_auth_hash()
    kept.create()
    return str(kept.session_key)


def _queries(cookie: str, *paths: str) -> dict[str, int]:
    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    found = {}
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200, path
        found[path] = len(seen)
    return found


def seal() -> dict[str, float]:
    """Seal what waits, as the worker does, without the projections."""
    before, began = int(_scalar("SELECT count(*) FROM ledger_leaf")), time.perf_counter()
    while ledger.seal():
        pass
    return {
        "entries": int(_scalar("SELECT count(*) FROM ledger_leaf")) - before,
        "seconds": time.perf_counter() - began,
    }


def commits(count: str) -> dict[str, float]:
    """The raw rate of insert and commit, one after the other, with the product's durability."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bare_row (number varchar(12), text text)")
        began = time.perf_counter()
        for n in range(int(count)):
            with transaction.atomic():
                cursor.execute("INSERT INTO bare_row (number, text) VALUES (%s, %s)", (str(n), "村口的路灯坏了" * 4))
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE bare_row")
    return {"commits": int(count), "seconds": seconds}


def chain(count: str) -> dict[str, float]:
    """The bare rate: a SHA-256 hash chain over JSON records of an entry's size, made beforehand."""
    record = {"actor": "resident", "at": "2026-11-23T04:00:00.000000Z", "verb": "opinions.registered", "seq": 1}
    records = [record | {"subject": f"opinions.opinion:{n:012}"} for n in range(int(count))]
    began, link = time.perf_counter(), b""
    for one in records:
        link = hashlib.sha256(link + json.dumps(one, sort_keys=True, separators=(",", ":")).encode()).digest()
    return {"records": int(count), "seconds": time.perf_counter() - began}


def _scalar(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


TASKS = {f.__name__: f for f in (subjects, desk, seal, commits, chain)}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
