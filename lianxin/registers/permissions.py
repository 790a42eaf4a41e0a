"""Who may import registers. What each row touches is judged by the room it belongs to."""

from django.db.models import QuerySet

from lianxin.kit.actor import SYSTEM, Actor, Role, covers
from lianxin.registers.models import Import, Upload

KEEPERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR)


def may_import(actor: Actor, county: str) -> bool:
    """The county office for its county; a township chair with his township's rows of it; the command line."""
    return actor == SYSTEM or any(
        covers(post.scope, county) or covers(county, post.scope) for post in actor.posts_as(*KEEPERS)
    )


def county_of(actor: Actor) -> str:
    """The county whose registers somebody imports, '' when he imports none."""
    scopes = [post.scope for post in actor.posts_as(*KEEPERS)]
    return scopes[0][:6].ljust(12, "0") if scopes else ""


def uploads_of(actor: Actor) -> QuerySet[Upload]:
    """What somebody handed in himself: nobody else sees it."""
    return Upload.objects.filter(owner_id=actor.user_id) if actor.user_id else Upload.objects.none()


def imports_visible_to(actor: Actor) -> QuerySet[Import]:
    """The county office sees all imports of its county, a chair his own."""
    if actor == SYSTEM:
        return Import.objects.all()
    counties = [post.scope for post in actor.posts_as(Role.COUNTY_OFFICE)]
    return Import.objects.filter(county__in=counties) | Import.objects.filter(by=actor.ref)
