"""Worlds for tests of the whole product, made by the real actions.

In a test: `whole()`. In a process of its own, on the installation that the environment names:
`python -m tests.populate place|whole` prints what it made as one JSON line.
"""

import json
import sys
from dataclasses import dataclass
from io import BytesIO

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, Level
from lianxin.ledger.tasks import seal_now
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.opinions.tests.factory import Scene
from lianxin.suggestions import actions as suggestions
from lianxin.suggestions.models import Suggestion
from lianxin.worlds.cast import COUNTY
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
    return {
        "opinions_opinion": row.number,
        "opinions_answer": answer.code,
        "opinions_attachment": row.attachments.get().code,
        "opinions_publication": card.code,
        "suggestions_suggestion": matter.code,
        "suggestions_assignment": leg.code,
        "suggestions_reply": reply.code,
        "suggestions_evaluation": judged.code,
    }


def whole(scene: Scene | None = None) -> Whole:
    """A sealed road, a confidential matter and an erased one, two further checkpoints, and a road not sealed yet."""
    scene = scene or Scene(world())
    sealed = road(scene, "桐木村的机耕路修了一半就停了，请帮忙问问")
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
    return Whole(scene, sealed, road(scene, "茅田村的机耕路也修了一半就停了"))


def main(words: list[str]) -> int:
    with moment.at(moment.now()):
        if words == ["place"]:
            print(json.dumps({"station": world().station.code}))
        else:
            made = whole()
            print(
                json.dumps({"station": made.scene.cast.station.code, "sealed": made.sealed, "unsealed": made.unsealed})
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
