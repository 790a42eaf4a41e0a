"""What every act on a station shares: the locked row, words for what cannot be, deputies told, a convener's end."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.deputies import queries as deputies
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.outbox import actions as outbox
from lianxin.stations.models import Attachment, Election, Station
from lianxin.stations.rules import ElectionState, State
from lianxin.stations.workflow import TABLE

VERBS = {
    "revise": gettext_lazy("修改申报"),
    "approve": gettext_lazy("批准"),
    "return_proposal": gettext_lazy("退回"),
    "close": gettext_lazy("关闭"),
    "merge": gettext_lazy("合并"),
    "reopen": gettext_lazy("重新启用"),
}
MOST_WORDS = 200


def locked(station: Station) -> Station:
    """The row as it is now, held for this act, with the one whose place it shares."""
    rows = Station.objects.select_for_update(of=("self",)).select_related("shares_with")
    return rows.get(pk=station.pk)


def county_locked(county: str) -> None:
    """Names and places of one county are given one after the other: its oldest station is held meanwhile."""
    Station.objects.select_for_update().filter(county=county).order_by("pk").first()


def allow(held: bool) -> None:
    if not held:
        raise PermissionDenied


def state_after(verb: str, station: Station) -> State:
    """The state a verb leads to; Refused in the words of whoever tried it."""
    if not TABLE.allows(verb, State(station.state)):
        raise Refused(
            _("“%(name)s”现在是“%(state)s”，不能%(verb)s。")
            % {"name": station.name, "state": station.get_state_display(), "verb": VERBS.get(verb, verb)}
        )
    return TABLE.after(verb, State(station.state))


def must_be_open(station: Station) -> None:
    if station.state != State.OPEN:
        raise Refused(
            _("“%(name)s”现在是“%(state)s”，要先开放。") % {"name": station.name, "state": station.get_state_display()}
        )


def clean(words: str, label: str, most: int = MOST_WORDS, *, needed: bool = False) -> str:
    """Words on one line; Refused when they are missing or too long."""
    found = " ".join(words.split())
    if needed and not found:
        raise Refused(_("请写%(label)s。") % {"label": label})
    if len(found) > most:
        numbers = {"label": label, "most": most, "now": len(found)}
        raise Refused(_("%(label)s最多%(most)d个字，现在是%(now)d个。") % numbers)
    return found


def levels_of(person_id: int, on: date | None = None) -> tuple[Level, ...]:
    """The levels at which somebody has a mandate in force."""
    return tuple(mandate.level for mandate in deputies.mandates_active(person_id, on))


def tell_deputy(kind: str, person_id: int, station: Station, **params: str) -> None:
    """One message to a deputy: by the machine when he has an account, else by telephone through the station."""
    person = deputies.people_in([person_id]).get()
    outbox.tell(
        kind,
        to_kind="deputy",
        to_ref=person.code,
        form="file" if person.user_id else "phone",
        params={"station": station.name, "deputy": person.name, **params},
        division=station.division,
        station=station.code,
    )


def tell_office(kind: str, station: Station, *, to: str, **params: str) -> None:
    """One message to the office of a division (12-digit code)."""
    outbox.tell(kind, to_kind="staff", to_ref=to, form="file", params={"station": station.name, **params}, division=to)


def election_of(attachment: Attachment, but: int = 0) -> Election | None:
    """The election from which a convener has his office; `but`: key of the one that is just giving it anew."""
    rows = (
        Election.objects.select_for_update()
        .filter(
            station_id=attachment.station_id,
            elected_id=attachment.person_id,
            state=ElectionState.CARRIED,
            ended_on=None,
        )
        .exclude(pk=but)
    )
    return rows.order_by("-held_on", "-pk").first()


def end_convening(
    attachment: Attachment, how: str, *, by: Actor, division: str, on: date | None = None, but: int = 0
) -> None:
    """The convener convenes no more from a day on; both his seat and the record of his election say so.

    but  key of the election in which he is elected again: it begins where the former ends
    """
    held = election_of(attachment, but)
    attachment.convener = False
    attachment.save(update_fields=["convener"])
    record("stations.convener_stepped_down", attachment, by=by, division=division, detail={"how": how})
    if held is not None:
        held.ended_on, held.ended_how = max(on or moment.today(), held.held_on), how[:MOST_WORDS]
        held.save(update_fields=["ended_on", "ended_how"])
        record("stations.election_ended", held, by=by, division=division)
