"""One voice's road as the real actions would have written it (lianxin.opinions.actions), held to them by a test."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings

from lianxin.kit import chance, moment
from lianxin.kit.actor import RESIDENT, Actor, Role
from lianxin.kit.crypto import vault
from lianxin.kit.dates import DayTable, Reckoning, months_later
from lianxin.locality import queries as locality
from lianxin.locality.rules import Limit, Policy
from lianxin.opinions import rules
from lianxin.opinions.models import Answer, Opinion
from lianxin.opinions.workflow import TABLE, State
from lianxin.outbox.models import Message
from lianxin.suggestions.rules import LAW_51, months_to_reply
from lianxin.worlds.actions.places import Desk
from lianxin.worlds.actions.writing import Batch

HAND = {"phone": "phone", "sms": "phone", "visit": "visit"}


@dataclass
class Law:
    """By what the days are reckoned: asked once for each day, the same for every voice."""

    table: DayTable
    policies: dict[tuple[str, date], Policy] = field(default_factory=dict)
    reckoned: dict[tuple[Limit, date], Reckoning] = field(default_factory=dict)
    replies: dict[date, Reckoning] = field(default_factory=dict)

    def policy(self, county: str, on: date) -> Policy:
        """The county's policy of a day."""
        if (county, on) not in self.policies:
            self.policies[county, on] = locality.policy(county, on)
        return self.policies[county, on]

    def due(self, limit: Limit, start: date) -> date:
        """The last day of a limit."""
        if (limit, start) not in self.reckoned:
            self.reckoned[limit, start] = limit.due(start, self.table)
        return self.reckoned[limit, start].due

    def reply(self, start: date) -> Reckoning:
        """The three months of an organ's reply (Deputies Law, article 51)."""
        if start not in self.replies:
            self.replies[start] = months_later(start, months_to_reply(complex_matter=False), self.table, LAW_51)
        return self.replies[start]


