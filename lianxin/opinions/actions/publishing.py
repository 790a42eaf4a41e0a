"""Making a result public (Article 9): one person prepares it without names, another reviews and publishes."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import chance, moment
from lianxin.kit.actor import Actor
from lianxin.kit.wording import mask_text
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger import actions as ledger
from lianxin.opinions import permissions, rules
from lianxin.opinions.actions.frame import cannot, needed, voices_of
from lianxin.opinions.models import Opinion, Publication
from lianxin.opinions.workflow import TABLE, State

HIDDEN_NUMBER = re.compile(r"(?<!\d)1[\s\-.·/、,，()（）]{0,3}[3-9](?:[\s\-.·/、,，()（）]{0,3}\d){9}(?!\d)")
"""A mobile number with anything between its digits that a person might put there."""
Stage = Mapping[str, object]
Allowed = Callable[[Actor, Publication], bool]


@transaction.atomic
def prepare_publication(
    opinion: Opinion, *, quote: str, outcome: str, stages: Sequence[Stage], done: bool, by: Actor
) -> Publication:
    """Draft the public card of an opinion's result; the words are a person's, free of names and numbers."""
    row = Opinion.objects.select_for_update(of=("self",)).select_related("station").get(pk=opinion.pk)
    if not permissions.may_prepare_publication(by, row):
        raise PermissionDenied("prepare_publication")
    if not TABLE.allows("prepare_publication", State(row.state)):
        raise Refused(cannot("prepare_publication", row))
    if row.publications.exclude(state="withdrawn").exists():
        raise Overtaken(_("已经有人整理过公布稿，请直接审核那一份。"))
    return drafted(
        opinion=row,
        county=row.county,
        station_code=row.station.code if row.station else "",
        category=row.category,
        voices=voices_of(row),
        quote=quote,
        outcome=outcome,
        stages=stages,
        done=done,
        by=by,
    )


def drafted(
    *,
    quote: str,
    outcome: str,
    stages: Sequence[Stage],
    county: str,
    by: Actor,
    opinion: Opinion | None = None,
    matter: str = "",
    station_code: str = "",
    category: str = "",
    voices: int = 1,
    done: bool = False,
) -> Publication:
    """Keep a draft card of an opinion or a suggestion; refuses words that still carry personal data."""
    card = Publication(opinion=opinion, matter=matter, county=county, station_code=station_code)
    card.category, card.voices, card.done = category, max(voices, 1), done
    card.code = chance.name(10)
    card.quote = without_private("quote", needed("quote", quote, _("请写要公布的原话。"), 500))
    card.outcome = without_private("outcome", needed("outcome", outcome, _("请写结果。"), 1000))
    card.stages = json.dumps(list(stages), ensure_ascii=False, sort_keys=True)
    without_private("stages", card.stages)
    card.prepared_by, card.prepared_at = by.ref, moment.now()
    card.save(force_insert=True)
    ledger.record("opinions.publication_prepared", card, by=by, division=card.county, first=True)
    return card


def without_private(field: str, words: str) -> str:
    """The words, unless a telephone, identity or card number still stands in them."""
    seen = "".join(c for c in words if unicodedata.category(c) != "Cf")
    if any(part.what for part in mask_text(seen)) or HIDDEN_NUMBER.search(seen):
        raise rules.Rejected(field, _("里面还有电话号码、身份证号一类的个人信息，请先隐去再公布。"))
    return words


@transaction.atomic
def publish(publication: Publication, *, checked: bool, by: Actor) -> Publication:
    """A second person has checked names and secrets, and makes the card public."""
    card = reviewed(publication, checked=checked, by=by, allowed=permissions.may_publish)
    _noted(card, "published", by)
    return card


def reviewed(publication: Publication, *, checked: bool, by: Actor, allowed: Allowed) -> Publication:
    """The step that makes a card public, an opinion's or a suggestion's; `allowed` is the guard of whose it is."""
    card = Publication.objects.select_for_update(of=("self",)).select_related("opinion__station").get(pk=publication.pk)
    if not allowed(by, card):
        raise PermissionDenied("publish")
    if card.state != "draft":
        raise Overtaken(_("这份公布稿已经有人审过了。"))
    if card.prepared_by == by.ref:
        raise Refused(_("整理和审核要两个人，请让另一位审核。"))
    if not checked:
        raise rules.Rejected("checked", _("请确认已查过：没有姓名电话住址，没有秘密。"))
    if card.opinion is not None and card.opinion.confidential:
        raise Refused(_("密件不公布。"))
    card.state, card.reviewed_by, card.published_at = "published", by.ref, moment.now()
    card.save()
    detail = {"quote": card.quote, "outcome": card.outcome, "stages": card.stages, "code": card.code}
    ledger.record("opinions.published", card, by=by, detail=detail, division=card.county)
    return card


@transaction.atomic
def withdraw_publication(publication: Publication, *, words: str, by: Actor) -> Publication:
    """Take a card off the public pages, with a reason; that it was there stays on record."""
    card = Publication.objects.select_for_update(of=("self",)).select_related("opinion__station").get(pk=publication.pk)
    if not permissions.may_withdraw_publication(by, card):
        raise PermissionDenied("withdraw_publication")
    if card.state == "withdrawn":
        raise Overtaken(_("已经撤下了。"))
    why = needed("words", words, _("请写为什么撤下。"), 500)
    card.state = "withdrawn"
    card.save()
    ledger.record("opinions.publication_withdrawn", card, by=by, detail={"words": why}, division=card.county)
    return card


def _noted(card: Publication, verb: str, by: Actor) -> None:
    """The opinion's own road says that its result is public."""
    if card.opinion is None:
        return
    row = Opinion.objects.select_for_update(of=("self",)).get(pk=card.opinion.pk)
    row.version += 1
    row.save()
    ledger.record(f"opinions.{verb}", row, by=by, detail={"code": card.code, "state": row.state}, division=row.division)
