"""我的接待, a deputy's own page: when he receives next, leave in two taps, and what he can and wants this year."""

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.base import navigation
from lianxin.desk.views.frame import DeskRequest, drawn, page
from lianxin.kit.actor import Actor
from lianxin.receptions import queries


@page
def mine(request: DeskRequest) -> HttpResponse:
    """His coming receptions, the next first; and the drafts in which he may still say what suits him."""
    person = request.actor.person_id
    if not receives(request.actor) or person is None:
        raise Http404
    context = {"sits": queries.my_days(person), "drafts": queries.drafts_for(person), "year": queries.my_year(person)}
    return drawn(request, "desk/my_receptions.html", context, current="my_receptions")


def receives(actor: Actor) -> bool:
    """Whose page it is."""
    return actor.is_deputy


PATHS = (path("my-receptions", mine, name="my_receptions"),)

navigation.register(
    navigation.Item(
        face=navigation.DESK,
        label=_("我的接待"),
        url_name="desk:my_receptions",
        icon="cal",
        order=390,
        allowed=receives,
    )
)
