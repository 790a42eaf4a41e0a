"""Reads of declared interests and recusals; what other rooms ask is only who is recused."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import BooleanField, Case, QuerySet, Value, When

from lianxin.interests import permissions
from lianxin.interests.actions.sealed import words_of
from lianxin.interests.models import KINDS as KINDS
from lianxin.interests.models import Declaration, Recusal
from lianxin.interests.rules import Words, named_in
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.people import rights


def recused_persons(subjects: Iterable[str]) -> frozenset[int]:
    """Keys of the persons who are recused from any of these matters."""
    return frozenset(Recusal.objects.filter(subject__in=list(subjects)).values_list("person_id", flat=True))


def is_recused(person: int | None, subjects: Iterable[str]) -> bool:
    """Whether a person is recused from any of these matters."""
    return person is not None and Recusal.objects.filter(person_id=person, subject__in=list(subjects)).exists()


def recusals_since(after: int) -> list[tuple[int, int, str]]:
    """(key, person, matter) of the recusals behind a key, oldest first: what an upper room's clockwork pulls."""
    return list(Recusal.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "person_id", "subject"))


def all_recusals() -> QuerySet[Recusal]:
    """Every recusal, as a subquery of an upper room: `person_id` and `subject`."""
    return Recusal.objects.all()


def named_for(person: int, texts: Iterable[str], on: date | None = None) -> tuple[str, ...]:
    """What of his own declarations some words name, as he declared it: for his own eyes alone."""
    rows = Declaration.objects.filter(person_id=person, withdrawn_at=None).order_by("pk")
    declared = [words_of(row) for row in rows]
    return named_in(declared, texts, on or moment.today()) if declared else ()


def people_who_declared() -> frozenset[int]:
    """Keys of the persons with a declaration in force: for the clockwork that compares."""
    return frozenset(Declaration.objects.filter(withdrawn_at=None).values_list("person_id", flat=True))


def declarations_visible_to(actor: Actor) -> QuerySet[Declaration]:
    """Declarations on a desk, newest first, with `own`: whether it is the actor's."""
    own = Case(When(person_id=actor.person_id or 0, then=Value(True)), default=False, output_field=BooleanField())
    rows = permissions.visible_to(actor).select_related("person").annotate(own=own)
    return rows.order_by("withdrawn_at", "-declared_at", "-pk")


def own_words(declaration: Declaration, actor: Actor) -> Words | None:
    """The words for himself; None for everybody else, who reads them with a trace (`actions.read`)."""
    return words_of(declaration) if permissions.may_change(actor, declaration) else None


def unchecked(today: date) -> list[Declaration]:
    """Of each deputy the declaration in force that was looked at longest ago."""
    found: dict[int, Declaration] = {}
    for row in Declaration.objects.filter(withdrawn_at=None).select_related("person").order_by("checked_on", "pk"):
        found.setdefault(row.person_id, row)
    return list(found.values())


def recusals(actor: Actor) -> QuerySet[Recusal]:
    """Recusals on a desk, newest first."""
    return permissions.recusals_visible_to(actor).select_related("person").order_by("-at", "-pk")


def _right_rows() -> "QuerySet[Recusal, rights.Row]":
    return rights.as_rows("recusal", Recusal.objects.filter(person__user_id=rights.USER), "pk", "subject")


def _fold_rights(rows: Sequence[rights.Row]) -> dict[str, object]:
    return {"recused": tuple(row[2] for row in sorted(rows, key=lambda row: int(row[1])))}


RIGHTS = rights.Source("recusal", _right_rows, _fold_rights)
"""The matters a deputy is recused from come with the actor, in the one query of his rights."""
