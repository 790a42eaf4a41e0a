"""公布 a suggestion's result: prepared by one person, reviewed by another."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken
from lianxin.opinions import actions as opinions
from lianxin.opinions import queries as opinion_queries
from lianxin.suggestions import permissions
from lianxin.suggestions.actions.frame import opened, settled
from lianxin.suggestions.models import Suggestion

if TYPE_CHECKING:
    from lianxin.opinions.models import Publication


@transaction.atomic
def prepare_publication(
    suggestion: Suggestion, *, quote: str, outcome: str, stages: Sequence[Mapping[str, object]], done: bool, by: Actor
) -> "Publication":
    """Draft the public card of a suggestion's result, de-identified by a person."""
    row, _target = opened(suggestion, "prepare_publication", by)
    if opinion_queries.card_in_hand(matter=row.code):
        raise Overtaken(_("已经有人整理过公布稿，请直接审核那一份。"))
    sources = list(row.sources.select_related("opinion__station").order_by("pk"))
    station = sources[0].opinion.station if sources else None
    drafted = opinions.drafted(
        matter=row.code,
        county=row.county,
        station_code=station.code if station else "",
        category=row.category,
        voices=sum(opinions.voices_of(s.opinion) for s in sources),
        quote=quote,
        outcome=outcome,
        stages=stages,
        done=done,
        by=by,
    )
    settled(row, "publication_prepared", by=by, detail={"code": drafted.code})
    return drafted


@transaction.atomic
def publish(publication: "Publication", *, checked: bool, by: Actor) -> "Publication":
    """The office of the congress has checked names and secrets, and makes the card public."""
    card = opinions.reviewed(publication, checked=checked, by=by, allowed=permissions.may_publish)
    row = Suggestion.objects.select_for_update(of=("self",)).get(code=card.matter)
    settled(row, "published", by=by, detail={"code": card.code})
    return card
