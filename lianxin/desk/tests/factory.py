"""Browsers of the shared cast, and matters to act on."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.suggestions.models import Suggestion
from lianxin.worlds.cast import Cast

BACKEND = "django.contrib.auth.backends.ModelBackend"
WELL = "寨子里的井这两年干了，要走三里路去挑水，请代表想想办法。"


@dataclass
class Desk:
    """The cast at their browsers."""

    cast: Cast
    clients: dict[str, Client] = field(default_factory=dict)

    def at(self, nick: str) -> Client:
        """Somebody's browser, signed in."""
        if nick not in self.clients:
            self.clients[nick] = Client()
            self.clients[nick].force_login(self.cast.users[nick], backend=BACKEND)
        return self.clients[nick]

    def get(self, nick: str, address: str, status: int = 200) -> str:
        """The page as text; what its status is."""
        answer = self.at(nick).get(address)
        assert answer.status_code == status, (nick, address, answer.status_code, answer.headers.get("Location"))
        return answer.content.decode()

    def act(self, nick: str, thing: Any, verb: str, status: int = 302, **values: Any) -> Any:
        """Fill in the form of a verb and press its button, having seen the present version."""
        kind = "opinions" if isinstance(thing, Opinion) else "suggestions"
        thing.refresh_from_db()
        given = {"seen": thing.version, **values}
        answer = self.at(nick).post(
            f"/desk/{kind}/{thing}/{verb}" if kind == "opinions" else f"/desk/{kind}/{thing.code}/{verb}", given
        )
        assert answer.status_code == status, (nick, verb, answer.status_code, errors(answer))
        thing.refresh_from_db()
        return answer

    def spoken(self, text: str = WELL, **more: Any) -> Opinion:
        """What a resident said at the station of the cast."""
        receipt = opinions.register(opinions.Words(text=text, place="桐木村", station=self.cast.station.code, **more))
        return Opinion.objects.get(number=receipt.number)

    def drafted(self, opinion: Opinion, nick: str = "long", then: str = "submit") -> Suggestion:
        """The deputy writes a suggestion from an opinion, as the page offers it."""
        page = self.get(nick, f"/desk/suggestions/new?opinion={opinion}")
        mandate = re.search(r'name="mandate" value="([^"]+)"', page)
        assert mandate
        answer = self.at(nick).post(
            "/desk/suggestions/new",
            {
                "opinion": str(opinion),
                "seen": 0,
                "mandate": mandate[1],
                "heading": "关于解决桐木村饮水困难的建议",
                "situation": "桐木村两口井都干了。",
                "advice": "请县水利局把桐木村列入农村饮水工程。",
                "openness": "full",
                "then": then,
            },
        )
        assert answer.status_code == 302, errors(answer)
        return Suggestion.objects.latest("id")


def errors(answer: HttpResponse) -> list[str]:
    """What a page says is wrong."""
    found = re.findall(r'class="err"[^>]*>(.*?)</span>|role="alert">(.*?)</div>', answer.content.decode(), re.S)
    return [unescape(re.sub(r"<[^>]+>", "", a or b)).strip() for a, b in found]
