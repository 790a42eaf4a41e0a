"""Who may see a suggestion, and who may do what with it. Only the county office and the township presidium assign."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.deputies import queries as deputies
from lianxin.guidance.rules import article
from lianxin.interests import queries as interests
from lianxin.kit import moment
from lianxin.kit.actor import OFFICERS, Actor, Level, Role, bounds, covers
from lianxin.opinions import permissions as opinions
from lianxin.organs import queries as organs
from lianxin.suggestions import rules
from lianxin.suggestions.models import Assignment, Source, Suggestion
from lianxin.suggestions.workflow import TABLE, State

if TYPE_CHECKING:
    from lianxin.opinions.models import Publication

HANDED_IN = Q(submitted_at__isnull=False) & ~Q(state__in=("draft", "returned"))
"""What an office may see: never a draft, not even one that was withdrawn before anybody saw it."""


def visible_to(actor: Actor) -> QuerySet[Suggestion]:
    """The suggestions an actor may open at the desk."""
    may_see = Q(pk__in=[])
    if actor.person_id:
        may_see |= Q(lead_id=actor.person_id)
    for post in actor.posts_as(Role.COUNTY_OFFICE):
        first, last = bounds(post.scope)
        may_see |= Q(level=Level.COUNTY, congress__gte=first, congress__lte=last) & HANDED_IN
    for post in actor.posts_as(Role.TOWNSHIP_CHAIR):
        may_see |= Q(level=Level.TOWNSHIP, congress=post.scope) & HANDED_IN
    for post in actor.posts_as(Role.ORGAN_HANDLER):
        legs = Assignment.objects.filter(organs.answers_for(post.organ), suggestion=OuterRef("pk"))
        may_see |= Q(Exists(legs))
    if actor.posts_as(*OFFICERS, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE):
        mine = Source.objects.filter(suggestion=OuterRef("pk"), opinion__in=opinions.visible_to(actor))
        may_see |= Q(Exists(mine)) & HANDED_IN
    rows = Suggestion.objects.filter(may_see)
    return rows.exclude(_built_on(actor.recused)) if actor.recused else rows


def _built_on(numbers: Sequence[str]) -> Exists:
    """Suggestions that come from one of these opinions."""
    return Exists(Source.objects.filter(suggestion=OuterRef("pk"), opinion__number__in=numbers))


@article(11, "有利害关系的回避：回避的代表不看、不办、不评")
def stepped_back(actor: Actor, suggestion: Suggestion) -> bool:
    """Whether the actor is recused from a matter this comes from; asks the database only for one who is from any."""
    return bool(actor.recused) and suggestion.sources.filter(opinion__number__in=actor.recused).exists()


def lead_stepped_back(suggestion: Suggestion) -> bool:
    """Whether its lead deputy is recused from a matter it comes from."""
    numbers = list(suggestion.sources.values_list("opinion__number", flat=True))
    return interests.is_recused(suggestion.lead_id, numbers)


def publications_visible_to(actor: Actor) -> "QuerySet[Publication]":
    """The public cards, drafts included, of opinions and of suggestions that an actor may open at the desk."""
    posted = actor.posts_as(Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE, *OFFICERS)
    cards = opinions.publications_visible_to(actor, visible_to(actor).values("code") if posted else None)
    if actor.recused:
        cards = cards.exclude(matter__in=Suggestion.objects.filter(_built_on(actor.recused)).values("code"))
    return cards


def _leads(actor: Actor, suggestion: Suggestion) -> bool:
    return actor.is_deputy and suggestion.lead_id == actor.person_id and not stepped_back(actor, suggestion)


def _mandated(actor: Actor, suggestion: Suggestion) -> bool:
    return _leads(actor, suggestion) and any(
        m.level == suggestion.level and m.congress == suggestion.congress for m in actor.mandates
    )


def _presides(actor: Actor, suggestion: Suggestion) -> bool:
    """The office of the congress the suggestion was made to: county office or township presidium."""
    if stepped_back(actor, suggestion):
        return False
    if suggestion.level == Level.COUNTY:
        return actor.holds(Role.COUNTY_OFFICE, suggestion.congress)
    return any(p.scope == suggestion.congress for p in actor.posts_as(Role.TOWNSHIP_CHAIR))


def _handles(actor: Actor, suggestion: Suggestion) -> bool:
    """The handler of the organ that leads in the present round."""
    if stepped_back(actor, suggestion):
        return False
    leg = suggestion.assignments.select_related("organ").order_by("-round").first()
    return leg is not None and any(p.organ == leg.organ.code for p in actor.posts_as(Role.ORGAN_HANDLER))


@article(8, "由相应层级的代表提出")
def may_draft(actor: Actor, level: Level, congress: str) -> bool:
    """A deputy with an active mandate of that very congress."""
    return level in rules.own_levels() and any(m.level == level and m.congress == congress for m in actor.mandates)


def may_revise(actor: Actor, suggestion: Suggestion) -> bool:
    return _mandated(actor, suggestion)


@article(8, "由相应层级的代表提出")
def may_submit(actor: Actor, suggestion: Suggestion) -> bool:
    return _mandated(actor, suggestion)


def may_withdraw(actor: Actor, suggestion: Suggestion) -> bool:
    return _leads(actor, suggestion)


def may_return_for_revision(actor: Actor, suggestion: Suggestion) -> bool:
    return _presides(actor, suggestion)


def may_treat_as_reference(actor: Actor, suggestion: Suggestion) -> bool:
    return _presides(actor, suggestion)


def may_number(actor: Actor, suggestion: Suggestion) -> bool:
    return _presides(actor, suggestion)


@article(8, "由人大常委会依法交有关机关、组织办理")
def may_assign_by_office(actor: Actor, suggestion: Suggestion) -> bool:
    """The county standing committee's office alone, for county suggestions (Deputies Law, art. 51)."""
    return suggestion.level == Level.COUNTY and _presides(actor, suggestion)


