"""What a deputy lets the public know (Article 5), and his requests to put it right."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import permissions
from lianxin.deputies.models import Consent, Correction, Person
from lianxin.deputies.rules import ALL_ITEMS, ALL_WAYS, CorrectionState, Given, Item
from lianxin.deputies.workflow import CORRECTIONS
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record


def _own(person: Person, by: Actor) -> Person:
    """The person, locked, for himself or whoever notes down what he signed."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not permissions.may_consent(by, person):
        raise PermissionDenied
    return person


def _checked(given: Given) -> Given:
    if given.item not in ALL_ITEMS:
        raise Refused(_("只有姓名、照片、工作单位和联系方式可以选择公开。"))
    if given.way not in ("", *ALL_WAYS):
        raise Refused(_("公开的形式只有网页、张贴打印和表格。"))
    return given


def _give(person: Person, given: Given, by: Actor, form: str) -> Consent:
    row = Consent.objects.create(
        person=person, item=given.item, way=given.way, at=given.at, given_on=moment.today(), form=form[:80]
    )
    record("deputies.consented", row, by=by, division=person.division, first=True)
    return row


def _take_back(row: Consent, by: Actor) -> Consent:
    row.withdrawn_on = moment.today()
    row.save(update_fields=["withdrawn_on"])
    record("deputies.consent_withdrawn", row, by=by, division=row.person.division)
    return row


@transaction.atomic
def consent(person: Person, item: str, *, by: Actor, form: str = "", way: str = "", at: str = "") -> Consent:
    """A deputy agrees to disclose one item (name, photo, workplace, contact).

    way    in which way (`rules.Way`), '' in every way
    at     code of the one station, '' everywhere
    form   how it was given, in words: "书面"
    """
    person = _own(person, by)
    given = _checked(Given(item, way, at))
    held = [Given(row.item, row.way, row.at) for row in person.consents.filter(item=item, withdrawn_on=None)]
    if any(each.way in ("", way) and each.at in ("", at) for each in held):
        raise Overtaken(_("该项目已同意公开。"))
    return _give(person, given, by, form)


@transaction.atomic
def withdraw(person: Person, item: str, *, by: Actor, way: str = "") -> Consent:
    """A deputy takes his consent to one item back, in one way or ('') in all: it is on no such card from now on."""
    person = _own(person, by)
    rows = [
        row
        for row in Consent.objects.select_for_update()
        .filter(person=person, item=item, withdrawn_on=None)
        .order_by("pk")
        if way == "" or row.way in ("", way)
    ]
    if not rows:
        raise Overtaken(_("该项目没有有效的公开同意。"))
    for row in rows:
        _take_back(row, by)
        if way and row.way == "":
            for other in (each for each in ALL_WAYS if each != way):
                _give(person, Given(item, other, row.at), by, row.form)
    return rows[-1]


@transaction.atomic
def choose(person: Person, wanted: Collection[Given], *, by: Actor, form: str = "") -> Person:
    """What a deputy wants known, whole: consents not among `wanted` are withdrawn, new ones given.

    Refused when something is wanted without the name: nobody is shown without one.
    """
    person = _own(person, by)
    asked = {_checked(each) for each in wanted}
    names = [each for each in asked if each.item == Item.NAME]
    for each in asked:
        if not any(name.way in ("", each.way) and name.at in ("", each.at) for name in names):
            raise Refused(_("不公开姓名，别的项目也就不出现。请把姓名一起选上，或者都不选。"))
    held = {}
    for row in Consent.objects.select_for_update().filter(person=person, withdrawn_on=None).order_by("pk"):
        given = Given(row.item, row.way, row.at)
        if given in asked:
            held[given] = row
        else:
            _take_back(row, by)
    for given in sorted(asked - held.keys(), key=lambda each: (each.item, each.way, each.at)):
        _give(person, given, by, form)
    return person


# ── putting right ──────────────────────────────────────────────────────────
@transaction.atomic
def ask_correction(person: Person, item: str, words: str, *, by: Actor) -> Correction:
    """A deputy says that something published of him is wrong, and what would be right."""
    person = _own(person, by)
    if item not in ALL_ITEMS:
        raise Refused(_("请选择要更正的是哪一项。"))
    if not words.strip():
        raise Refused(_("请写上正确的内容。"))
    if person.corrections.filter(item=item, state=CorrectionState.ASKED).exists():
        raise Overtaken(_("这一项已经提出更正，正在等办公室核对。"))
    asked = Correction.objects.create(person=person, item=item, words=words.strip()[:120], asked_on=moment.today())
    record("deputies.correction_asked", asked, by=by, division=person.division, first=True)
    return asked


def _settled(verb: str, row: Correction, answer: str, by: Actor) -> Correction:
    person = Person.objects.select_for_update().get(pk=row.person_id)
    row = Correction.objects.select_for_update().get(pk=row.pk)
    if not permissions.may_serve_person(by, person):
        raise PermissionDenied
    row.state = CORRECTIONS.after(verb, CorrectionState(row.state))
    row.settled_on, row.answer = moment.today(), answer.strip()[:120]
    row.save(update_fields=["state", "settled_on", "answer"])
    return row


_FIELDS = {Item.NAME: ("name", 40), Item.WORKPLACE: ("workplace", 80), Item.CONTACT: ("public_contact", 60)}
"""The column behind an item, and how much it takes."""


@transaction.atomic
def correct(row: Correction, *, by: Actor, words: str = "", answer: str = "") -> Correction:
    """The office puts it right: with the deputy's words, or with `words` after it had looked into the matter.

    A photo is given by `give_photo`; this only notes that it was done.
    """
    row = _settled("correct", row, answer, by)
    if Item(row.item) in _FIELDS:
        field, longest = _FIELDS[Item(row.item)]
        person = Person.objects.select_for_update().get(pk=row.person_id)
        if field == "name" and not permissions.may_keep_person(by, person):
            raise PermissionDenied
        setattr(person, field, (words.strip() or row.words)[:longest])
        person.save(update_fields=[field])
        record("deputies.person_renewed", person, by=by, division=person.division)
    record("deputies.corrected", row, by=by, division=row.person.division)
    return row


@transaction.atomic
def decline_correction(row: Correction, *, by: Actor, answer: str) -> Correction:
    """It stays as it is, and the deputy reads why."""
    if not answer.strip():
        raise Refused(_("请写明为什么不改，代表会看到。"))
    row = _settled("decline_correction", row, answer, by)
    record("deputies.correction_declined", row, by=by, division=row.person.division)
    return row
