from collections.abc import Callable

from django.apps import AppConfig, apps
from django.db import DatabaseError
from django.http import HttpRequest

from lianxin.base import context
from lianxin.ledger import restate

FACE = {"name": "short_name", "host": "name", "tel": "telephone", "hours": "hours"}
"""Word of the face → column of the locality."""


class LocalityConfig(AppConfig):
    name = "lianxin.locality"
    label = "locality"

    def ready(self) -> None:
        restate.register("locality.year", "locality.WorkingYear", key="year")
        restate.register("locality.locality", "locality.Locality")
        restate.register("locality.policy", "locality.PolicyChoice", key="key")
        for word, column in FACE.items():
            context.provide(word, _provider(column))


def _provider(column: str) -> Callable[[HttpRequest], str]:
    def word(request: HttpRequest) -> str:
        return str(_words(request).get(column, ""))

    return word


def _words(request: HttpRequest) -> dict[str, object]:
    """The words of the one county that the site speaks for, read once for a page; empty when there is none.

    Error pages ask too, and must stand when the database does not.
    """
    known: dict[str, object] | None = getattr(request, "locality_words", None)
    if known is None:
        try:
            found = list(apps.get_model("locality.Locality").objects.values(*FACE.values())[:2])
        except DatabaseError:
            found = []
        known = found[0] if len(found) == 1 else {}
        request.locality_words = known  # type: ignore[attr-defined]
    return known
