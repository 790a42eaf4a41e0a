"""What every template may use: `face`, read only where a template asks for it.

    {{ face.care }} {{ face.tongue }} {{ face.name }} {{ face.tel }} {{ face.nav }} {{ face.here }}

The locality's name, telephone, hours and host come from providers that a lower-configured room registers:
`context.provide("name", lambda request: …)`; without one, settings and then a plain word stand in.
"""

from collections.abc import Callable
from functools import cached_property

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.base import navigation
from lianxin.kit import moment, wording
from lianxin.kit.actor import RESIDENT, Actor

Provider = Callable[[HttpRequest], str]

NAMES = ("name", "tel", "hours", "host")
_providers: dict[str, Provider] = {}


def provide(name: str, provider: Provider) -> None:
    """Register where a word of the face comes from. Names: name, tel, hours, host."""
    if name not in NAMES:
        raise ValueError(f"nothing on the face is called {name!r}")
    _providers[name] = provider


def care_of(request: HttpRequest) -> bool:
    """Whether 关怀版 is on: a cookie, so that it works without script."""
    return request.COOKIES.get("care") == "1"


def tongue() -> str:
    """ "zh" or "en": the tongue of the page being made."""
    return wording.EN if (get_language() or "").startswith("en") else wording.ZH


class Face:
    """The face of one request. Everything is lazy: a page pays for what it shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def care(self) -> bool:
        return care_of(self.request)

    @cached_property
    def tongue(self) -> str:
        return tongue()

    @cached_property
    def actor(self) -> Actor:
        actor = getattr(self.request, "actor", None)
        return actor if isinstance(actor, Actor) else RESIDENT

    @cached_property
    def here(self) -> str:
        """The present address, to come back to after a toggle; of a page made by a POST, its path."""
        return self.request.path if self.request.method == "POST" else self.request.get_full_path()

    @cached_property
    def today(self) -> object:
        return moment.today()

    @cached_property
    def nav(self) -> tuple[navigation.Entry, ...]:
        return navigation.entries(navigation.PUBLIC, self.actor, self.request.path)

    @cached_property
    def foot(self) -> tuple[navigation.Entry, ...]:
        return navigation.entries(navigation.FOOT, self.actor, self.request.path)

    @cached_property
    def desk_nav(self) -> tuple[navigation.Group, ...]:
        return navigation.groups(navigation.DESK, self.actor, self.request.path)

    @cached_property
    def name(self) -> str:
        return self._word("name", "LOCALITY_NAME", _("本地"))

    @cached_property
    def tel(self) -> str:
        return self._word("tel", "LOCALITY_TEL", "000-0000")

    @cached_property
    def hours(self) -> str:
        return self._word("hours", "LOCALITY_HOURS", _("工作日 8:30–12:00，14:30–17:30"))

    @cached_property
    def host(self) -> str:
        return self._word("host", "LOCALITY_HOST", _("县人大常委会代表工作委员会"))

    def _word(self, name: str, setting: str, otherwise: str) -> str:
        """A word of the locality. The page that says the database is down must not need the database."""
        provider = _providers.get(name)
        try:
            said = provider(self.request) if provider else ""
        except DatabaseError:
            said = ""
        return said or str(getattr(settings, setting, "") or otherwise)


def face(request: HttpRequest) -> dict[str, object]:
    """The context processor."""
    return {"face": Face(request)}
