"""A populated county for the walks: every kind of matter in every state, each text holding a planted word.

`build()` makes it on an empty database, by the real actions alone.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from lianxin.kit import chance, moment
from lianxin.kit.actor import RESIDENT, Level
from lianxin.ledger.tasks import seal_now
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion, Publication
from lianxin.suggestions import actions as suggestions
from lianxin.suggestions.actions.letters import keep_letter
from lianxin.suggestions.models import Suggestion
from lianxin.suggestions.tests.factory import Scene as SuggestionScene
from lianxin.suggestions.workflow import State as Stage
from lianxin.worlds.cast import COUNTY, TOWN, Cast
from tests import walks
from tests.populate import picture
from tests.world import world

STRANGERS = ("stranger", "strange_chair", "stranger_deputy")
"""From the next township: they must get nothing."""
BYSTANDERS = ("volunteer", "city", "auditor", "ma", "liu")
"""Of the same county, without any part in these matters."""


@dataclass(frozen=True)
class Marks:
    """The planted words, and what else must not be seen."""

    said: str
    county: str
    town: str
    public: str
    away: str
    secret: str
    phone: str

    @classmethod
    def fresh(cls) -> "Marks":
        """Words that stand nowhere else."""
        tail = chance.name(8)
        names = ("said", "county", "town", "public", "away", "secret")
        digits = "".join(str(chance.below(10)) for _ in range(7))
        return cls(**{n: f"青瓦台{n}{tail}" for n in names}, phone=f"0700-{digits}")

    @property
    def home(self) -> tuple[str, ...]:
        """What is the home township's alone."""
        return (self.said, self.county, self.town, self.secret, self.phone)


@dataclass(frozen=True)
class Planted(SuggestionScene):
    """The scene of the factories, with a planted word in whatever is said."""

    marks: Marks = field(default_factory=Marks.fresh)

    def opinion(self, text: str = "组里的机耕路修了一半就停了", **words: object) -> Opinion:
        told = {"contact": self.marks.phone, "tell_by": "phone", "place": f"桐木村{self.marks.said}", **words}
        return super().opinion(f"{text}（{self.marks.said}）", **told)

    def of(self, level: Level) -> str:
        return self.marks.county if level == Level.COUNTY else self.marks.town

    def draft(self, level: Level = Level.COUNTY) -> Suggestion:
        county = level == Level.COUNTY
        nick = "long" if county else "yang"
        return suggestions.draft(
            [self.passed_on(nick)],
            level=level,
            congress=COUNTY if county else TOWN,
            title=f"关于{self.of(level)}的建议",
            situation=f"夜里没有医生{self.of(level)}。",
            advice=f"请配齐{self.of(level)}。",
            analysis=self.of(level),
            by=self.actor(nick),
        )

    def reply(self, row: Suggestion, reply_class: str = "B") -> Any:
        word = self.of(Level(row.level))
        return suggestions.reply(
            row,
            reply_class=reply_class,
            words=f"今年办好{word}。",
            signed_by="局长",
            promise=f"办成{word}",
            promise_day=moment.today() + timedelta(days=60),
            contacted=f"当面{word}",
            letter=keep_letter(BytesIO(b"%PDF-1.4\n% stamped\n%%EOF\n")),
            by=self.organ(row),
        )

    def evaluate(self, row: Suggestion, result: str = "basically") -> Any:
        words = f"再快些{self.of(Level(row.level))}"
        return suggestions.evaluate(row, attitude="satisfied", result=result, words=words, by=self.lead(row))


@dataclass
class World:
    """What was made: opinions and suggestions by the state they are in (several kinds have names of their own)."""

    scene: Planted
    opinions: dict[str, Opinion] = field(default_factory=dict)
    suggestions: dict[str, Suggestion] = field(default_factory=dict)
    away: dict[str, Opinion] = field(default_factory=dict)
    secret: dict[str, Opinion] = field(default_factory=dict)

    @property
    def cast(self) -> Cast:
        return self.scene.cast

    @property
    def marks(self) -> Marks:
        return self.scene.marks

    def numbers(self) -> list[str]:
        """Receipt numbers of the home township, confidential ones included."""
        return [row.number for row in (*self.opinions.values(), *self.secret.values())]


