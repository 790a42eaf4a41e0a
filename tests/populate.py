"""Worlds for tests of the whole product, made by the real actions.

In a test: `whole()`. In a process of its own, on the installation that the environment names:
`python -m tests.populate place|whole|…` prints what it made in one line.
"""

import json
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from io import BytesIO

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from lianxin.deputies.models import Person
from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, Actor, Level
from lianxin.ledger.tasks import scrub_when_needed, seal_now
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.opinions.tests.factory import Scene
from lianxin.outbox.tasks import deliver
from lianxin.people import queries as people
from lianxin.people.models import User
from lianxin.receptions import actions as receptions
from lianxin.receptions import queries as announced
from lianxin.receptions.models import Reception
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.receptions.tests import factory as plans
from lianxin.stations.models import Station
from lianxin.suggestions import actions as suggestions
from lianxin.suggestions import queries as roads
from lianxin.suggestions.models import Suggestion
from lianxin.worlds.cast import COUNTY, Cast
from tests.world import world


@dataclass(frozen=True)
class Whole:
    """What `whole` made: the scene, and for each kind of row a sealed and an unsealed one (their keys)."""

    scene: Scene
    sealed: dict[str, str]
    unsealed: dict[str, str]


def picture(words: bytes = b"") -> SimpleUploadedFile:
    """A small picture as a telephone sends it."""
    out = BytesIO()
    Image.new("RGB", (16, 16), (200, 30, 30)).save(out, "JPEG", comment=words)
    return SimpleUploadedFile("a.jpg", out.getvalue(), "image/jpeg")


def road(scene: Scene, text: str) -> dict[str, str]:
    """One voice that became a suggestion, was replied to, judged and published; the keys of its rows by table."""
    row = scene.opinion(text)
    opinions.attach(row, picture())
    opinions.pass_on(row, deputy=scene.cast.people["long"].code, by=scene.actor("officer"))
    long, office = scene.actor("long"), scene.actor("office")
    matter = suggestions.draft(
        [row],
        level=Level.COUNTY,
        congress=COUNTY,
        title="关于修好机耕路的建议",
        situation="路断了",
        advice="修好它",
        by=long,
    )
    suggestions.submit(matter, by=long)
    suggestions.number(matter, by=office)
    suggestions.assign_by_office(matter, organ=scene.cast.organs["health"].code, by=office)
    suggestions.acknowledge(matter, by=scene.actor("health"))
    reply = suggestions.reply(
        matter,
        reply_class="A",
        words="已经修好了，请查看",
        signed_by="局长",
        contacted="当面",
        by=scene.actor("health"),
    )
    judged = suggestions.evaluate(matter, attitude="satisfied", result="satisfied", by=long)
    opinions.feed_back(row, how="phone", words="告诉了本人", by=scene.actor("officer"))
    card = opinions.prepare_publication(
        row, quote="机耕路修了一半", outcome="修好了", stages=[], done=True, by=scene.actor("officer")
    )
    opinions.publish(card, checked=True, by=scene.actor("chair"))
    answer = row.answers.order_by("pk").first()
    assert answer is not None
    leg = Suggestion.objects.get(code=matter.code).assignments.get()
    station, today, officer = scene.cast.station.code, moment.today(), scene.actor("officer")
    block = opinions.issue_block(station, day=today, size=2, device="平板", by=officer)
    opinions.void_unused(block, by=officer, keep=[block.numbers[0][0]])
    return {
        "opinions_opinion": row.number,
        "opinions_receiptblock": block.code,
        "opinions_answer": answer.code,
        "opinions_attachment": row.attachments.get().code,
        "opinions_publication": card.code,
        "suggestions_suggestion": matter.code,
        "suggestions_assignment": leg.code,
        "suggestions_reply": reply.code,
        "suggestions_evaluation": judged.code,
    }


def reception(station: Station, year: int, day: date, person_id: int, officer: Actor, chair: Actor) -> Reception:
    """A year's plan with one reception and one deputy, drafted, confirmed and announced."""
    plan = receptions.draft_plan(station, year, by=officer)
    hours = receptions.Hours(time(0), time(23, 59), slot_minutes=30)
    receptions.add_rhythm(plan, Rhythm(every=Every.DATES, dates=(day,), shift=Shift.KEEP), hours, by=officer)
    row = plan.receptions.get()
    receptions.seat(row, [person_id], by=officer)
    receptions.submit_plan(plan, by=officer)
    receptions.confirm_plan(plan, by=chair)
    receptions.publish_plan(plan, by=officer)
    return plan.receptions.select_related("station", "plan").get()


