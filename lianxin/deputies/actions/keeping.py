"""Register persons and keep what is known of them: workplace, contact, photo, account, private number."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import permissions
from lianxin.deputies.models import Person
from lianxin.deputies.rules import PHOTO_OCTETS
from lianxin.kit import pictures
from lianxin.kit.actor import Actor
from lianxin.kit.crypto import vault
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.people.actions import note_sight

PHOTO_SIDE = 1200
"""The longer side of a kept photo, in dots: enough for a printed board."""


def encrypted(person_code: str, mobile: str) -> bytes:
    """A private number as it is kept; '' is nothing."""
    if not mobile:
        return b""
    return vault(settings.KEYS).encrypt("contact", mobile.encode(), f"deputies.person:{person_code}".encode())


@transaction.atomic
def register_person(
    name: str,
    *,
    division: str,
    by: Actor,
    gender: str = "",
    workplace: str = "",
    public_contact: str = "",
    private_mobile: str = "",
    user_id: int | None = None,
) -> Person:
    """A new person, kept by the office of `division`; without a mandate he is on no roster and has no right.

    `private_mobile` is kept encrypted and is never on a card; `public_contact` may be the station's telephone.
    """
    if not permissions.may_register_person(by, division):
        raise PermissionDenied
    if not name.strip():
        raise Refused(_("请填写代表姓名。"))
    person = Person(
        name=name.strip(),
        division=division,
        gender=gender,
        workplace=workplace.strip(),
        public_contact=public_contact.strip(),
        user_id=user_id,
    )
    person.private_mobile = encrypted(person.code, private_mobile.strip())
    person.save()
    record("deputies.person_registered", person, by=by, division=division, first=True)
    return person


def _served(person: Person, by: Actor) -> Person:
    """The person, locked, for whoever serves him. Called within the transaction of an act."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not permissions.may_serve_person(by, person):
        raise PermissionDenied
    return person


@transaction.atomic
def renew_person(
    person: Person,
    *,
    by: Actor,
    name: str | None = None,
    gender: str | None = None,
    workplace: str | None = None,
    public_contact: str | None = None,
    private_mobile: str | None = None,
) -> Person:
    """New details; None leaves what is there. The name itself is changed only by the keeper of the register."""
    person = _served(person, by)
    if name is not None and name.strip() != person.name:
        if not permissions.may_keep_person(by, person):
            raise PermissionDenied
        if not name.strip():
            raise Refused(_("请填写代表姓名。"))
        person.name = name.strip()
    person.gender = person.gender if gender is None else gender
    person.workplace = person.workplace if workplace is None else workplace.strip()
    person.public_contact = person.public_contact if public_contact is None else public_contact.strip()
    if private_mobile is not None:
        person.private_mobile = encrypted(person.code, private_mobile.strip())
    person.save()
    record("deputies.person_renewed", person, by=by, division=person.division)
    return person


@transaction.atomic
def give_photo(person: Person, content: bytes, *, by: Actor) -> Person:
    """A photo (JPEG, PNG or WebP) under a new random name, drawn anew: no place, camera or comment comes along."""
    person = _served(person, by)
    if len(content) > PHOTO_OCTETS:
        raise Refused(_("照片太大，最大10兆。请缩小一点再传。"))
    try:
        drawn = pictures.redrawn(content, PHOTO_SIDE, into="JPEG")
    except pictures.Unreadable as error:
        raise Refused(_("照片打不开。请传 JPG、PNG 或 WebP 图片。")) from error
    before = person.photo.name or ""
    person.photo.save("photo.jpg", ContentFile(drawn), save=False)
    person.save(update_fields=["photo"])
    record("deputies.photo_given", person, by=by, division=person.division)
    transaction.on_commit(partial(_unlinked, before))
    return person


@transaction.atomic
def remove_photo(person: Person, *, by: Actor) -> Person:
    """The photo is taken down; its file goes when this is committed."""
    person = _served(person, by)
    if not person.photo:
        raise Refused(_("这位代表还没有照片。"))
    before, person.photo = person.photo.name or "", ""
    person.save(update_fields=["photo"])
    record("deputies.photo_removed", person, by=by, division=person.division)
    transaction.on_commit(partial(_unlinked, before))
    return person


def _unlinked(relative: str) -> None:
    if relative:
        with suppress(OSError):
            (Path(settings.MEDIA_ROOT) / relative).unlink()


@transaction.atomic
def link_account(person: Person, user_id: int, *, by: Actor) -> Person:
    """The account with which a deputy signs in; his rights still come from his mandates alone."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not permissions.may_keep_person(by, person):
        raise PermissionDenied
    if person.user_id is not None and person.user_id != user_id:
        raise Refused(_("该代表已有账号。"))
    if Person.objects.filter(user_id=user_id).exclude(pk=person.pk).exists():
        raise Refused(_("这个账号已经是别的代表的。一个账号只给一位代表。"))
    person.user_id = user_id
    person.save(update_fields=["user"])
    record("deputies.account_linked", person, by=by, division=person.division)
    return person


@transaction.atomic
def show_mobile(person: Person, *, by: Actor) -> str:
    """The private number in clear, for somebody who serves deputies; that he saw it goes to the security log."""
    if not permissions.may_see_mobile(by, person):
        raise PermissionDenied
    note_sight(by, "mobile", f"deputies.person:{person.code}")
    if not person.private_mobile:
        return ""
    context = f"deputies.person:{person.code}".encode()
    return vault(settings.KEYS).decrypt("contact", bytes(person.private_mobile), context).decode()
