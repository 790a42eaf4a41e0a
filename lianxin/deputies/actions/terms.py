"""Terms of congresses and their change (换届): terms are a dimension, nothing is deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import permissions
from lianxin.deputies.actions.mandates import CONGRESS_SUFFIX, level_at
from lianxin.deputies.models import CongressTerm, Mandate, Person
from lianxin.deputies.rules import YEARS, Ground, MandateState, TermState
from lianxin.deputies.workflow import TABLE, TERMS
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import draft, record, record_many

IN_FORCE = (MandateState.ACTIVE, MandateState.SUSPENDED)


@dataclass(frozen=True)
class Continuing:
    """Somebody of the old term who was elected again: code of the person, new district and certificate."""

    person: str
    district: str = ""
    certificate_no: str = ""


def end_of(began_on: date) -> date:
    """The last day of a term of five years that begins on a day."""
    year = began_on.year + YEARS
    leap = (began_on.month, began_on.day) == (2, 29)
    return (date(year, 3, 1) if leap else began_on.replace(year=year)) - timedelta(days=1)


@transaction.atomic
def open_term(
    congress: str,
    *,
    number: int,
    name: str,
    began_on: date,
    by: Actor,
    ends_on: date | None = None,
    quota: int = 0,
    quota_ground: str = "",
    population: int = 0,
) -> CongressTerm:
    """The first term that is registered of a congress; later ones are opened by `change_term`.

    ends_on     its last day, by default five years on
    quota       the fixed number of deputies, 0 while it is not known
    population  people, for the help of Election Law, Art. 12
    """
    if not permissions.may_keep_term(by, congress):
        raise PermissionDenied
    level = level_at(congress)
    if CongressTerm.objects.select_for_update().filter(congress=congress).exists():
        raise Refused(_("这个人大已经登记了届次。新的一届请用“换届”。"))
    last = _last_day(began_on, ends_on)
    if not name.strip():
        raise Refused(_("请填写人大名称。"))
    term = CongressTerm.objects.create(
        congress=congress, level=level, name=name.strip(), number=number, began_on=began_on, ends_on=last,
        quota=quota, quota_ground=quota_ground.strip(), population=population,
    )  # fmt: skip
    record("deputies.term_opened", term, by=by, division=congress, first=True)
    return term


def _last_day(began_on: date, ends_on: date | None) -> date:
    last = ends_on or end_of(began_on)
    if last < began_on:
        raise Refused(_("届满的日期早于开始的日期。"))
    return last


@transaction.atomic
def renew_term(
    term: CongressTerm,
    *,
    by: Actor,
    name: str | None = None,
    ends_on: date | None = None,
    quota: int | None = None,
    quota_ground: str | None = None,
    population: int | None = None,
) -> CongressTerm:
    """A decision on the number of deputies, a new last day, a better name; None leaves what is there."""
    term = CongressTerm.objects.select_for_update().get(pk=term.pk)
    if not permissions.may_keep_term(by, term.congress):
        raise PermissionDenied
    if ends_on is not None:
        term.ends_on = _last_day(term.began_on, ends_on)
    term.name = term.name if name is None or not name.strip() else name.strip()
    term.quota = term.quota if quota is None else quota
    term.quota_ground = term.quota_ground if quota_ground is None else quota_ground.strip()
    term.population = term.population if population is None else population
    term.save()
    record("deputies.term_renewed", term, by=by, division=term.congress)
    return term


@transaction.atomic
def change_term(
    term: CongressTerm,
    *,
    on: date,
    by: Actor,
    ground: str = "",
    number: int | None = None,
    ends_on: date | None = None,
    quota: int = 0,
    quota_ground: str = "",
    population: int = 0,
    continuing: Sequence[Continuing] = (),
) -> CongressTerm:
    """换届: the old term's mandates end, a new term begins on a day, and who was elected again is granted a mandate.

    on          the new term's first day, today or before; the old mandates' last day is the one before
    number      of the new term, by default the next
    continuing  those elected again, among the deputies whose mandates end here

    Mandates that were granted for the new term beforehand stay. Nothing is deleted. Returns the new term.
    """
    old = CongressTerm.objects.select_for_update().get(pk=term.pk)
    if not permissions.may_keep_term(by, old.congress):
        raise PermissionDenied
    new_number = old.number + 1 if number is None else number
    _may_change(old, on, new_number)
    words = ground.strip() or str(dict(Mandate.GROUNDS)[Ground.TERM_ENDED])
    old.state = TERMS.after("change_term", TermState(old.state))
    old.ends_on, old.ground = on - timedelta(days=1), words
    old.save(update_fields=["state", "ends_on", "ground"])
    ended = _end_all(old, new_number, words, by)
    record(
        "deputies.term_ended", old, by=by, division=old.congress, detail={"mandates": len(ended), "next": new_number}
    )
    new = CongressTerm.objects.create(
        congress=old.congress, level=old.level, name=old.name, number=new_number, began_on=on,
        ends_on=_last_day(on, ends_on), quota=quota, quota_ground=quota_ground.strip(),
        population=population or old.population,
    )  # fmt: skip
    record("deputies.term_opened", new, by=by, division=new.congress, first=True)
    _grant_all(new, ended, continuing, by)
    return new


def _may_change(old: CongressTerm, on: date, number: int) -> None:
    if on > moment.today():
        raise Refused(_("新一届还没有开始。到了那天再办换届，在此之前老代表照常履职。"))
    if on <= old.began_on:
        raise Refused(_("新一届的开始要晚于本届的开始。"))
    if number <= old.number:
        raise Refused(_("新一届的届次要大于本届。"))


def _end_all(old: CongressTerm, new_number: int, words: str, by: Actor) -> list[Mandate]:
    """End every mandate in force but those of the new term. Called within `change_term`."""
    rows = Mandate.objects.select_for_update().filter(congress=old.congress, status__in=IN_FORCE)
    ended = list(rows.exclude(term=new_number).order_by("pk"))
    for mandate in ended:
        mandate.status = TABLE.after("end", MandateState(mandate.status))
        mandate.until_day = max(old.ends_on or mandate.from_day, mandate.from_day)
        mandate.ground, mandate.ground_kind = words[:120], Ground.TERM_ENDED
    Mandate.objects.bulk_update(ended, ["status", "until_day", "ground", "ground_kind"], batch_size=200)
    record_many(draft("deputies.mandate_ended", m, by=by, division=m.congress) for m in ended)
    return ended


def _grant_all(new: CongressTerm, ended: Sequence[Mandate], continuing: Sequence[Continuing], by: Actor) -> None:
    """New mandates for whoever was elected again. Called within `change_term`."""
    if not continuing:
        return
    codes = [each.person for each in continuing]
    people = {p.code: p for p in Person.objects.filter(pk__in={m.person_id for m in ended}) if p.code in set(codes)}
    if len(people) != len(codes):
        raise Refused(_("连任的代表里有重复的，或者不是本届代表。新当选的请在名册里登记。"))
    held = Mandate.objects.filter(congress=new.congress, term=new.number, status__in=IN_FORCE).select_related("person")
    already = {m.person_id: m for m in held}
    taken = {m.certificate_no for m in already.values() if m.certificate_no}
    rows = []
    for each in continuing:
        person, certificate = people[each.person], each.certificate_no.strip()
        if person.pk in already:
            raise Refused(_("%(name)s已经登记了新一届的代表职务，不用再选。") % {"name": person.name})
        if certificate and certificate in taken:
            raise Refused(_("代表证号%(number)s重复了，请核对。") % {"number": certificate})
        taken.add(certificate)
        rows.append(
            Mandate(
                person=person, level=new.level, congress=new.congress, term=new.number, from_day=new.began_on,
                congress_name=new.name.removesuffix(CONGRESS_SUFFIX)[:40], district=each.district.strip()[:80],
                certificate_no=certificate[:40],
            )
        )  # fmt: skip
    Mandate.objects.bulk_create(rows, batch_size=200)
    record_many(draft("deputies.mandate_granted", m, by=by, division=m.congress) for m in rows)