def offline(row: Reception, officer: Actor) -> tuple[str, str]:
    """A desk without network that brought a sheet nobody can read; the keys of the desk and of what waits."""
    desk = receptions.take_along(row, device="平板", by=officer)
    number, at = desk.block.numbers[0][0], moment.now().isoformat()
    data = {"matters": [{"number": number, "text": " "}]}
    event = {"id": desk.block.numbers[1][1], "seq": 0, "kind": "sheet", "at": at, "data": data}
    receptions.merge(desk, receptions.read_events({"events": [event]}), by=officer)
    receptions.finish(desk, [], by=officer)
    return desk.code, desk.entries.get().code


def reception_day(station: Station, person_id: int, officer: Actor, chair: Actor) -> dict[str, str]:
    """A reception that is held today, another announced for next year and booked; the keys of their rows by table."""
    today = moment.today()
    now = reception(station, today.year, today, person_id, officer, chair)
    coming = reception(station, today.year + 1, date(today.year + 1, 5, 14), person_id, officer, chair)
    booked = receptions.book(coming, "09:00", contact="0700-555-0119")
    moved = receptions.move_reception(
        coming, day=coming.day, starts=coming.starts, ends=coming.ends, place="二楼", reason="修屋顶", by=officer
    )
    now = receptions.open_reception(now, by=officer)
    seat = receptions.attend(now.seats.get(), by=officer)
    ticket = receptions.take_ticket(now, by=officer)
    sheet = receptions.Sheet([receptions.Matter("水渠堵了", place="茅田村")])
    noted = receptions.note_visit(now, sheet, by=officer, ticket=ticket)
    desk, entry = offline(now, officer)
    return {
        "receptions_receptionplan": moved.plan.code,
        "receptions_planrhythm": moved.plan.rhythms.get().code,
        "receptions_plancorrection": moved.plan.corrections.get().code,
        "receptions_reception": now.code,
        "receptions_seat": seat.code,
        "receptions_booking": booked.number,
        "receptions_ticket": ticket.code,
        "receptions_visit": noted.visit.code,
        "receptions_offlinedesk": desk,
        "receptions_handentry": entry,
    }


def whole(scene: Scene | None = None) -> Whole:
    """A sealed road, a confidential matter and an erased one, two further checkpoints, and a road not sealed yet."""
    scene = scene or Scene(world())
    cast, actor = scene.cast, scene.actor
    sealed = road(scene, "桐木村的机耕路修了一半就停了，请帮忙问问")
    sealed |= reception_day(cast.station, cast.people["liu"].pk, actor("officer"), actor("chair"))
    opinions.mark_confidential(scene.opinion("有人收钱才给盖章"), by=scene.actor("officer"))
    gone = scene.opinion("这件事请你们忘了它")
    opinions.clarify(
        opinions.ask_to_clarify(gone, words="在哪里？", by=scene.actor("officer")), words="桥头", by=RESIDENT
    )
    opinions.erase_words(Opinion.objects.get(pk=gone.pk), ground="本人申请", by=scene.actor("office"))
    seal_now()
    for text in ("水管漏水三天了没人管", "学校门口车开得太快了"):
        scene.opinion(text)
        seal_now()
    unsealed = road(scene, "茅田村的机耕路也修了一半就停了")
    there, away = cast.next_station, cast.people["stranger_deputy"]
    unsealed |= reception_day(there, away.pk, actor("stranger"), actor("strange_chair"))
    return Whole(scene, sealed, unsealed)


WORDS = "桂花坳的老水井边上谁也没有来修过"
"""What somebody later wants forgotten; each text that holds it holds it whole."""


def to_be_forgotten(scene: Scene) -> str:
    """A voice whose words went wherever words go: answers, files, messages. Its number."""
    row = scene.opinion(f"{WORDS}，请管一管", place=f"村头{WORDS}", contact="000-7777", language_note="口译：唐某")
    officer, long = scene.actor("officer"), scene.actor("long")
    sound = SimpleUploadedFile("a.mp3", b"ID3\x04" + WORDS.encode() + WORDS.encode("utf-16-le"), "audio/mpeg")
    opinions.attach(row, sound)
    opinions.attach(row, picture(WORDS.encode()))
    row = opinions.ask_to_clarify(row, words="在哪里？", by=officer)
    row = opinions.clarify(row, words=f"就是{WORDS}", by=RESIDENT)
    opinions.pass_on(row, deputy=scene.cast.people["long"].code, by=officer)
    opinions.answer_on_the_spot(row, words="已经报给水利站", source="水法", by=long)
    opinions.feed_back(row, how="phone", words="告诉了本人", by=officer)
    opinions.evaluate(row, satisfaction="dissatisfied", words=f"还是{WORDS}", by=RESIDENT)
    opinions.reopen(row, words=f"再说一遍：{WORDS}", by=RESIDENT)
    deliver()
    return row.number