@dataclass
class Voice:
    """One opinion on its way; every method is the twin of an action."""

    batch: Batch
    law: Law
    desk: Desk
    row: Opinion = field(init=False)
    untold: list[Message] = field(default_factory=list)

    # ── the frame ──────────────────────────────────────────────────────────
    def _role(self, by: Actor) -> Role:
        if by.ref in ("resident", "system"):
            return Role(by.ref)
        return by.posts[0].role if by.posts else Role.DEPUTY

    def _clock(self) -> None:
        self.row.step_day = moment.today()
        limit = rules.limit_of(State(self.row.state), self.law.policy(self.row.county, self.row.step_day))
        self.row.due_day = self.law.due(limit, self.row.step_day) if limit else None

    def settled(self, verb: str, act: str, by: Actor, **detail: Any) -> None:
        """The next state by the same table, and the record of the act."""
        target = TABLE.after(verb, State(self.row.state))
        self.row.version += 1
        if target != self.row.state:
            self.row.state = target
            self._clock()
        self.batch.record(
            f"opinions.{act}", self.row, by, self.row.division, self._role(by),
            {"state": self.row.state, "round": self.row.round, **detail},
        )  # fmt: skip

    def said(self, kind: str, words: str, by: Actor, source: str = "", target: str = "", deputy: Any = None) -> None:
        answer = Answer(
            code=chance.name(12), opinion=self.row, round=self.row.round, kind=kind, words=words, source=source,
            target=target, deputy_id=deputy, by=by.ref, at=moment.now(),
        )  # fmt: skip
        self.batch.add(answer)
        detail = {"words": words, "kind": kind}
        self.batch.record("opinions.words_kept", answer, by, self.row.division, self._role(by), detail)

    def tell(self, kind: str, to_kind: str, to_ref: str, form: str, **params: Any) -> None:
        now = moment.now()
        message = Message(
            id=chance.uuid7(int(now.timestamp() * 1000)), kind=kind, to_kind=to_kind, to_ref=to_ref, form=form,
            params=params, division=self.row.division, station=self.desk.station.code, created_at=now,
        )  # fmt: skip
        self.batch.add(message)
        if to_kind == "resident":
            self.untold.append(message)

    def _to_feed_back(self) -> None:
        form = HAND.get(self.row.tell_by, "paper")
        self.tell("opinions.result", "resident", self.row.number, form, number=self.row.number, state=self.row.state)

    # ── the verbs ──────────────────────────────────────────────────────────
    def register(self, text: str, place: str, channel: str, contact: str, tell_by: str, by: Actor = RESIDENT) -> None:
        now, station = moment.now(), self.desk.station
        division = station.division
        row = Opinion(
            text=text, place=place, channel=channel, tell_by=tell_by, station=station, division=division,
            county=division[:6].ljust(12, "0"), township=division[:9].ljust(12, "0"), happened_at=now,
            registered_at=now, recorded_by="" if by.ref == RESIDENT.ref else by.ref,
        )  # fmt: skip
        row.number = row.ledger_key = rules.number_with_check_digit(str(chance.below(10**11)).zfill(11))
        row.check_nonce = chance.octets(16).hex()
        keys = vault(settings.KEYS)
        row.check_key = keys.mac("check-code", f"{row.number}|{row.check_nonce}".encode())[0]
        if contact:
            row.contact = keys.encrypt("contact", contact.encode(), row.number.encode())
            digits = rules.contact_key(contact)
            row.contact_blind = keys.blind("contact", digits) if digits else ""
        self.row = self.batch.add(row)
        self._clock()
        detail = {
            "state": row.state,
            "round": 1,
            "channel": channel,
            "words": text,
            "place": place,
            "station": station.name,
        }
        at = self.batch.record(
            "opinions.registered", row, by, division, self._role(by), detail, event_at=now,
            series=f"{row.county[:6]}/{now.year}", promised=True,
        )  # fmt: skip
        self.batch.promised.append((row.number, at, now))

    def classify(self, category: str) -> None:
        self.row.category = category
        self.settled("classify", "classified", self.desk.officer, category=category, level=self.row.level)

    def pass_on(self, deputy: Actor, code: str) -> None:
        self.row.deputy_id, self.row.acknowledged_at = deputy.person_id, None
        self.settled("pass_on", "passed_on", self.desk.officer, deputy=deputy.name, words="")
        due = self.row.due_day.isoformat() if self.row.due_day else ""
        self.tell("opinions.passed_on", "deputy", code, "file", number=self.row.number, due=due)

    def acknowledge(self, deputy: Actor) -> None:
        self.row.acknowledged_at = moment.now()
        self.settled("acknowledge", "acknowledged", deputy, deputy=deputy.name)

    def answer_on_the_spot(self, deputy: Actor, words: str, source: str) -> None:
        self.said("answered", words, deputy, source=source, deputy=deputy.person_id)
        self.settled("answer_on_the_spot", "answered", deputy, deputy=deputy.name, words=words, source=source)
        self._to_feed_back()

    def inform(self, target: str, words: str) -> None:
        self.said("informed", words, self.desk.officer, target=target)
        self.settled("inform", "informed", self.desk.officer, target=target, words=words)
        self._to_feed_back()

    def refer(self, target: str, words: str) -> None:
        self.said("referred", words, self.desk.chair, target=target)
        self.settled("refer", "referred", self.desk.chair, target=target, words=words)
        due = self.row.due_day.isoformat() if self.row.due_day else ""
        self.tell("opinions.referred", "organ", target, "paper", number=self.row.number, to=target, due=due)

    def record_referral_reply(self, words: str) -> None:
        self.row.has_result = True
        self.said("referral_reply", words, self.desk.officer)
        self.settled("record_referral_reply", "referral_replied", self.desk.officer, words=words)
        self._to_feed_back()

    def set_aside(self, ground: str, words: str) -> None:
        self.said("set_aside", words, self.desk.officer, target=ground)
        self.settled("set_aside", "set_aside", self.desk.officer, ground=ground, words=words)
        self._to_feed_back()

    def raise_as_suggestion(self, title: str, matter: str, level: int, by: Actor) -> None:
        self.row.level, self.row.deputy_id = self.row.level or level, self.row.deputy_id or by.person_id
        self.settled("raise_as_suggestion", "raised", by, title=title, matter=matter, deputy=by.name)

    def record_result(self, words: str, by: Actor) -> None:
        self.row.has_result = True
        self.said("result", words, by)
        self.settled("record_result", "result_recorded", by, words=words)
        self._to_feed_back()

    def feed_back(self, how: str, words: str) -> None:
        for message in self.untold:
            message.state = "void"
        self.said("fed_back", words, self.desk.officer, target=how)
        self.settled("feed_back", "fed_back", self.desk.officer, how=how, words=words)

    def evaluate(self, satisfaction: str) -> None:
        self.row.satisfaction = satisfaction
        self.settled("evaluate", "evaluated", RESIDENT, satisfaction=satisfaction, words="", read_out_by="")

    def conclude(self, ground: str) -> None:
        self.settled("conclude", "concluded", self.desk.chair, ground=ground)


def moment_of(day: date, minutes: int) -> datetime:
    """A minute of a working day."""
    at = datetime.combine(day, time(8 + minutes // 60, minutes % 60), moment.SHANGHAI)
    return at + timedelta(seconds=chance.below(60), microseconds=chance.below(10**6))
