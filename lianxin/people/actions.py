"""Accounts, postings, passwords, and the note of who saw a contact."""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import chance, moment
from lianxin.kit.actor import Actor, Role
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.people import permissions, rules
from lianxin.people.models import Posting, Sight, User


@transaction.atomic
def create_account(
    username: str, name: str, *, by: Actor, password: str | None = None, must_change: bool = False
) -> User:
    """A new account without any right; without a password nobody can sign in to it yet.

    Refused when the user name is taken; ValidationError when the password is too weak.
    """
    if not permissions.may_create_account(by):
        raise PermissionDenied
    username = username.strip()
    if User.objects.filter(username=username).exists():
        raise Refused(_("用户名“%(name)s”已有人使用。") % {"name": username})
    if not username or not name.strip():
        raise Refused(_("用户名和姓名都要写。"))
    user = User(username=username, name=name.strip(), must_change=must_change)
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
    user.save()
    record("people.account_created", user, by=by, first=True)
    return user


@transaction.atomic
def post(
    user: User,
    role: Role,
    scope: str,
    *,
    by: Actor,
    from_day: date | None = None,
    until_day: date | None = None,
    station: str = "",
    organ: str = "",
) -> Posting:
    """Give a role in a scope from a day until a day (both inclusive; today and open-ended by default)."""
    if not permissions.may_post(by, role, scope) or user.pk == by.user_id:
        raise PermissionDenied  # nobody appoints himself
    if rules.names_a_station(role) and not station:
        raise Refused(_("站长、副站长要写明是哪个联络站的。"))
    start = from_day or moment.today()
    if until_day is not None and until_day < start:
        raise Refused(_("任职的止期早于起期。"))
    posting = Posting.objects.create(
        user=user, role=role, scope=scope, station=station, organ=organ, from_day=start, until_day=until_day
    )
    record("people.posted", posting, by=by, division=scope, first=True)
    return posting


@transaction.atomic
def end_posting(posting: Posting, *, by: Actor, until_day: date | None = None) -> Posting:
    """End a posting: at once by default, or after a later day (inclusive)."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if not permissions.may_end_posting(by, posting):
        raise PermissionDenied
    today = moment.today()
    if posting.is_over(today):
        raise Overtaken(_("该任职已于%(day)s终止。") % {"day": posting.until_day})
    if until_day is None:
        posting.until_day, posting.ended_at = max(today, posting.from_day), moment.now()
    elif until_day < max(today, posting.from_day):
        raise Refused(_("终止日期不能早于今天，也不能早于任职的起期。"))
    else:
        posting.until_day = until_day
    posting.save(update_fields=["until_day", "ended_at"])
    record("people.posting_ended", posting, by=by, division=posting.scope)
    return posting


@transaction.atomic
def extend_posting(posting: Posting, *, by: Actor, until_day: date | None = None) -> Posting:
    """Let a posting hold longer: until a day, or open-ended. One that is over begins anew as another posting."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if not permissions.may_end_posting(by, posting) or posting.user_id == by.user_id:
        raise PermissionDenied  # nobody prolongs his own
    if posting.is_over(moment.today()):
        raise Overtaken(_("该任职已于%(day)s终止，要再任请重新登记。") % {"day": posting.until_day})
    if posting.until_day is None:
        raise Refused(_("这个任职没有写止期，不用延长。"))
    if until_day is not None and until_day <= posting.until_day:
        raise Refused(_("新的止期要晚于%(day)s；要提前结束，用“结束任职”。") % {"day": posting.until_day})
    posting.until_day = until_day
    posting.save(update_fields=["until_day"])
    record("people.posting_extended", posting, by=by, division=posting.scope)
    return posting


def first_password(user: User, *, by: Actor) -> str:
    """The first password of an account just made, before it holds any posting; given once on a slip."""
    if not permissions.may_create_account(by) or user.has_usable_password() or user.postings.exists():
        raise PermissionDenied
    password = rules.spoken_password(chance.name(rules.ISSUED_LETTERS))
    user.set_password(password)
    user.must_change = True
    user.save(update_fields=["password", "must_change"])
    record("people.password_set", user, by=by)
    return password


@transaction.atomic
def end_as_volunteer(user_id: int, station: str, *, by: Actor) -> None:
    """End somebody's postings as a volunteer of a station at once: he left, or was asked to."""
    held = Posting.objects.select_for_update().filter(user_id=user_id, role=Role.VOLUNTEER, station=station)
    for posting in held:
        if posting.is_over(moment.today()):
            continue
        if by.user_id != user_id and not permissions.may_end_posting(by, posting):
            raise PermissionDenied
        posting.until_day, posting.ended_at = max(moment.today(), posting.from_day), moment.now()
        posting.save(update_fields=["until_day", "ended_at"])
        record("people.posting_ended", posting, by=by, division=posting.scope)


@transaction.atomic
def issue_password(user: User, *, by: Actor) -> str:
    """A new password made by the house, given once on a slip; its owner must change it when he signs in."""
    password = rules.spoken_password(chance.name(rules.ISSUED_LETTERS))
    set_password(user, password, by=by)
    return password


@transaction.atomic
def set_password(user: User, password: str, *, by: Actor) -> None:
    """A new password, checked for strength; every session of the account but the caller's ends with it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not permissions.may_set_password(by, user):
        raise PermissionDenied
    validate_password(password, user)
    user.set_password(password)
    user.must_change = by.user_id != user.pk
    user.save(update_fields=["password", "must_change"])
    record("people.password_set", user, by=by)


def note_sight(by: Actor, what: str, subject: str) -> None:
    """Write to the security log that `by` saw a contact: what ("contact", "mobile"), of which subject, now."""
    if by.user_id is None:
        raise PermissionDenied
    Sight.objects.create(user_id=by.user_id, what=what, subject=subject, at=moment.now())
