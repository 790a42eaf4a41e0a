"""A whole register of organs at once: the same rows and facts as the single acts write one by one."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import islice

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.guidance.rules import article
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken
from lianxin.ledger.actions import Draft, draft, record_many
from lianxin.organs import permissions
from lianxin.organs.models import Organ, OrganContact
from lianxin.organs.rules import ArrivingContact, ArrivingOrgan, ContactKind, Kind, can_be_assigned, level_of

AT_ONCE = 200
DETAILS = ("short_name", "address", "mail", "duty_line")
Told = Callable[[int], None]


def may_bring(by: Actor, division: str) -> bool:
    """Whether somebody may enter organs of a division."""
    return permissions.may_register_organ(by, division)


def differs(row: Organ, each: ArrivingOrgan) -> tuple[str, ...]:
    """The columns of an organ that what arrives would change. '' leaves what is there."""
    changed = tuple(key for key in DETAILS if getattr(each, key) and getattr(each, key) != getattr(row, key))
    assignable = each.is_assignable and can_be_assigned(Kind(row.kind))
    return changed if assignable == row.is_assignable else (*changed, "is_assignable")


def is_new_contact(held: OrganContact | None, each: ArrivingContact | None) -> bool:
    """Whether a contact arrives who is not the one in force."""
    if each is None:
        return False
    if held is None or held.name != each.name:
        return True
    return bool((each.duty and each.duty != held.duty) or (each.phone and each.phone != held.phone))


@transaction.atomic
@article(10, "其他有关机构和组织都必须支持代表联系群众：名录和联系人一次登记进来")
def arrive(organs: Sequence[ArrivingOrgan], *, by: Actor, told: Told = lambda count: None) -> list[int]:
    """Register organs with their contacts, or bring them up to date. Returns their keys, in order.

    PermissionDenied for an organ out of `by`'s reach, Overtaken when one of a name came in the meantime.
    """
    if not all(may_bring(by, division) for division in {each.division for each in organs}):
        raise PermissionDenied
    keys: list[int] = []
    rest = iter(organs)
    try:
        while part := list(islice(rest, AT_ONCE)):
            keys += _arrived(part, by)
            told(len(part))
    except IntegrityError as error:
        raise Overtaken(_("名册刚才有人动过，请再核对一遍。")) from error
    return keys


def _arrived(part: Sequence[ArrivingOrgan], by: Actor) -> list[int]:
    codes = [each.code for each in part if each.code]
    known = {row.code: row for row in Organ.objects.select_for_update().filter(code__in=codes)}
    if len(known) != len(set(codes)):
        raise Overtaken(_("名册刚才有人动过，请再核对一遍。"))
    rows = [known[each.code] if each.code else _organ(each) for each in part]
    Organ.objects.bulk_create([row for row, each in zip(rows, part, strict=True) if not each.code])
    acts: list[Draft] = []
    for row, each in zip(rows, part, strict=True):
        if not each.code:
            acts.append(draft("organs.registered", row, by=by, division=row.division))
        elif changed := differs(row, each):
            for column in changed:
                setattr(row, column, getattr(each, column))
            acts.append(draft("organs.revised", row, by=by, division=row.division))
    if known:
        Organ.objects.bulk_update(known.values(), [*DETAILS, "is_assignable"])
    record_many([*acts, *_contacts(list(zip(rows, part, strict=True)), by)])
    return [row.pk for row in rows]


def _organ(each: ArrivingOrgan) -> Organ:
    kind = Kind(each.kind)
    return Organ(
        name=each.name.strip(),
        short_name=each.short_name,
        kind=kind,
        level=level_of(each.division),
        division=each.division,
        is_assignable=each.is_assignable and can_be_assigned(kind),
        address=each.address,
        mail=each.mail,
        duty_line=each.duty_line,
    )


def _contacts(arriving: list[tuple[Organ, ArrivingOrgan]], by: Actor) -> list[Draft]:
    """New contacts take over from those in force, who stay on record. Called within `arrive`."""
    rows = OrganContact.objects.select_for_update().filter(
        organ__in=[row.pk for row, _each in arriving], until_day=None
    )
    held: dict[tuple[int, str], list[OrganContact]] = {}
    for contact in rows.order_by("from_day", "pk"):
        held.setdefault((contact.organ_id, contact.kind), []).append(contact)
    ended, new = [], []
    for row, each in arriving:
        for kind, person in ((ContactKind.LEADER, each.leader), (ContactKind.HANDLER, each.handler)):
            before = held.get((row.pk, kind), [])
            if person is None or not is_new_contact(before[-1] if before else None, person):
                continue
            start = each.from_day or moment.today()
            stays = before[-1] if before and before[-1].name == person.name else person
            ended += [_ended(contact, start) for contact in before]
            new.append(
                OrganContact(
                    organ=row,
                    kind=kind,
                    name=person.name,
                    duty=person.duty or stays.duty,
                    phone=person.phone or stays.phone,
                    from_day=start,
                )
            )
    OrganContact.objects.bulk_create(new)
    if ended:
        OrganContact.objects.bulk_update(ended, ["until_day"])
    acts = [draft("organs.contact_ended", row, by=by, division=row.organ.division) for row in ended]
    return acts + [draft("organs.contact_renewed", row, by=by, division=row.organ.division) for row in new]


def _ended(contact: OrganContact, start: date) -> OrganContact:
    contact.until_day = max(start - timedelta(days=1), contact.from_day)
    return contact
