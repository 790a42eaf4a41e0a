"""What changed on the cards of deputies: since when a board, a card or a roster on paper no longer says what is so."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.deputies.models import Consent, Mandate, Person
from lianxin.kit import moment
from lianxin.ledger.queries import EntryCard, entries_about

ITEMS = {"name": _("改了姓名"), "workplace": _("改了工作单位"), "public_contact": _("改了公开联系方式")}
ACTS = {
    "deputies.photo_given": _("换了照片"),
    "deputies.photo_removed": _("撤下了照片"),
    "deputies.mandate_granted": _("新任代表职务"),
    "deputies.mandate_suspended": _("暂停执行代表职务"),
    "deputies.mandate_resumed": _("恢复执行代表职务"),
    "deputies.mandate_ended": _("代表资格终止"),
    "deputies.mandate_renewed": _("改了选区、证号"),
    "deputies.mandate_corrected": _("更正了代表职务"),
    "deputies.consented": _("愿意公布的变了"),
    "deputies.consent_withdrawn": _("愿意公布的变了"),
}


@dataclass(frozen=True)
class CardChange:
    """From which day a deputy's card says something else, and what."""

    on: date
    person_id: int
    name: str
    words: Any


def card_changes(people: Collection[int], since: date, until: date) -> list[CardChange]:
    """What changed on the cards of some persons from `since` to `until`, the newest first; six queries at most."""
    persons = {row.code: row for row in Person.objects.filter(pk__in=people).only("code", "name")}
    by_pk = {row.pk: row for row in persons.values()}
    owners: dict[str, Person] = {f"deputies.person:{code}": row for code, row in persons.items()}
    for label, kind in (("deputies.mandate", Mandate), ("deputies.consent", Consent)):
        held = kind._default_manager.filter(person_id__in=by_pk).values_list("code", "person_id")
        owners |= {f"{label}:{code}": by_pk[key] for code, key in held}
    found = set()
    for label in ("deputies.person", "deputies.mandate", "deputies.consent"):
        keys = [subject.partition(":")[2] for subject in owners if subject.startswith(label + ":")]
        for entry, words in _told(entries_about(label, keys)):
            day = _day(entry)
            if since <= day <= until:
                row = owners[entry.subject]
                found.add(CardChange(day, row.pk, row.name, str(words)))
    return sorted(found, key=lambda each: (each.on, each.name, each.words), reverse=True)


def _day(entry: EntryCard) -> date:
    """When it was done; a mandate may be entered years after it began."""
    if entry.verb == "deputies.mandate_granted" and entry.facts.get("from_day"):
        return date.fromisoformat(str(entry.facts["from_day"]))
    return entry.event_at.astimezone(moment.SHANGHAI).date()


def _told(entries: list[EntryCard]) -> Iterator[tuple[EntryCard, Any]]:
    """Entries with the words of what they changed on a card; those that change nothing there are left out."""
    before: EntryCard | None = None
    for entry in entries:
        if entry.verb in ACTS:
            yield entry, ACTS[entry.verb]
        elif before is not None and before.subject == entry.subject:
            for item, words in ITEMS.items():
                if entry.facts.get(item) != before.facts.get(item):
                    yield entry, words
        before = entry
