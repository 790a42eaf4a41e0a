"""Worlds built in bulk: whole, the same for a seed, and voice by voice what the real actions would have written."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from lianxin.divisions.models import Division
from lianxin.kit import chance, moment
from lianxin.kit.actor import SYSTEM, Actor, Level
from lianxin.ledger import queries as ledger
from lianxin.ledger.verify import verify
from lianxin.locality import actions as locality
from lianxin.locality import queries as locality_queries
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.organs.models import Organ
from lianxin.outbox.models import Message
from lianxin.suggestions import actions as suggestions
from lianxin.suggestions.models import Suggestion
from lianxin.worlds import synthetic
from lianxin.worlds.actions.matters import Matter
from lianxin.worlds.actions.places import County, Desk
from lianxin.worlds.actions.roads import Law, Voice
from lianxin.worlds.actions.writing import Batch, Keys
from lianxin.worlds.cast import COUNTY, Cast
from lianxin.worlds.tests.factory import newest_root, reset_keys
from tests.world import places, world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
START = datetime(2026, 3, 2, 9, 15, tzinfo=moment.SHANGHAI)
TEXT = "桥栏杆断了一截，小孩走着怕人。"
RANDOM = re.compile(r"\b((?!4305)\d{12}|(?!\d+\b)[2-9a-hjkmnp-z]{10,12})\b")


# ── a whole world ──────────────────────────────────────────────────────────
def _township() -> None:
    reset_keys()
    synthetic.build("township", 7, TODAY, opinions=60)


def test_a_bulk_built_world_verifies_green_and_follows_its_seed() -> None:
    places()
    with transaction.atomic():
        _township()
        first = newest_root()
        transaction.set_rollback(True)
    _township()
    assert [str(found) for found in verify().findings] == []
    assert newest_root() == first
    assert ledger.unsealed() == 0
    assert Opinion.objects.count() == 60
    assert Opinion.objects.filter(state="concluded").count() > 30
    assert Division.objects.count() == 8


def test_after_a_bulk_built_world_the_real_actions_go_on() -> None:
    places()
    _township()
    station = Opinion.objects.select_related("station")[0].station
    assert station is not None
    receipt = opinions.register(opinions.Words(text=TEXT, station=station.code))
    assert Opinion.objects.count() == 61
    assert Opinion.objects.get(number=receipt.number).pk > 60
    assert [str(found) for found in verify().findings] == []


# ── voice by voice ─────────────────────────────────────────────────────────
@dataclass
class Real:
    """The real actions, called as the bulk twin is."""

    cast: Cast
    row: Any = None
    matter: Any = None

    def register(self) -> None:
        words = opinions.Words(
            text=TEXT,
            place="桐木村",
            station=self.cast.station.code,
            contact="000-0101",
            tell_by="phone",
            channel="web",
        )
        self.row = Opinion.objects.get(number=opinions.register(words).number)

    def do(self, act: Callable[..., Any], who: Actor | str, **words: Any) -> None:
        act(self.row, by=self.cast.actor(who) if isinstance(who, str) else who, **words)


def _steps(real: Real, twin: Voice, cast: Cast, road: str) -> list[tuple[Callable[[], Any], Callable[[], Any]]]:
    """Each step by the real action and by its twin."""
    liu = cast.actor("liu")
    begin: list[tuple[Callable[[], Any], Callable[[], Any]]] = [
        (real.register, lambda: twin.register(TEXT, "桐木村", "web", "000-0101", "phone")),
        (lambda: real.do(opinions.classify, "officer", category="roads"), lambda: twin.classify("roads")),
    ]
    handed = [
        (
            lambda: real.do(opinions.pass_on, "officer", deputy=cast.people["liu"].code),
            lambda: twin.pass_on(liu, cast.people["liu"].code),
        ),
        (lambda: real.do(opinions.acknowledge, "liu"), lambda: twin.acknowledge(liu)),
    ]
    ends = [
        (
            lambda: real.do(opinions.feed_back, "officer", how="phone", words="讲了"),
            lambda: twin.feed_back("phone", "讲了"),
        ),
        (
            lambda: real.do(opinions.evaluate, opinions_resident(), satisfaction="satisfied"),
            lambda: twin.evaluate("satisfied"),
        ),
        (lambda: real.do(opinions.conclude, "chair", ground="fed_back"), lambda: twin.conclude("fed_back")),
    ]
    middle: dict[str, list[tuple[Callable[[], Any], Callable[[], Any]]]] = {
        "answered": [
            *handed,
            (
                lambda: real.do(opinions.answer_on_the_spot, "liu", words="能", source="窗口"),
                lambda: twin.answer_on_the_spot(liu, "能", "窗口"),
            ),
        ],
        "informed": [
            (
                lambda: real.do(opinions.inform, "officer", target="12348", words="请去"),
                lambda: twin.inform("12348", "请去"),
            ),
        ],
        "referred": [
            (
                lambda: real.do(opinions.refer, "chair", target="镇政府", words="请办"),
                lambda: twin.refer("镇政府", "请办"),
            ),
            (
                lambda: real.do(opinions.record_referral_reply, "officer", words="修好了"),
                lambda: twin.record_referral_reply("修好了"),
            ),
        ],
        "set_aside": [
            (
                lambda: real.do(opinions.set_aside, "officer", ground="praise", words="谢谢"),
                lambda: twin.set_aside("praise", "谢谢"),
            ),
        ],
        "raised": [*handed, *_raised(real, twin, cast)],
    }
    return [*begin, *middle[road], *ends]


def opinions_resident() -> Actor:
    return Actor(ref="resident", name="群众")


def _raised(real: Real, twin: Voice, cast: Cast) -> list[tuple[Callable[[], Any], Callable[[], Any]]]:
    office, handler, liu = cast.actor("office"), cast.actor("health"), cast.actor("liu")
    organ = Organ.objects.get(pk=cast.organs["health"].pk)
    matter = Matter(twin, County(COUNTY, office, []), liu, cast.people["liu"].code, {})
    label = locality_queries.policy(COUNTY, START.date()).reply_classes[0].label
    told = {"title": "关于桥的建议", "situation": "断了", "advice": "修"}

    def draft() -> None:
        fresh = [Opinion.objects.get(pk=real.row.pk)]
        real.matter = suggestions.draft(fresh, level=Level.COUNTY, congress=COUNTY, by=liu, **told)

    def reply() -> None:
        suggestions.reply(
            real.matter, reply_class="A", words="修好了", signed_by="负责人", contacted="见过面", by=handler
        )

    return [
        (draft, lambda: matter.draft(*told.values())),
        (lambda: suggestions.submit(real.matter, by=liu), matter.submit),
        (lambda: suggestions.number(real.matter, by=office), matter.number),
        (
            lambda: suggestions.assign_by_office(real.matter, organ=organ.code, by=office),
            lambda: matter.assign_by_office(organ),
        ),
        (lambda: suggestions.acknowledge(real.matter, by=handler), lambda: matter.acknowledge(organ, handler)),
        (reply, lambda: matter.reply(organ, handler, "修好了", label, "见过面")),
        (
            lambda: suggestions.evaluate(real.matter, attitude="satisfied", result="satisfied", by=liu),
            lambda: matter.evaluate(organ, "修好了"),
        ),
        (lambda: suggestions.conclude(real.matter, by=office), matter.conclude),
    ]


def _plain(value: object) -> str:
    """A value as text, without its random names and keys."""
    return RANDOM.sub("~", str(value))


def _written(after: int) -> dict[str, list[str]]:
    """Every row and record of the road, without what is random."""
    random = {"id", "pk", "number", "ledger_key", "check_nonce", "contact", "code", "series"}
    seen: dict[str, list[str]] = {}
    for model in apps.get_models():
        if model._meta.app_label in ("opinions", "suggestions") and model.__name__ != "CheckDelay":
            rows = model._base_manager.order_by("pk").values()
            seen[model.__name__] = [
                _plain({k: v for k, v in row.items() if k not in random and not k.endswith(("_id",))}) for row in rows
            ]
    fields = ("kind", "to_kind", "to_ref", "form", "params", "division", "station", "created_at", "state", "once")
    seen["messages"] = [_plain(row) for row in Message.objects.order_by("created_at", "kind").values(*fields)]
    query = (
        "SELECT e.verb, e.subject, e.seq, e.actor, e.role, e.division, e.series, e.promised, e.event_at, e.entered_at, "
        "p.body FROM ledger_entry e JOIN ledger_payload p ON p.entry_id = e.id WHERE e.entered_at >= %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, ["2026-03-02"])
        found = cursor.fetchall()
    seen["entries"] = sorted(_plain([*row[:-1], _facts(row[-1])]) for row in found)
    return seen


def _facts(body: str) -> dict[str, Any]:
    """A payload without the facts that are random by nature."""
    payload: dict[str, Any] = json.loads(body)
    for name in ("id", "check_nonce", "contact", "opinion_id", "suggestion_id", "assignment_id", "reply_id"):
        payload["facts"].pop(name, None)
    return payload


ROADS = ("answered", "informed", "referred", "set_aside", "raised")


@pytest.mark.parametrize("road", ROADS)
def test_a_voice_built_in_bulk_equals_one_built_by_the_real_actions(road: str) -> None:
    with moment.at(START - timedelta(days=40)), chance.seeded(3):
        cast = world()
        locality.choose_policy(
            COUNTY,
            from_day=date(2026, 1, 1),
            profile="deputies-law-2025",
            changes={"referral_allowed": True},
            by=SYSTEM,
        )
    seen = []
    for mode in (0, 1):
        with transaction.atomic(), moment.at(START), chance.seeded(11):
            reset_keys()
            batch = Batch(Keys())
            desk = Desk(cast.station, COUNTY, cast.actor("officer"), cast.actor("chair"))
            twin = Voice(batch, Law(locality_queries.day_table()), desk)
            for step in _steps(Real(cast), twin, cast, road):
                step[mode]()
                moment.pass_time(hours=30)
            batch.write()
            assert Suggestion.objects.count() == (road == "raised")
            seen.append(_written(0))
            assert [str(found) for found in verify().findings] == []
            transaction.set_rollback(True)
    real, bulk = seen
    for name, rows in real.items():
        if name != "Series":  # the builder writes a series once, at its end
            assert bulk[name] == rows, name
    assert len(real["entries"]) >= 7