def published(scene: Scene, number: str) -> None:
    """The voice becomes a suggestion whose public card quotes it, and so does its own card."""
    row = Opinion.objects.get(number=number)
    officer, long, office = scene.actor("officer"), scene.actor("long"), scene.actor("office")
    matter = suggestions.draft(
        [row], level=Level.COUNTY, congress=COUNTY, title="关于修井的建议", situation="井坏了", advice="修井", by=long
    )
    suggestions.submit(matter, by=long)
    suggestions.number(matter, by=office)
    suggestions.assign_by_office(matter, organ=scene.cast.organs["health"].code, by=office)
    suggestions.acknowledge(matter, by=scene.actor("health"))
    suggestions.reply(
        matter, reply_class="A", words="已经修好了", signed_by="局长", contacted="当面", by=scene.actor("health")
    )
    suggestions.evaluate(matter, attitude="satisfied", result="satisfied", by=long)
    drafted = suggestions.prepare_publication(matter, quote=WORDS, outcome="修好了", stages=[], done=True, by=office)
    suggestions.publish(drafted, checked=True, by=scene.actor("office2"))
    opinions.feed_back(row, how="phone", words="告诉了本人", by=officer)
    card = opinions.prepare_publication(row, quote=WORDS, outcome="修好了", stages=[], done=True, by=officer)
    opinions.publish(card, checked=True, by=scene.actor("chair"))


def acting(username: str) -> Actor:
    """Who somebody of the cast is today."""
    return people.actor_for(User.objects.get(username=username))


# ── in a process of its own ────────────────────────────────────────────────
def make_place() -> str:
    return json.dumps({"station": world().station.code})


def make_reception(free: str = "") -> str:
    """A reception in ten days, one visitor at each time; `free` last: every time but the first is booked already."""
    day = moment.today() + timedelta(days=10)
    plan = plans.published(world(), day.year, Rhythm(every=Every.DATES, dates=(day,), shift=Shift.KEEP))
    row = plans.on(plan, day)
    for each in announced.times(row.code)[1:] if free == "last" else ():
        receptions.book(row, each.at)
    return json.dumps({"reception": row.code, "at": announced.times(row.code)[0].at})


def make_whole() -> str:
    made = whole()
    return json.dumps({"station": made.scene.cast.station.code, "sealed": made.sealed, "unsealed": made.unsealed})


def make_voice(*more: str) -> str:
    scene = Scene(world())
    number = to_be_forgotten(scene)
    if more:
        published(scene, number)
    seal_now()
    return json.dumps({"number": number})


def erase(number: str, username: str) -> str:
    opinions.erase_words(Opinion.objects.get(number=number), ground="本人申请", by=acting(username))
    return scrub()


def conceal(number: str) -> str:
    opinions.mark_confidential(Opinion.objects.get(number=number), by=acting("luoxiaohe"))
    return scrub()


def scrub() -> str:
    return "scrubbed" if scrub_when_needed() else "put off"


def road_of(number: str) -> str:
    row = Opinion.objects.get(number=number)
    return f"{row.number} {roads.public_stages(roads.stages(row))}"


def race(rounds: str) -> str:
    """In each round several people act on what they saw at the same moment; what became of each."""
    scene = Scene(Cast({u.username: u for u in User.objects.all()}, {}, Station.objects.order_by("pk")[0], None, {}))  # type: ignore[arg-type]
    officer, chair = acting("luoxiaohe"), acting("ouyangjingan")
    people_of = {p.name: p.code for p in Person.objects.all()}
    outcomes = []
    for _ in range(int(rounds)):
        row = scene.opinion()
        acts = [
            partial(opinions.pass_on, row, deputy=people_of["龙秀梅"], by=officer, seen=row.version),
            partial(opinions.pass_on, row, deputy=people_of["刘禾生"], by=chair, seen=row.version),
            partial(opinions.classify, row, category="roads", by=officer, seen=row.version),
            partial(opinions.set_aside, row, ground="no_substance", words="没有内容", by=chair, seen=row.version),
        ]
        outcomes.append(_at_once(acts))
    return json.dumps(outcomes)


def _at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    start, outcomes = threading.Barrier(len(acts)), []

    def one(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


WORK = {
    "place": make_place,
    "reception": make_reception,
    "whole": make_whole,
    "voice": make_voice,
    "erase": erase,
    "conceal": conceal,
    "scrub": scrub,
    "road": road_of,
    "race": race,
}


if __name__ == "__main__":
    with moment.at(moment.now()):
        print(WORK[sys.argv[1]](*sys.argv[2:]))
