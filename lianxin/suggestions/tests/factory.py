"""Suggestions in every state, made by the real actions on the shared cast."""

from dataclasses import dataclass
from datetime import timedelta

from lianxin.kit import moment
from lianxin.kit.actor import Level
from lianxin.opinions.tests.factory import NOW as NOW
from lianxin.opinions.tests.factory import Scene as OpinionScene
from lianxin.suggestions import actions
from lianxin.suggestions.models import Suggestion
from lianxin.suggestions.workflow import State
from tests.world import COUNTY, TOWN, world

ORDER = (
    State.DRAFT,
    State.SUBMITTED,
    State.NUMBERED,
    State.ASSIGNED,
    State.ACKNOWLEDGED,
    State.REPLIED,
    State.EVALUATED,
)


@dataclass(frozen=True)
class Scene(OpinionScene):
    """The cast with its suggestions."""

    def draft(self, level: Level = Level.COUNTY) -> Suggestion:
        county = level == Level.COUNTY
        deputy = "long" if county else "yang"
        source = self.passed_on(deputy)
        return actions.draft(
            [source],
            level=level,
            congress=COUNTY if county else TOWN,
            title="关于配齐乡镇卫生院夜间值班医生的建议",
            situation="夜里没有医生。",
            advice="请配齐值班医生。",
            by=self.actor(deputy),
        )

    def fresh(self, row: Suggestion) -> Suggestion:
        return Suggestion.objects.get(pk=row.pk)

    def at(self, state: State, level: Level = Level.COUNTY, result: str = "basically") -> Suggestion:
        """A suggestion brought to a state by the real actions."""
        row = self.draft(level)
        steps = {
            State.SUBMITTED: lambda: actions.submit(row, by=self.lead(row)),
            State.NUMBERED: lambda: actions.number(row, by=self.office(row)),
            State.ASSIGNED: lambda: self.assign(row),
            State.ACKNOWLEDGED: lambda: actions.acknowledge(row, by=self.organ(row)),
            State.REPLIED: lambda: self.reply(row),
            State.EVALUATED: lambda: self.evaluate(row, result),
        }
        if state in ORDER:
            for step in ORDER[1 : ORDER.index(state) + 1]:
                steps[step]()
        elif state is State.CONCLUDED:
            row = self.at(State.EVALUATED, level)
            actions.conclude(row, by=self.office(row))
        elif state is State.WITHDRAWN:
            actions.withdraw(row, words="已经解决", by=self.lead(row))
        else:
            row = self.at(State.SUBMITTED, level)
            if state is State.RETURNED:
                actions.return_for_revision(row, words="补充数据", by=self.office(row))
            else:
                actions.treat_as_reference(row, words="超出职权", by=self.office(row))
        return self.fresh(row)

    def lead(self, row: Suggestion):
        return self.actor("long" if row.level == Level.COUNTY else "yang")

    def office(self, row: Suggestion):
        return self.actor("office" if row.level == Level.COUNTY else "chair")

    def organ(self, row: Suggestion):
        return self.actor("health" if row.level == Level.COUNTY else "town_hall")

    def assign(self, row: Suggestion, **more):
        if row.level == Level.COUNTY:
            return actions.assign_by_office(row, organ=self.cast.organs["health"].code, by=self.actor("office"), **more)
        return actions.assign_by_presidium(
            row, organ=self.cast.organs["town_hall"].code, by=self.actor("chair"), **more
        )

    def reply(self, row: Suggestion, reply_class: str = "B"):
        return actions.reply(
            row,
            reply_class=reply_class,
            words="今年招聘十八名医生。",
            signed_by="局长",
            promise="九家卫生院夜间有医师",
            promise_day=moment.today() + timedelta(days=60),
            by=self.organ(row),
        )

    def evaluate(self, row: Suggestion, result: str = "basically"):
        return actions.evaluate(row, attitude="satisfied", result=result, words="再快些", by=self.lead(row))


def scene() -> Scene:
    return Scene(world())
