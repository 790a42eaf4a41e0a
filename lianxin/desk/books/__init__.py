"""The registers of the desk, an area a module: `BOOKS`, and `PATHS` for addresses that are no register's.

Their order is that of the desk's navigation.
"""

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from lianxin.base import navigation
from lianxin.desk.books import (
    deputies,
    funds,
    interests,
    keeping,
    organs,
    papers,
    receptions,
    registers,
    staff,
    stations,
)
from lianxin.desk.views.book import Book, addresses

AREAS = (receptions, keeping, stations, deputies, organs, staff, funds, interests, registers, papers)
BOOKS: tuple[Book, ...] = tuple(book for area in AREAS for book in area.BOOKS)


def paths() -> list[URLPattern]:
    """What stands in the desk's urls for all areas; an area's own addresses before its registers'."""
    own = [path for area in AREAS for path in getattr(area, "PATHS", ())]
    return own + [path for book in BOOKS for path in addresses(book)]


navigation.register(
    *(
        navigation.Item(
            face=navigation.DESK,
            label=book.title,
            url_name=f"desk:{book.key}",
            icon=book.icon,
            order=500 + place,
            group=_("名册"),
            allowed=book.allowed,
        )
        for place, book in enumerate(BOOKS)
        if book.nav
    )
)