def build(*, home: bool = True, secret: bool = True) -> World:
    """The county; the next township's own matters first, so that the home township can be left out or added."""
    made = World(Planted(world()))
    next_township(made)
    if home:
        home_township(made)
    if secret:
        confidential(made)
    if home and secret:
        registers(made)
    seal_now()
    return made


def registers(made: World) -> None:
    """What the areas of the desk's registers add to the home township's world."""
    for populate in walks.areas("populate"):
        populate(made)


# ── opinions ───────────────────────────────────────────────────────────────
def next_township(made: World) -> None:
    """What the strangers have themselves: their pages are not empty, their word is found."""
    scene, word = made.scene, made.marks.away
    for name, channel in (("first", "web"), ("second", "visit"), ("third", "phone")):
        receipt = opinions.register(
            opinions.Words(text=f"坪上的事{word}", station=scene.cast.next_station.code, channel=channel)
        )
        made.away[name] = Opinion.objects.get(number=receipt.number)
    who = scene.cast.people["stranger_deputy"].code
    opinions.pass_on(made.away["second"], deputy=who, by=scene.actor("stranger"))


def home_township(made: World) -> None:
    """Opinions in every state, suggestions in every state at both levels, public cards."""
    doors(made)
    endings(made)
    marked(made)
    for level, name in ((Level.COUNTY, "county"), (Level.TOWNSHIP, "town")):
        for state in Stage:
            made.suggestions[f"{name}_{state}"] = made.scene.at(state, level)
    for row in made.suggestions.values():
        source = row.sources.select_related("opinion").get().opinion
        made.opinions[f"source_{row.code}"] = source
    cards(made)
    for row in (*made.opinions.values(), *made.suggestions.values()):
        row.refresh_from_db()


def doors(made: World) -> None:
    """One opinion behind each door of Article 8, and before it."""
    scene, rows, word = made.scene, made.opinions, made.marks.said
    officer, chair, long = (scene.actor(nick) for nick in ("officer", "chair", "long"))
    rows["registered"] = scene.opinion(channel="visit")
    opinions.classify(rows["registered"], category="roads", level="4", by=officer)
    opinions.attach(rows["registered"], picture(word.encode()))
    rows["unrouted"] = scene.opinion(station="", place=f"不知道哪里{word}")
    rows["passed_on"] = scene.passed_on()
    rows["acknowledged"] = opinions.acknowledge(scene.passed_on(), by=long)
    rows["clarifying"] = opinions.ask_to_clarify(scene.opinion(), words=f"在哪里{word}", by=officer)
    rows["clarified"] = opinions.clarify(
        opinions.ask_to_clarify(scene.opinion(), words=word, by=officer), words=word, by=RESIDENT
    )
    rows["answered"] = opinions.answer_on_the_spot(scene.passed_on(), words=f"答{word}", source=f"据{word}", by=long)
    rows["informed"] = opinions.inform(scene.opinion(channel="phone"), target=f"法院{word}", words=word, by=officer)
    rows["referred"] = opinions.refer(scene.opinion(), target=f"镇水利站{word}", words=word, by=chair)
    rows["referral_replied"] = opinions.record_referral_reply(
        opinions.refer(scene.opinion(), target=f"镇供电所{word}", words=word, by=chair), words=f"复{word}", by=officer
    )
    rows["spoken"] = opinions.raise_in_speech(
        scene.passed_on(), meeting=f"县人大会议{word}", words=word, on=moment.today(), by=long
    )
    rows["proposed"] = opinions.propose(scene.passed_on(), kind="topic_research", words=word, by=long)


