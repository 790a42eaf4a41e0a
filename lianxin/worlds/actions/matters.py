"""A suggestion's road as the real actions would have written it, held to them by a test."""

import json
from dataclasses import dataclass, field
from typing import Any

from lianxin.kit import chance, moment
from lianxin.kit.actor import SYSTEM, Actor, Level, Role
from lianxin.organs.models import Organ
from lianxin.outbox.models import Message
from lianxin.suggestions import rules
from lianxin.suggestions.models import Assignment, Evaluation, Reply, Series, Source, Suggestion
from lianxin.suggestions.workflow import TABLE, State
from lianxin.worlds.actions.places import County
from lianxin.worlds.actions.roads import Voice


@dataclass
class Matter:
    """One county suggestion out of one voice; every method is the twin of an action."""

    voice: Voice
    county: County
    deputy: Actor
    deputy_code: str
    numbers: dict[str, Series]
    row: Suggestion = field(init=False)
    leg: Assignment = field(init=False)
    answer: Reply = field(init=False)

    def settled(self, verb: str, act: str, by: Actor, role: Role, **detail: Any) -> None:
        self.row.version += 1
        self.row.state = TABLE.after(verb, State(self.row.state))
        self.voice.batch.record(
            f"suggestions.{act}", self.row, by, self.row.congress, role, {"state": self.row.state, **detail}
        )

    def _kept(self, verb: str, row: Any, by: Actor, role: Role | None = None) -> Any:
        return self.voice.batch.kept(verb, row, by, self.row.congress, role=role)

    def _tell(self, kind: str, to_kind: str, to_ref: str, form: str, **params: Any) -> None:
        now = moment.now()
        self.voice.batch.add(
            Message(
                id=chance.uuid7(int(now.timestamp() * 1000)), kind=kind, to_kind=to_kind, to_ref=to_ref, form=form,
                params=params, division=self.row.congress, created_at=now,
            )
        )  # fmt: skip

    def draft(self, title: str, situation: str, advice: str) -> None:
        code, opinion, batch = self.county.code, self.voice.row, self.voice.batch
        assert self.deputy.person_id is not None
        self.row = batch.add(
            Suggestion(
                code=chance.name(10), level=Level.COUNTY, congress=code, county=code, lead_id=self.deputy.person_id,
                drafted_at=moment.now(), category=opinion.category, title=title, situation=situation, advice=advice,
            )
        )  # fmt: skip
        detail = {"title": title, "sources": [opinion.number], "deputy": self.deputy.name}
        batch.record("suggestions.drafted", self.row, self.deputy, code, None, detail)
        self.voice.raise_as_suggestion(title, self.row.code, Level.COUNTY, self.deputy)
        self._kept("suggestions.source_joined", Source(suggestion=self.row, opinion=opinion), self.deputy)

    def submit(self) -> None:
        row = self.row
        row.submitted_at = moment.now()
        text = {"title": row.title, "situation": row.situation, "analysis": row.analysis, "advice": row.advice}
        self.settled("submit", "submitted", self.deputy, Role.DEPUTY, **text, deputy=self.deputy.name)
        self._tell("suggestions.submitted", "staff", row.congress, "file", title=row.title, level="county")

    def number(self) -> None:
        name = rules.series_of(self.row.congress, moment.today().year)
        if name not in self.numbers:
            self.numbers[name] = Series(name=name, last=0)
        self.numbers[name].last += 1
        self.row.series, self.row.number = name, self.numbers[name].last
        self.settled(
            "number", "numbered", self.county.office, Role.COUNTY_OFFICE, number=self.row.number, title=self.row.title
        )

    def assign_by_office(self, organ: Organ) -> None:
        reckoned = self.voice.law.reply(moment.today())
        self.row.due_day = reckoned.due
        self.settled(
            "assign_by_office", "assigned", self.county.office, Role.COUNTY_OFFICE, organ=organ.name,
            due=reckoned.due.isoformat(), reckoning=reckoned.to_json(),
        )  # fmt: skip
        stored = json.dumps(reckoned.to_json(), ensure_ascii=False, sort_keys=True)
        self.leg = self._kept(
            "suggestions.leg_assigned",
            Assignment(
                code=chance.name(10), suggestion=self.row, organ=organ, round=1, assigned_day=moment.today(), months=3,
                due_day=reckoned.due, provisional=reckoned.provisional, reckoning=stored, by=self.county.office.ref,
            ),
            self.county.office,
        )  # fmt: skip
        self._tell(
            "suggestions.assigned", "organ", organ.code, "paper", title=self.row.title, number=self.row.number,
            due=reckoned.due.isoformat(),
        )  # fmt: skip

    def acknowledge(self, organ: Organ, handler: Actor) -> None:
        self.leg.acknowledged_at = moment.now()
        self.voice.batch.record("suggestions.leg_acknowledged", self.leg, handler, self.row.congress)
        self.settled("acknowledge", "acknowledged", handler, Role.ORGAN_HANDLER, organ=organ.name)

    def reply(self, organ: Organ, handler: Actor, words: str, label: str, contacted: str) -> None:
        answer = Reply(
            code=chance.name(10), assignment=self.leg, reply_class="A", words=words, signed_by="负责人",
            contacted=contacted, at=moment.now(), by=handler.ref,
        )  # fmt: skip
        self.answer = self._kept("suggestions.reply_kept", answer, handler)
        detail = {
            "organ": organ.name, "class": "A", "class_label": label, "words": words, "promise": "", "promise_day": "",
            "on_time": moment.today() <= self.leg.due_day, "contacted": contacted,
        }  # fmt: skip
        self.settled("reply", "replied", handler, Role.ORGAN_HANDLER, **detail)
        self._tell("suggestions.replied", "deputy", self.deputy_code, "file", title=self.row.title)

    def evaluate(self, organ: Organ, words: str) -> None:
        judged = Evaluation(
            code=chance.name(10), reply=self.answer, attitude="satisfied", result="satisfied", words="",
            at=moment.now(), by=self.deputy.ref,
        )  # fmt: skip
        self._kept("suggestions.evaluation_kept", judged, self.deputy)
        self.row.due_day = None
        detail = {"attitude": "satisfied", "result": "satisfied", "words": "", "deputy": self.deputy.name}
        self.settled("evaluate", "evaluated", self.deputy, Role.DEPUTY, **detail)
        self.voice.record_result(f"{organ.name}答复（A类）：{words}", SYSTEM)

    def conclude(self) -> None:
        self.settled("conclude", "concluded", self.county.office, Role.COUNTY_OFFICE)
