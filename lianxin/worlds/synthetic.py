"""Synthetic worlds of a township, a county or a province, for benchmarks: deterministic, sealed, verifying green."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lianxin.divisions import queries as divisions
from lianxin.divisions.rules import Kind, Rank
from lianxin.kit import chance, moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.ledger import actions as ledger
from lianxin.ledger import queries as ledger_queries
from lianxin.locality import actions as locality
from lianxin.locality import queries as locality_queries
from lianxin.suggestions.models import Series
from lianxin.worlds import cast, words
from lianxin.worlds.actions.matters import Matter
from lianxin.worlds.actions.places import County, Desk, Size, county, township
from lianxin.worlds.actions.roads import Law, Voice, moment_of
from lianxin.worlds.actions.writing import Batch, Keys

SIZES = {
    "township": Size(stations=2.3, township_deputies=80, county_deputies=15, opinions=300),
    "county": Size(stations=3, township_deputies=70, county_deputies=20, opinions=5_000),
    "province": Size(stations=2.2, township_deputies=45, county_deputies=12, opinions=200_000),
}
"""Domain brief, section 11: one township; a county of 30–60 stations; Hunan with its 4,400."""

BATCH = 500
SEALED_AT_ONCE = 50_000
ROADS = (("answered", 34), ("informed", 16), ("referred", 33), ("raised", 8), ("set_aside", 3), ("waiting", 6))
"""Of a hundred voices, how many take which road."""

Told = Callable[[str, int, int], None]
"""Called with (what is being done, how many are done, how many there are)."""


def _unheard(_what: str, _done: int, _all: int) -> None:
    """Nobody watches."""


@dataclass
class Builder:
    """What a world is made with."""

    size: Size
    today: date
    opinions: int
    days: int
    told: Told = _unheard
    batch: Batch = field(default_factory=lambda: Batch(Keys()))
    counties: list[County] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    """Public codes of deputies, by the key of their person."""
    numbers: dict[str, Series] = field(default_factory=dict)

    # ── places and people ──────────────────────────────────────────────────
    def settle(self, chosen: dict[str, list[str]]) -> None:
        """Counties with these townships: locality, policy, office, organs, stations, deputies."""
        opened = self.today - timedelta(days=self.days + 30)
        names = divisions.names([*chosen, *(t for towns in chosen.values() for t in towns)])
        with moment.at(datetime.combine(opened, time(9), moment.SHANGHAI)):
            for number, (code, towns) in enumerate(chosen.items()):
                self._county(code, names[code], {t: names[t] for t in towns}, opened)
                self._written()
                self.told("places", number + 1, len(chosen))

    def _county(self, code: str, name: str, towns: dict[str, str], opened: date) -> None:
        locality.set_locality(
            code, name=f"{name}人大常委会", short_name=name[:20], platform_name=f"{name}人大代表联系群众工作平台",
            telephone="000-0000", by=SYSTEM,
        )  # fmt: skip
        locality.choose_policy(
            code, from_day=opened, profile="deputies-law-2025", changes={"referral_allowed": True}, by=SYSTEM
        )
        home = county(self.batch, code, name)
        for town, title in towns.items():
            villages = list(divisions.within(town).filter(rank=Rank.VILLAGE).values_list("code", flat=True)[:8])
            for _desk in township(self.batch, home, town, title, villages, self.size, opened):
                pass
        self.counties.append(home)

    def _written(self) -> None:
        for row in (row for model, rows in self.batch.rows.items() if model.__name__ == "Person" for row in rows):
            self.codes[row.pk] = row.code  # type: ignore[attr-defined]
        self.batch.write()

    # ── voices ─────────────────────────────────────────────────────────────
    def speak(self) -> None:
        """All opinions, spread over the days, in the order they came."""
        law = Law(locality_queries.day_table())
        desks = [(home, desk) for home in self.counties for desk in home.desks]
        for number in range(self.opinions):
            began = self.today - timedelta(days=1 + (self.opinions - 1 - number) * self.days // max(1, self.opinions))
            home, desk = words.pick(desks)
            with moment.at(moment_of(began, chance.below(540))):
                self._one(law, home, desk)
            if number % BATCH == BATCH - 1 or number == self.opinions - 1:
                self.batch.write()
                self.told("opinions", number + 1, self.opinions)
        for series in self.numbers.values():
            series.save(force_insert=True)
        self.batch.keys.tell_database()

    def _one(self, law: Law, home: County, desk: Desk) -> None:
        voice = Voice(self.batch, law, desk)
        category, place, text = words.said()
        channel = words.pick(("web", "web", "qr", "visit", "phone", "reception"))
        by = desk.officer if channel in ("visit", "phone", "reception") else None
        contact = f"000-{chance.below(10_000):04}" if chance.below(3) else ""
        tell = words.pick(("phone", "lookup", "visit")) if contact else "lookup"
        voice.register(text, place, channel, contact, tell, *([by] if by else []))
        road = _drawn(ROADS)
        for act in self._road(voice, road, home, category):
            moment.pass_time(hours=2 + chance.below(60))
            if moment.today() >= self.today:
                return
            act()

    def _road(self, voice: Voice, road: str, home: County, category: str) -> Iterator[Callable[[], None]]:
        """The steps of a road, one by one; time may run out between any two."""
        yield lambda: voice.classify(category)
        if road == "waiting":
            return
        if road == "raised" and voice.desk.county_deputies:
            yield from self._raised(voice, home, words.pick(voice.desk.county_deputies))
        elif road == "answered" or road == "raised":
            deputies = voice.desk.deputies + voice.desk.county_deputies
            if not deputies:
                return
            yield from self._answered(voice, words.pick(deputies))
        elif road == "informed":
            yield lambda: voice.inform("司法所或者12348", "这件事要由专门机关依法办，站里把去处和要带的材料讲清楚了。")
        elif road == "referred":
            yield lambda: voice.refer("镇人民政府", "请办理后书面回复。")
            moment.pass_time(days=3 + chance.below(18))
            yield lambda: voice.record_referral_reply(words.answer())
        else:
            yield lambda: voice.set_aside("no_substance", "没有具体的事，登记在册。")
        yield lambda: voice.feed_back(words.pick(("phone", "visit", "face")), words.answer())
        if chance.below(2):
            yield lambda: voice.evaluate(words.pick(("satisfied", "satisfied", "basically", "dissatisfied")))
        yield lambda: voice.conclude("fed_back")

    def _answered(self, voice: Voice, deputy: Actor) -> Iterator[Callable[[], None]]:
        assert deputy.person_id is not None
        code = self.codes[deputy.person_id]
        yield lambda: voice.pass_on(deputy, code)
        yield lambda: voice.acknowledge(deputy)
        yield lambda: voice.answer_on_the_spot(deputy, words.answer(), "单位经办窗口，电话问过")

    def _raised(self, voice: Voice, home: County, deputy: Actor) -> Iterator[Callable[[], None]]:
        assert deputy.person_id is not None
        code = self.codes[deputy.person_id]
        matter = Matter(voice, home, deputy, code, self.numbers)
        organ, handler = words.pick(home.organs)
        label = locality_queries.policy(home.code, moment.today()).reply_classes[0].label
        yield lambda: voice.pass_on(deputy, code)
        yield lambda: voice.acknowledge(deputy)
        yield lambda: matter.draft(f"关于{voice.row.place}的建议", voice.row.text, "请有关单位研究办理。")
        yield matter.submit
        yield matter.number
        yield lambda: matter.assign_by_office(organ)
        yield lambda: matter.acknowledge(organ, handler)
        moment.pass_time(days=10 + chance.below(80))
        answer = words.answer()
        yield lambda: matter.reply(organ, handler, answer, label, "当面听取代表意见")
        yield lambda: matter.evaluate(organ, answer)
        yield matter.conclude

    def seal(self) -> None:
        """Every record gets its place, as on the evening before `today`."""
        with moment.at(datetime.combine(self.today, time(0), moment.SHANGHAI) - timedelta(seconds=1)):
            first = waiting = max(1, _unsealed())
            while ledger.seal(SEALED_AT_ONCE):
                waiting = _unsealed()
                self.told("sealing", first - waiting, first)


def _unsealed() -> int:
    return ledger_queries.unsealed()


def _drawn(weighted: tuple[tuple[str, int], ...]) -> str:
    at = chance.below(100)
    for name, weight in weighted:
        at -= weight
        if at < 0:
            return name
    return weighted[-1][0]


def _chosen(scale: str) -> dict[str, list[str]]:
    """County codes with their townships."""
    if scale == "township":
        return {cast.COUNTY: [cast.TOWN]}
    scope = cast.COUNTY if scale == "county" else cast.PROVINCE
    counties = divisions.within(scope).filter(rank=Rank.COUNTY).exclude(kind=Kind.STATISTICAL_ZONE)
    return {
        code: list(divisions.within(code).filter(rank=Rank.TOWNSHIP).values_list("code", flat=True))
        for code in counties.values_list("code", flat=True)
    }


def build(
    scale: str, seed: int, today: date, *, years: int = 1, opinions: int | None = None, told: Told = _unheard
) -> Builder:
    """A world of a scale on an empty database whose divisions are loaded; the same seed and day give the same world."""
    size = SIZES[scale]
    count = size.opinions * years if opinions is None else opinions
    with chance.seeded(f"lianxin world {scale} {seed} {today}"):
        builder = Builder(size, today, count, years * 365, told)
        builder.settle(_chosen(scale))
        builder.speak()
        builder.seal()
    return builder