@article(8, "乡镇由主席团交有关机关、组织办理")
def may_assign_by_presidium(actor: Actor, suggestion: Suggestion) -> bool:
    """The township presidium alone, for township suggestions (Organic Law, art. 42)."""
    return suggestion.level == Level.TOWNSHIP and _presides(actor, suggestion)


@article(9, "有关机关、组织应当认真研究办理并及时作出答复")
def may_acknowledge(actor: Actor, suggestion: Suggestion) -> bool:
    return _handles(actor, suggestion)


@article(9, "有关机关、组织应当认真研究办理并及时作出答复")
def may_reply(actor: Actor, suggestion: Suggestion) -> bool:
    return _handles(actor, suggestion)


def may_evaluate(actor: Actor, suggestion: Suggestion) -> bool:
    """The lead deputy; the office only when he has left that congress or stepped back: no resident waits for ever."""
    return _leads(actor, suggestion) or (_presides(actor, suggestion) and vacant(suggestion))


def may_change_lead(actor: Actor, suggestion: Suggestion) -> bool:
    """The office of the congress, when the lead deputy has left it or stepped back."""
    return _presides(actor, suggestion) and vacant(suggestion)


def may_close_draft(actor: Actor, suggestion: Suggestion) -> bool:
    """The clock alone, when the author of a draft stepped back."""
    return actor.ref == "system"


def vacant(suggestion: Suggestion) -> bool:
    """Whether nobody leads it any more: its deputy has left that congress, or has stepped back from the matter."""
    return _orphaned(suggestion) or lead_stepped_back(suggestion)


def _orphaned(suggestion: Suggestion) -> bool:
    held = deputies.mandates_active(suggestion.lead.pk, moment.today())
    return not any(m.level == suggestion.level and m.congress == suggestion.congress for m in held)


def may_order_rehandling(actor: Actor, suggestion: Suggestion) -> bool:
    return _presides(actor, suggestion)


def may_conclude(actor: Actor, suggestion: Suggestion) -> bool:
    return _presides(actor, suggestion)


def may_reckon_again(actor: Actor, suggestion: Suggestion) -> bool:
    """The clock alone."""
    return actor.ref == "system"


def may_take_over(actor: Actor, suggestion: Suggestion) -> bool:
    """The clock alone, after a reform of organs."""
    return actor.ref == "system"


@article(9, "办理结果应当通过平台公布")
def may_prepare_publication(actor: Actor, suggestion: Suggestion) -> bool:
    if stepped_back(actor, suggestion):
        return False
    return _presides(actor, suggestion) or any(
        covers(p.scope, s.opinion.division)
        for p in actor.posts_as(*OFFICERS)
        for s in suggestion.sources.select_related("opinion")
    )


@article(9, "公布前由人审核去标识和保密")
def may_publish(actor: Actor, publication: "Publication") -> bool:
    """The office of the congress; never who prepared the card (an action's rule)."""
    suggestion = Suggestion.objects.filter(code=publication.matter).first()
    return suggestion is not None and _presides(actor, suggestion)


def may(verb: str, actor: Actor, suggestion: Suggestion) -> bool:
    """The guard of a verb, looked up by name so that a desk and an action ask the same one."""
    return globals()[f"may_{verb}"](actor, suggestion) is True


def doable(actor: Actor, suggestion: Suggestion) -> tuple[str, ...]:
    """The verbs that the table allows from here and the guard permits this actor, in table order."""
    return tuple(v for v in TABLE.open_verbs(State(suggestion.state)) if may(v, actor, suggestion))
