"""Elections of conveners and invitations, for the desk; the record that is printed and signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lianxin.deputies.queries import people_in
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.papers.shapes import Record, Table
from lianxin.stations import permissions
from lianxin.stations.models import Attachment, Candidate, Election, Invitation, Station
from lianxin.stations.queries.people import people_at
from lianxin.stations.rules import ElectionKind, ElectionState, InvitationState

if TYPE_CHECKING:
    from lianxin.deputies.models import Person


@dataclass(frozen=True)
class Convening:
    """Who convenes at a station, since when and until when, and the election he has it from (none on old rows)."""

    attachment: Attachment
    election: Election | None


def invitations_visible_to(actor: Actor) -> QuerySet[Invitation]:
    """Invitations on the actor's desk, those that wait first, the newest on top."""
    rows = permissions.invitations_visible_to(actor).select_related("station", "person")
    return rows.order_by("answered_on", "-asked_on", "-pk")


def waiting_invitations(person_id: int) -> QuerySet[Invitation]:
    """What a deputy has still to answer, the oldest first."""
    rows = Invitation.objects.filter(person_id=person_id, state=InvitationState.SENT)
    return rows.select_related("station").order_by("asked_on", "pk")


def elections_visible_to(actor: Actor) -> QuerySet[Election]:
    """Elections on the actor's desk, the newest first."""
    rows = permissions.elections_visible_to(actor).select_related("station", "elected")
    return rows.order_by("-held_on", "-pk")


def voters(election: Election) -> "list[Person]":
    """Who may vote on the day: the deputies of the station with a mandate in force, the convener first."""
    keys = people_at(election.station.code, election.held_on)
    found = {person.pk: person for person in people_in(keys)}
    return [found[key] for key in keys if key in found]


def next_round(election: Election) -> Election | None:
    """The run-off that follows an election nobody won."""
    return Election.objects.filter(follows=election).first()


def standing_in(election: Election) -> list[Candidate]:
    """Who stands: most votes first once they are counted."""
    rows = election.candidates.select_related("person").order_by("pk")
    return sorted(rows, key=lambda candidate: -(candidate.votes or 0))


def convening_at(station: Station, on: date | None = None) -> Convening | None:
    """The convener of a station by the record, whether or not his mandate is in force."""
    seats = Attachment.objects.convening(on or moment.today()).filter(station=station)
    seat = seats.select_related("person").first()
    if seat is None:
        return None
    rows = station.elections.filter(elected=seat.person_id, state=ElectionState.CARRIED, ended_on=None)
    return Convening(seat, rows.order_by("-held_on", "-pk").first())


def how_he_came(station: Station, person_ids: Sequence[int]) -> dict[int, Invitation]:
    """Person → the invitation that he accepted at this station; who was attached directly is not in it."""
    rows = station.invitations.filter(person_id__in=person_ids, state=InvitationState.ACCEPTED).order_by("answered_on")
    return {row.person_id: row for row in rows}


def election_paper(election: Election) -> Record:
    """The record of one election or dismissal, to be printed, signed and kept (推选记录)."""
    dismissal = election.kind == ElectionKind.DISMISS
    title = _("罢免召集人表决记录") if dismissal else _("代表联络站召集人推选记录")
    signed = election.present is not None or election.state == ElectionState.NOTICED
    return Record(
        title=title,
        pairs=tuple(_pairs(election)),
        tables=(_votes(election),) if election.kind != ElectionKind.EARLIER else (),
        paragraphs=tuple(_paragraphs(election)),
        signatures=(_("主持人"), _("计票人"), _("监票人")) if signed else (),
        issuer=election.station.name,
        day=_day(election.held_on),
    )


def _day(day: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}


def _number(value: int | None) -> str:
    """A count; before it is entered, a place to write it by hand."""
    return "　　　　" if value is None else str(value)


def _pairs(election: Election) -> list[tuple[str, str]]:
    pairs = [
        (_("代表联络站"), election.station.name),
        (_("日期"), _day(election.held_on)),
        (_("地点"), election.place),
        (_("方式"), _("无记名投票") if election.secret else _("公开表决")),
        (_("轮次"), _("第%(n)d轮") % {"n": election.round}),
        (_("事由"), election.cause),
        (_("应到人数"), _number(election.eligible)),
        (_("实到人数"), _number(election.present)),
        (_("主持人"), election.chaired_by),
        (_("计票人"), election.counted_by),
    ]
    if election.kind == ElectionKind.EARLIER:
        pairs = [pair for pair in pairs if pair[0] in (_("代表联络站"), _("日期"), _("事由"))]
    return [(name, value) for name, value in pairs if value]


def _votes(election: Election) -> Table:
    found = standing_in(election)
    rows: list[tuple[str, ...]] = []
    counted = election.present is not None
    if election.kind == ElectionKind.DISMISS:
        rows = [(_("赞成罢免%(name)s") % {"name": c.person.name}, _number(c.votes)) for c in found]
        rows.append((_("反对"), _number(election.against if counted else None)))
    else:
        rows = [(c.person.name, _number(c.votes)) for c in found]
    rows.append((_("弃权"), _number(election.blank_votes if counted else None)))
    rows.append((_("无效票"), _number(election.invalid_votes if counted else None)))
    return Table(_("得票"), (_("候选人"), _("票数")), tuple(rows))


def _paragraphs(election: Election) -> list[str]:
    words = [_("到会代表过半数，推选有效；得票超过到会代表半数的当选。")]
    if election.kind == ElectionKind.EARLIER:
        words = [_("这次推选在使用本平台以前进行，没有计票数字，照原来的记录补记。")]
    if result := result_in_words(election):
        words.append(result)
    if election.ended_on:
        words.append(_("%(day)s卸任：%(how)s。") % {"day": _day(election.ended_on), "how": election.ended_how})
    return words


def result_in_words(election: Election) -> str:
    """What came of it, in one sentence; '' while it is not counted."""
    name = election.elected.name if election.elected else ""
    if election.state == ElectionState.CARRIED:
        if election.kind == ElectionKind.DISMISS:
            return _("结果：赞成票过到会代表的半数，罢免通过。")
        until = _("，任期到%(day)s") % {"day": _day(election.term_until)} if election.term_until else ""
        return _("结果：%(name)s当选召集人%(until)s。") % {"name": name, "until": until}
    return {
        ElectionState.RUN_OFF: _("结果：没有人得票过半数，得票最多的进入下一轮。"),
        ElectionState.LOST: _("结果：没有通过。"),
        ElectionState.NO_QUORUM: _("结果：到会代表没有过半数，推选无效，另行召集。"),
        ElectionState.CALLED_OFF: _("这次会议取消：%(how)s。") % {"how": election.ended_how},
    }.get(ElectionState(election.state), "")
