"""Give somebody a posting in one act: the account, if he has none yet, and the posting."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit.actor import Actor, Role
from lianxin.kit.workflow import Refused
from lianxin.people import actions as people
from lianxin.people import permissions
from lianxin.people import queries as people_queries


@dataclass(frozen=True)
class Appointed:
    """Who was posted; `password` is there once, for the slip, when his account is new."""

    posting: Any
    username: str
    password: str = ""


def account_of(username: str, name: str, scope: str, *, by: Actor) -> tuple[Any, str]:
    """The account meant, and its first password when it is a new one.

    With a user name alone it must exist; with a name it is new, under the user name given or one proposed.
    """
    username, name = username.strip(), name.strip()
    known = people_queries.by_username(username) if username else None
    if known is None and not name:
        raise Refused(_("没有“%(name)s”这个用户名。新来的人请写姓名。") % {"name": username} if username else _NOBODY())
    if known is not None:
        if name and name != known.name:
            said = _("用户名“%(username)s”是%(name)s的。换一个用户名，或者不写姓名。")
            raise Refused(said % {"username": username, "name": known.name})
        if not known.is_active:
            raise Refused(_("%(name)s的账号已停用。") % {"name": known.name})
        return known, ""
    user = people.create_account(username or people_queries.proposed_username(scope), name, by=by)
    return user, people.first_password(user, by=by)


def _NOBODY() -> str:
    return str(_("请选一个人；新来的人请写姓名。"))


@transaction.atomic
def appoint(
    role: Role,
    scope: str,
    *,
    by: Actor,
    username: str = "",
    name: str = "",
    station: str = "",
    organ: str = "",
    from_day: date | None = None,
    until_day: date | None = None,
) -> Appointed:
    """Post somebody (Article 4); a new person gets an account and a first password in the same act."""
    if not permissions.may_post(by, role, scope):
        raise PermissionDenied
    user, password = account_of(username, name, scope, by=by)
    if people_queries.same_posting(user.pk, role, scope, station, organ) is not None:
        raise Refused(_("%(name)s已经在这个岗位上。") % {"name": user.name})
    posting = people.post(
        user, role, scope, by=by, station=station, organ=organ, from_day=from_day, until_day=until_day
    )
    return Appointed(posting, user.username, password)
