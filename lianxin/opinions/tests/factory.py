"""Opinions in every state, made by the real actions on the shared cast."""

from dataclasses import dataclass
from datetime import datetime

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.opinions import actions
from lianxin.opinions.models import Opinion
from lianxin.opinions.workflow import State
from tests.world import Cast, world

NOW = datetime(2026, 11, 23, 9, 20, tzinfo=moment.SHANGHAI)


@dataclass(frozen=True)
class Scene:
    """The cast, and what a test needs of it at hand."""

    cast: Cast

    def actor(self, nickname: str) -> Actor:
        return self.cast.actor(nickname)

    def opinion(self, text: str = "组里的机耕路修了一半就停了", **words: object) -> Opinion:
        given = {"station": self.cast.station.code, "contact": "000-0000", **words}
        receipt = actions.register(actions.Words(text=text, **given))  # type: ignore[arg-type]
        return Opinion.objects.get(number=receipt.number)

    def passed_on(self, deputy: str = "long") -> Opinion:
        return actions.pass_on(self.opinion(), deputy=self.cast.people[deputy].code, by=self.actor("officer"))

    def in_state(self, state: State, **columns: object) -> Opinion:
        """An opinion put into a state by hand, for tests of single cells of the table."""
        row = self.passed_on()
        Opinion.objects.filter(pk=row.pk).update(state=state, **columns)
        return Opinion.objects.select_related("station").get(pk=row.pk)


def scene() -> Scene:
    return Scene(world())
