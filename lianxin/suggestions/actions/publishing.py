"""公布 a suggestion's result: prepared by one person, reviewed by another."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger import actions as ledger
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Publication
from lianxin.opinions.rules import Rejected
from lianxin.suggestions import permissions
from lianxin.suggestions.actions.frame import opened, settled
from lianxin.suggestions.models import Suggestion


@transaction.atomic
def prepare_publication(
    suggestion: Suggestion, *, quote: str, outcome: str, stages: Sequence[Mapping[str, object]], done: bool, by: Actor
) -> Publication:
    """Draft the public card of a suggestion's result, de-identified by a person."""
    row, _target = opened(suggestion, "prepare_publication", by)
    if Publication.objects.filter(matter=row.code).exclude(state="withdrawn").exists():
        raise Overtaken(_("已经有人整理过公布稿，请直接审核那一份。"))
    first = row.sources.select_related("opinion__station").order_by("pk").first()
    station = first.opinion.station if first else None
    voices = sum(1 + s.opinion.voices.count() for s in row.sources.select_related("opinion"))
    card = Publication(
        matter=row.code,
        county=row.county,
        station_code=station.code if station else "",
        category=row.category,
        voices=max(voices, 1),
    )
    drafted = opinions.drafted(card, quote=quote, outcome=outcome, stages=stages, done=done, by=by)
    settled(row, "publication_prepared", by=by, detail={"code": drafted.code})
    return drafted


@transaction.atomic
def publish(publication: Publication, *, checked: bool, by: Actor) -> Publication:
    """The office of the congress has checked names and secrets, and makes the card public."""
    card = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if not card.matter or not permissions.may_publish(by, card):
        raise PermissionDenied("publish")
    if card.state != "draft":
        raise Overtaken(_("这份公布稿已经有人审过了。"))
    if card.prepared_by == by.ref:
        raise Refused(_("整理和审核要两个人，请让另一位审核。"))
    if not checked:
        raise Rejected("checked", _("请确认已查过：没有姓名电话住址，没有秘密。"))
    card.state, card.reviewed_by, card.published_at = "published", by.ref, moment.now()
    card.save()
    detail = {"quote": card.quote, "outcome": card.outcome, "stages": card.stages, "code": card.code}
    ledger.record("opinions.published", card, by=by, detail=detail, division=card.county)
    row = Suggestion.objects.select_for_update(of=("self",)).get(code=card.matter)
    settled(row, "published", by=by, detail={"code": card.code})
    return card
