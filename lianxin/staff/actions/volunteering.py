"""Volunteers sign up, are taken or declined, get an account, leave."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, Actor, Role
from lianxin.kit.crypto import vault
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.people import actions as people
from lianxin.people import queries as people_queries
from lianxin.staff import permissions, queries, rules
from lianxin.staff.actions.posting import Appointed, account_of
from lianxin.staff.models import Volunteer
from lianxin.staff.rules import VolunteerState
from lianxin.stations import queries as stations
from lianxin.stations.rules import township_of


class BadPhone(Refused):
    """What was typed is no telephone number."""


class TooMany(Refused):
    """More sign-ups in an hour than people come."""


def _locked(volunteer: Volunteer) -> Volunteer:
    return Volunteer.objects.select_for_update(of=("self",)).select_related("station").get(pk=volunteer.pk)


def _noted(verb: str, row: Volunteer, by: Actor, *columns: str) -> Volunteer:
    row.save(update_fields=list(columns))
    record(f"staff.{verb}", row, by=by, division=row.station.division)
    return row


@transaction.atomic
def sign_up(
    station: str, *, name: str, phone: str, skills: str = "", adult: bool = True, by: Actor = RESIDENT
) -> Volunteer:
    """Somebody offers his help at a station (its public code). Refused when the station is not open, the name is
    missing or the telephone is none; the number is kept encrypted and its last four digits beside it."""
    at = stations.open_by_code(station)
    if at is None or not permissions.may_sign_up(at):
        raise Refused(_("这个联络站现在不开放。"))
    name = " ".join(name.split())[:40]
    if not name:
        raise Refused(_("请写姓名，站里好称呼您。"))
    try:
        number = rules.clean_phone(phone)
    except ValueError as error:
        raise BadPhone(_("电话看不明白，请写手机或者座机号码。")) from error
    waiting = Volunteer.objects.filter(station=at, state=VolunteerState.ASKED)
    same = waiting.filter(name=name, phone_tail=number[-4:]).first()
    if same is not None and queries.phone_of(same) == number:
        return same  # the same form once more
    if waiting.filter(asked_at__gt=moment.now() - timedelta(hours=1)).count() >= rules.MOST_SIGN_UPS:
        raise TooMany(_("这会儿报名的人太多了，请过一个小时再来，或者给站里打电话。"))
    row = Volunteer(
        station=at, name=name, skills=" ".join(skills.split())[:200], adult=adult, asked_at=moment.now(),
        phone_tail=number[-4:],
    )  # fmt: skip
    row.phone = vault(settings.KEYS).encrypt("contact", number.encode(), row.code.encode())
    row.save(force_insert=True)
    record("staff.volunteer_signed_up", row, by=by, division=at.division, first=True)
    return row


@transaction.atomic
def approve_volunteer(volunteer: Volunteer, *, by: Actor, guardian: str = "", words: str = "") -> Volunteer:
    """Take the help offered. Somebody under 18 needs his guardian's consent, and never gets an account."""
    row = _locked(volunteer)
    if not permissions.may_approve_volunteer(by, row):
        raise PermissionDenied
    if row.state == VolunteerState.APPROVED:
        raise Overtaken(_("已经同意过了。"))
    if not row.adult and not guardian.strip():
        raise Refused(_("他未满18周岁：先征得监护人同意，把监护人的姓名写上。"))
    row.state, row.guardian, row.answer = VolunteerState.APPROVED, guardian.strip()[:60], words.strip()[:200]
    return _noted("volunteer_approved", row, by, "state", "guardian", "answer")


@transaction.atomic
def decline_volunteer(volunteer: Volunteer, *, by: Actor, words: str) -> Volunteer:
    """Decline with words that can be read to him."""
    row = _locked(volunteer)
    if not permissions.may_decline_volunteer(by, row):
        raise PermissionDenied
    if row.state != VolunteerState.ASKED:
        raise Overtaken(_("这个报名已经答复过了。"))
    if not words.strip():
        raise Refused(_("不同意也要写一句原因，好告诉他。"))
    row.state, row.answer = VolunteerState.DECLINED, words.strip()[:200]
    return _noted("volunteer_declined", row, by, "state", "answer")


@transaction.atomic
def give_account(volunteer: Volunteer, *, by: Actor, username: str = "") -> Appointed:
    """An account and a posting at his station: it gives rights during his shifts alone."""
    row = _locked(volunteer)
    if not permissions.may_give_account(by, row):
        raise PermissionDenied
    if row.state != VolunteerState.APPROVED:
        raise Refused(_("先同意他来，再开账号。"))
    if not row.adult:
        raise Refused(_("未满18周岁的志愿者不开账号：请他做引导、宣传。"))
    if row.user_id is not None:
        raise Overtaken(_("他已经有账号了。"))
    scope = township_of(row.station.division)
    user, password = account_of(username, "" if _known(username) else row.name, scope, by=by)
    row.user = user
    if people_queries.same_posting(user.pk, Role.VOLUNTEER, scope, row.station.code, "") is None:
        people.post(user, Role.VOLUNTEER, scope, by=by, station=row.station.code)
    _noted("volunteer_given_account", row, by, "user")
    return Appointed(row, user.username, password)


def _known(username: str) -> bool:
    return bool(username.strip()) and people_queries.by_username(username.strip()) is not None


@transaction.atomic
def note_papers(
    volunteer: Volunteer,
    *,
    by: Actor,
    agreed_on: date | None = None,
    insurance: str = "",
    insured_until: date | None = None,
) -> Volunteer:
    """Note the service agreement and the insurance that the station took out for him."""
    row = _locked(volunteer)
    if not permissions.may_note_papers(by, row):
        raise PermissionDenied
    row.agreed_on, row.insurance, row.insured_until = agreed_on, insurance.strip()[:80], insured_until
    return _noted("volunteer_papers_noted", row, by, "agreed_on", "insurance", "insured_until")


@transaction.atomic
def end_volunteer(volunteer: Volunteer, *, by: Actor, words: str = "") -> Volunteer:
    """He leaves: his shifts are cancelled, his posting ends at once, his hours stay."""
    row = _locked(volunteer)
    if not permissions.may_end_volunteer(by, row):
        raise PermissionDenied
    if row.state != VolunteerState.APPROVED:
        raise Overtaken(_("他现在不是志愿者。"))
    row.state, row.answer = VolunteerState.LEFT, words.strip()[:200]
    _noted("volunteer_left", row, by, "state", "answer")
    for shift in row.shifts.select_for_update().filter(state=rules.ShiftState.APPROVED):
        shift.state = rules.ShiftState.CANCELLED
        shift.save(update_fields=["state"])
        record("staff.shift_cancelled", shift, by=by, division=row.station.division)
    if row.user_id is not None:
        people.end_as_volunteer(row.user_id, row.station.code, by=by)
    return row


def see_phone(volunteer: Volunteer, *, by: Actor) -> str:
    """The number in clear, for somebody who calls him; the security log notes who saw it."""
    if not permissions.may_see_phone(by, volunteer):
        raise PermissionDenied
    people.note_sight(by, "volunteer", f"staff.volunteer:{volunteer.code}")
    return queries.phone_of(volunteer)