def endings(made: World) -> None:
    """Joined, set aside, told, judged, concluded, reopened."""
    scene, rows, word = made.scene, made.opinions, made.marks.said
    officer, chair = scene.actor("officer"), scene.actor("chair")
    rows["master"] = scene.opinion()
    rows["merged"] = opinions.merge(scene.opinion(), into=rows["master"], same_person=False, by=officer)
    rows["set_aside"] = opinions.set_aside(scene.opinion(), ground="no_substance", words=word, by=officer)

    def told() -> Opinion:
        informed = opinions.inform(scene.opinion(), target="法院", words=word, by=officer)
        return opinions.feed_back(informed, how="phone", words=word, by=officer)

    rows["fed_back"] = told()
    rows["judged"] = opinions.evaluate(told(), satisfaction="dissatisfied", words=word, by=RESIDENT)
    rows["concluded"] = opinions.conclude(told(), ground="fed_back", by=chair)
    rows["reopened"] = opinions.reopen(told(), words=word, by=chair)


def marked(made: World) -> None:
    """Every mark but the confidential one."""
    scene, rows, word = made.scene, made.opinions, made.marks.said
    officer = scene.actor("officer")
    rows["emergency"] = opinions.mark_emergency(scene.opinion(), words=f"打了119{word}", by=officer)
    rows["protected"] = opinions.protect_identity(scene.passed_on(), by=officer)
    rows["barred"] = opinions.bar_from_raising(scene.passed_on(), bar="pending_case", by=officer)
    rows["group"] = scene.opinion(headcount=5, language_note=f"苗语{word}")


def cards(made: World) -> None:
    """Public cards of opinions and of suggestions: a draft, a published one, one taken off again."""
    scene, rows, public = made.scene, made.opinions, made.marks.public
    officer, chair, office = (scene.actor(nick) for nick in ("officer", "chair", "office"))

    def card(row: Opinion, outcome: str) -> Publication:
        return opinions.prepare_publication(row, quote=outcome, outcome=outcome, stages=[], done=True, by=officer)

    card(rows["informed"], made.marks.said)
    opinions.publish(card(rows["concluded"], f"修好了{public}"), checked=True, by=chair)
    gone = opinions.publish(card(rows["fed_back"], f"撤下的{made.marks.said}"), checked=True, by=chair)
    opinions.withdraw_publication(gone, words=made.marks.said, by=chair)
    for state, words in (("evaluated", made.marks.county), ("concluded", f"通水了{public}")):
        row = made.suggestions[f"county_{state}"]
        drafted = suggestions.prepare_publication(row, quote=words, outcome=words, stages=[], done=True, by=officer)
        if state == "concluded":
            suggestions.publish(drafted, checked=True, by=office)


# ── confidential matters ───────────────────────────────────────────────────
def confidential(made: World) -> None:
    """One of each kind: said so by the resident, taken down so, marked at once, marked after it had gone far."""
    scene, word = made.scene, made.marks.secret
    officer, long = scene.actor("officer"), scene.actor("long")
    told = {"text": f"有人收钱{word}", "place": f"桐木村{word}", "station": scene.cast.station.code}

    def heard(by: Any = RESIDENT, **more: Any) -> Opinion:
        receipt = opinions.register(opinions.Words(**told, contact=made.marks.phone, **more), by=by)
        return Opinion.objects.get(number=receipt.number)

    made.secret["said_so"] = heard(confidential=True)
    made.secret["taken_down_so"] = heard(officer, confidential=True, channel="visit")
    made.secret["marked"] = opinions.mark_confidential(heard(), by=officer)
    far = heard(tell_by="phone")
    opinions.attach(far, picture(word.encode()))
    far = opinions.pass_on(far, deputy=scene.cast.people["long"].code, words=word, by=officer)
    far = opinions.mark_emergency(far, words=word, by=officer)
    far = opinions.answer_on_the_spot(far, words=word, source=word, by=long)
    opinions.prepare_publication(far, quote=word, outcome=word, stages=[], done=True, by=officer)
    made.secret["gone_far"] = opinions.mark_confidential(far, by=scene.actor("office"))
    opinions.attach(made.secret["said_so"], picture(word.encode()))
    told_again = opinions.inform(made.secret["taken_down_so"], target="纪委", words=word, by=scene.actor("reader"))
    made.secret["taken_down_so"] = told_again
    for row in made.secret.values():
        row.refresh_from_db()
