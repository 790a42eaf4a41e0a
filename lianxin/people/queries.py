"""Actors, and the reads of accounts, postings and the security log."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, Actor, Post, Role, bounds, prefix
from lianxin.people import permissions, rights, rules
from lianxin.people.models import Posting, Sight, User


def _fold_posts(rows: Sequence[rights.Row]) -> dict[str, object]:
    ordered = sorted(rows, key=lambda row: int(row[1]))
    return {"posts": tuple(Post(Role(role), scope, station, organ) for _, _, role, scope, station, organ in ordered)}


POSTS = rights.Source(
    "post",
    lambda: rights.as_rows(
        "post",
        Posting.objects.in_force(rights.ON).filter(user_id=rights.USER).exclude(role=Role.VOLUNTEER),
        "pk",
        "role",
        "scope",
        "station",
        "organ",
    ),
    _fold_posts,
)
"""A volunteer's posting gives no right by itself: the room of staff grants it while he has a shift (Article 4)."""


def actor_for(user: User | AnonymousUser, on: date | None = None) -> Actor:
    """The actor a user is on a day (today), with every right in force: one query. Anonymous or disabled: RESIDENT."""
    if not isinstance(user, User) or not user.is_active:
        return RESIDENT
    day = on or moment.today()
    sources = (POSTS, *rights.sources())
    found: dict[str, list[rights.Row]] = defaultdict(list)
    for row in rights.gathered(sources, user.pk, day):
        found[row[0]].append(row)
    held: dict[str, Any] = {}
    for source in sources:
        for kind, given in source.fold(found[source.name]).items():
            held[kind] = held[kind] + given if kind in held else given  # two sources may give postings
    return Actor(ref=user.ref, name=user.name, user_id=user.pk, **held)


def by_username(username: str) -> User | None:
    """The account of that user name, active or not."""
    return User.objects.filter(username=username).first()


def proposed_username(scope: str) -> str:
    """A free user name for somebody of a place, made of its code: nobody need spell a name."""
    head = prefix(scope)
    taken = User.objects.filter(username__startswith=f"{head}-").values_list("username", flat=True)
    return rules.next_username(head, taken)


def postings_in_force(scope: str, *roles: Role, on: date | None = None) -> QuerySet[Posting]:
    """Postings in these roles whose scope lies within `scope`, with their users; one query."""
    low, high = bounds(scope)
    rows = Posting.objects.in_force(on or moment.today()).filter(scope__gte=low, scope__lte=high, role__in=roles)
    return rows.filter(user__is_active=True).select_related("user").order_by("pk")


def postings_today(*roles: Role) -> QuerySet[Posting]:
    """Postings in these roles in force today, wherever they are: to be narrowed by the caller."""
    return Posting.objects.in_force(moment.today()).filter(role__in=roles, user__is_active=True)


def held_by(user_id: int | Combinable, on: date | Combinable, *roles: Role) -> QuerySet[Posting]:
    """One account's postings in these roles that hold on a day."""
    return Posting.objects.in_force(on).filter(user_id=user_id, role__in=roles)


def same_posting(user_id: int, role: str, scope: str, station: str, organ: str) -> Posting | None:
    """A posting of that account that is just the same and not over yet."""
    rows = Posting.objects.filter(user_id=user_id, role=role, scope=scope, station=station, organ=organ)
    return next((row for row in rows.select_related("user") if not row.is_over(moment.today())), None)


def locked_posting(pk: int) -> Posting:
    """A posting with its user, locked until the transaction ends."""
    return Posting.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)


def names_at_station(station: str, *roles: Role, on: date | None = None) -> tuple[str, ...]:
    """Names of those posted at a station in these roles."""
    rows = Posting.objects.in_force(on or moment.today()).filter(station=station, role__in=roles, user__is_active=True)
    return tuple(rows.order_by("pk").values_list("user__name", flat=True))


def staff_at(station: str, on: date | None = None) -> dict[Role, tuple[str, ...]]:
    """Names of everybody posted at a station, by role, the longest there first; one query."""
    rows = Posting.objects.in_force(on or moment.today()).filter(station=station, user__is_active=True)
    found: dict[Role, tuple[str, ...]] = {}
    for role, name in rows.order_by("from_day", "pk").values_list("role", "user__name"):
        found[Role(role)] = (*found.get(Role(role), ()), name)
    return found


def postings_at(station: str, on: date | None = None) -> QuerySet[Posting]:
    """Postings at a station that hold on a day or begin later, with their users."""
    day = on or moment.today()
    rows = Posting.objects.filter(station=station).exclude(until_day__lt=day).filter(ended_at=None)
    return rows.filter(user__is_active=True).select_related("user").order_by("from_day", "pk")


def posted_to(organ: str, on: date | None = None) -> QuerySet[User]:
    """The handlers of an organ, by its code."""
    held = Posting.objects.in_force(on or moment.today()).filter(organ=organ, role=Role.ORGAN_HANDLER)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("pk")


def postings_of_organ(organ: str, on: date | None = None) -> QuerySet[Posting]:
    """The postings in force of an organ's handlers, by its code: what a reform ends or moves."""
    rows = Posting.objects.in_force(on or moment.today()).filter(organ=organ, role=Role.ORGAN_HANDLER)
    return rows.order_by("pk")


def name_of(ref: str) -> str:
    """The name behind a ledger's actor ("person:<code>"), or '' when it is none of ours."""
    kind, _, code = ref.partition(":")
    if kind != "person":
        return ""
    return User.objects.filter(code=code).values_list("name", flat=True).first() or ""


def names_of(refs: Sequence[str]) -> dict[str, str]:
    """Names behind many actor refs; one query; unknown ones are absent."""
    codes = {ref.partition(":")[2] for ref in refs if ref.startswith("person:")}
    found = User.objects.filter(code__in=codes).values_list("code", "name")
    return {f"person:{code}": name for code, name in found}


def sights(actor: Actor, subject: str = "") -> QuerySet[Sight]:
    """The security log, newest first, for the auditor; nothing for anybody else."""
    if not permissions.may_read_sights(actor):
        return Sight.objects.none()
    rows = Sight.objects.select_related("user").order_by("-at", "-pk")
    return rows.filter(subject=subject) if subject else rows
