"""Stories are played: every step at its own moment, in the order of time, by the real actions."""

import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level
from lianxin.kit.dates import DayTable, is_rest
from lianxin.ledger import actions as ledger
from lianxin.locality import queries as locality
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion, Publication
from lianxin.suggestions import actions as suggestions
from lianxin.suggestions import queries as suggestion_queries
from lianxin.suggestions.models import Suggestion
from lianxin.worlds.people import Everybody
from lianxin.worlds.script import BY_RESIDENT, Step, Story
from lianxin.worlds.stories.categories import CATEGORY, LEVEL

DATE = re.compile(r"\{([+-]\d+)\}")
PRESSING = frozenset({"register", "mark_emergency", "mark_confidential"})
"""What happens on days of rest too."""

RESULTS = frozenset({"record_result", "s_evaluate"})
"""What gives every joined voice something to be told."""


@dataclass(frozen=True)
class Move:
    """One step at its moment; `order` keeps moves of one moment as they were written."""

    at: datetime
    order: int
    story: Story
    step: Step


@dataclass(frozen=True)
class Happening:
    """Something that is no step of a voice's road, at its moment, such as a reception that is opened."""

    at: datetime
    act: Callable[[], object]
    order: int = -1


@dataclass
class Player:
    """Plays stories in a world whose last day is the one before `today`."""

    world: Everybody
    today: date
    voices: dict[str, Opinion] = field(default_factory=dict)
    matters: dict[str, Suggestion] = field(default_factory=dict)
    cards: dict[str, Publication] = field(default_factory=dict)

    # ── when ───────────────────────────────────────────────────────────────
    def moves(self, stories: Iterable[Story]) -> list[Move]:
        """Every step of every story in the order of time; within a story none comes before the one it follows."""
        table = locality.day_table()
        found: list[Move] = []
        results: dict[str, datetime] = {}
        for story in stories:
            last: datetime | None = None
            for step in (*_beginning(story), *story.steps):
                at = self._moment(story, step, table, len(found))
                if last is not None and at <= last:
                    at = last + timedelta(minutes=7)
                found.append(Move(at, len(found), story, step))
                last = at
                if step.verb in RESULTS:
                    results[story.key] = at
                if step.verb == "merge":  # whoever joined hears after the one he joined (which stands before him)
                    last = max(at, results.get(step.words["into"], at))
        return sorted(found, key=lambda m: (m.at, m.order))

    def _moment(self, story: Story, step: Step, table: DayTable, order: int) -> datetime:
        day = self.today - timedelta(days=step.days)
        if step.clock:
            clock = time.fromisoformat(step.clock)
        else:
            minutes = zlib.crc32(f"{story.key}/{order}".encode()) % 490
            clock = time(8 + (40 + minutes) // 60, (40 + minutes) % 60)
            while step.verb not in PRESSING and step.who != "resident" and is_rest(day, table):
                day -= timedelta(days=1)
        return datetime.combine(day, clock, moment.SHANGHAI)

    def play(
        self,
        stories: Iterable[Story],
        told: Callable[[int, int], None] = lambda _done, _all: None,
        besides: Iterable[Happening] = (),
    ) -> None:
        """Play them all, and what happened besides; what a day brought is sealed on its evening."""
        every: list[Move | Happening] = [*self.moves(stories), *besides]
        moves = sorted(every, key=lambda m: (m.at, m.order))
        for number, move in enumerate(moves):
            with moment.at(move.at):
                try:
                    self._act(move)
                except Exception as error:
                    what = "" if isinstance(move, Happening) else f"{move.story.key} {move.step.verb} "
                    error.add_note(f"{what}{move.at:%Y-%m-%d %H:%M}")
                    raise
            following = moves[number + 1].at if number + 1 < len(moves) else None
            if following is None or following.date() != move.at.date():
                with moment.at(max(move.at + timedelta(seconds=40), _evening(move.at))):
                    ledger.seal()
                told(number + 1, len(moves))

    # ── what ───────────────────────────────────────────────────────────────
    def dated(self, value: Any) -> Any:
        """Texts with their dates filled in; a lone `{+40}` becomes a date."""
        if not isinstance(value, str):
            return value
        alone = DATE.fullmatch(value)
        if alone:
            return self.today + timedelta(days=int(alone.group(1)))
        return DATE.sub(lambda m: self._day_words(self.today + timedelta(days=int(m.group(1)))), value)

    def _day_words(self, day: date) -> str:
        year = f"{day.year}年" if day.year != self.today.year else ""
        return f"{year}{day.month}月{day.day}日"

    def _act(self, move: Move | Happening) -> None:
        if isinstance(move, Happening):
            move.act()
            return
        story, step = move.story, move.step
        if step.verb == "register":
            self.voices[story.key] = self._register(story)
            return
        words = {name: self.dated(value) for name, value in step.words.items()}
        by = self.world.actor(step.who)
        special = getattr(self, f"_{step.verb}", None)
        if special:
            special(story.key, by, words)
        elif step.verb.startswith("s_"):
            act = getattr(suggestions, step.verb.removeprefix("s_"))
            act(self.matters[story.key], by=by, **words)
        else:
            getattr(opinions, step.verb)(self.voices[story.key], by=by, **words)

    def _register(self, story: Story) -> Opinion:
        station = self.world.stations[story.station].code if story.station else ""
        who = story.by or ("resident" if story.channel in BY_RESIDENT else f"officer_{story.station}")
        words = opinions.Words(
            text=self.dated(story.text), place=story.place, station=station, contact=story.contact,
            tell_by=story.tell_by, channel=story.channel, headcount=story.headcount,
            language_note=story.language_note, confidential=story.confidential,
        )  # fmt: skip
        receipt = opinions.register(words, by=self.world.actor(who))
        return Opinion.objects.get(number=receipt.number)

    def _fresh(self, key: str) -> Opinion:
        return Opinion.objects.select_related("station").get(pk=self.voices[key].pk)

    def _pass_on(self, key: str, by: Actor, words: dict[str, Any]) -> None:
        deputy = self.world.people[words.pop("deputy")].code
        opinions.pass_on(self.voices[key], deputy=deputy, by=by, **words)

    def _answer_on_the_spot(self, key: str, by: Actor, words: dict[str, Any]) -> None:
        if nickname := words.pop("deputy", ""):
            words["deputy"] = self.world.people[nickname].code
        opinions.answer_on_the_spot(self.voices[key], by=by, **words)

    def _raise_in_speech(self, key: str, by: Actor, words: dict[str, Any]) -> None:
        words["on"] = min(words["on"], moment.today())  # a step is moved before days of rest, its meeting with it
        opinions.raise_in_speech(self.voices[key], by=by, **words)

    def _merge(self, key: str, by: Actor, words: dict[str, Any]) -> None:
        into = self.voices[words["into"]]
        opinions.merge(self.voices[key], into=into, same_person=words.get("same_person", False), by=by)

    def _prepare(self, key: str, by: Actor, words: dict[str, Any]) -> None:
        found = suggestion_queries.public_stages(suggestion_queries.stages(self._fresh(key)))
        if key in self.matters:
            self.cards[key] = suggestions.prepare_publication(self.matters[key], stages=found, by=by, **words)
        else:
            self.cards[key] = opinions.prepare_publication(self.voices[key], stages=found, by=by, **words)

    def _publish(self, key: str, by: Actor, words: dict[str, Any]) -> None:
        act = suggestions.publish if key in self.matters else opinions.publish
        act(self.cards[key], checked=True, by=by)

    def _suggest(self, key: str, by: Actor, words: dict[str, Any]) -> None:
        level = Level(words.pop("level"))
        others = [self.voices[other] for other in words.pop("others", ())]
        congress = next(m.congress for m in by.mandates if m.level == level)
        self.matters[key] = suggestions.draft(
            [self.voices[key], *others], level=level, congress=congress, by=by, **words
        )

    def _s_assign(self, key: str, by: Actor, words: dict[str, Any]) -> None:
        matter = self.matters[key]
        act = suggestions.assign_by_office if matter.level == Level.COUNTY else suggestions.assign_by_presidium
        act(matter, organ=self.world.organs[words.pop("organ")].code, by=by, **words)


def _beginning(story: Story) -> list[Step]:
    """How every road begins: the words come in, and the officer of the station says what they are about."""
    begun = [Step(story.days, "register", story.by, clock=story.clock)]
    if story.key in CATEGORY:
        words = {"category": CATEGORY[story.key], "level": LEVEL.get(story.key, "")}
        begun.append(Step(story.days, "classify", f"officer_{story.station}", words))
    return begun


def _evening(at: datetime) -> datetime:
    return datetime.combine(at.date(), time(20, 0), moment.SHANGHAI)
