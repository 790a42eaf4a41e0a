"""Reads of imports, and the workbooks that the desk hands out."""

from collections.abc import Iterable

from django.db.models import QuerySet

from lianxin.kit.actor import Actor
from lianxin.registers import permissions, workbooks
from lianxin.registers.models import Import, Upload
from lianxin.registers.rules import Kind, Report


def imports_of(actor: Actor) -> QuerySet[Import]:
    """What was imported, the latest first."""
    return permissions.imports_visible_to(actor).order_by("-at", "-pk")


def uploads_of(actor: Actor) -> QuerySet[Upload]:
    """What somebody handed in and has not finished, the latest first."""
    return permissions.uploads_of(actor).order_by("-uploaded_at")


def template(actor: Actor, kinds: Iterable[Kind]) -> bytes:
    """A workbook to fill in, with the places of somebody's county."""
    return workbooks.blank(permissions.county_of(actor), kinds)


def to_edit(actor: Actor, kinds: Iterable[Kind]) -> bytes:
    """The registers as somebody sees them, to edit and import again; without private numbers."""
    return workbooks.filled(permissions.county_of(actor), kinds, by=actor)


def faults(report: Report, form: str) -> bytes:
    """Everything that is wrong in a file, as a table."""
    return workbooks.faults(report, form)
