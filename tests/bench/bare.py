"""The limits: a bare Django view that commits one row, and one that draws 25, on the kind of server the product has."""

import argparse
import sys
from functools import cache
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

CREATE = "CREATE TABLE IF NOT EXISTS bare_row (number varchar(12), text text)"
INSERT = "INSERT INTO bare_row (number, text) VALUES (%s, %s)"
PAGE = (
    "<!doctype html><title>{{ title }}</title><table>{% for r in rows %}<tr><td>{{ r.0 }}<td>{{ r.1 }}</tr>{% endfor %}"
)


@csrf_exempt
@transaction.atomic
def write(request: HttpRequest) -> HttpResponse:
    """Read the body, write one row, commit."""
    words = request.body.decode()
    with connection.cursor() as cursor:
        cursor.execute(INSERT, (str(len(words)), words))
    return HttpResponse("kept", status=201)


def page(request: HttpRequest) -> HttpResponse:
    """Read 25 rows and draw them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, text FROM bare_row LIMIT 25")
        rows = cursor.fetchall()
    return HttpResponse(_template().render({"title": "bare", "rows": rows}))


@cache
def _template() -> Any:
    return engines["django"].from_string(PAGE)


urlpatterns = [path("write", write), path("page", page)]


def configure() -> None:
    """The product's database settings and nothing else of it."""
    from lianxin.config import settings as ours

    settings.configure(
        SECRET_KEY="bare",
        DATABASES=ours.DATABASES,
        ROOT_URLCONF="tests.bench.bare",
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=[],
        USE_TZ=True,
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()


if not settings.configured:
    configure()
application = WSGIHandler()


def main() -> None:
    from lianxin.config import cli, serve

    parser = argparse.ArgumentParser()
    cli._serve_arguments(parser)
    given = parser.parse_args(sys.argv[1:])
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
    connection.close()
    server = serve.server_of(given)
    server.target = "tests.bench.bare:application"
    server.serve()


if __name__ == "__main__":
    main()
