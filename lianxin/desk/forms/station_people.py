"""Forms of a station's deputies: attaching, inviting, electing their convener."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.deputies import queries as deputies
from lianxin.desk.forms.frame import ActForm, day, picked, prose
from lianxin.stations import actions, queries
from lianxin.stations.rules import ElectionKind

BALLOTS = (("secret", _("无记名投票")), ("open", _("公开表决")))


def election_address(election: Any) -> str:
    """Where one election is at the desk."""
    return reverse("desk:elections_one", args=[election.code])


class OfPerson(ActForm):
    """An act on one deputy, named by his code."""

    knows_version = False
    person = forms.ChoiceField(label=_("哪位代表"))

    def offer(self, found: list[tuple[str, str]]) -> None:
        self.fields["person"].choices = [("", now("请选")), *found]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        who = deputies.by_code(given.pop("person"))
        assert who is not None  # the choices are codes of persons
        return {**given, "person_id": who.pk}


class Attach(OfPerson):
    verb, act = "attach", actions.attach
    title, button, done = _("代表进站"), _("进站"), _("已进站，站里的页面上马上有他")
    lead = _("本县、本乡镇的代表直接进站。只是市、省、全国代表的，请用“邀请代表”，由他本人决定。")
    from_day = day(_("从哪天起"), required=False, help_text=_("不填就是今天。"))

    def prepare(self) -> None:
        self.offer(queries.may_come(self.row))


class Invite(OfPerson):
    verb, act = "invite", actions.invite
    title, button, done = _("邀请代表"), _("发出邀请"), _("邀请已发出，等他本人答复")
    lead = _("市、省、全国代表来不来，由本人决定。有账号的他自己点一下；没有的，由站里打电话问，再记下他的话。")
    words = prose(_("邀请的话"), max_length=300, required=False)

    def prepare(self) -> None:
        self.offer(queries.may_be_asked(self.row))


class Detach(ActForm):
    verb, act, knows_version = "detach", actions.detach, False
    title, button, done = _("代表离站"), _("离站"), _("已离站，历史留着")
    lead = _("他要是召集人，召集人就空出来。")
    seat = forms.ChoiceField(label=_("哪位代表"))
    last_day = day(_("最后一天"), required=False, help_text=_("不填就是昨天。"))

    def prepare(self) -> None:
        found = [(seat.code, seat.person.name) for seat in queries.seats_at(self.row)]
        self.fields["seat"].choices = [("", now("请选")), *found]  # type: ignore[attr-defined]

    def carry_out(self) -> Any:
        seat = queries.seats_at(self.row).get(code=self.cleaned_data["seat"])
        return actions.detach(seat, by=self.actor, last_day=self.cleaned_data["last_day"])


# ── invitations ────────────────────────────────────────────────────────────
class Accept(ActForm):
    verb, act, knows_version = "accept", actions.answer_invitation, False
    title, button, done = _("接受邀请"), _("接受"), _("谢谢您！您已是站里的代表")
    lead = _("接受以后，站里的页面上会按您同意公开的内容列出您；接待、走访由您和召集人商量。随时可以离站。")

    def values(self) -> dict[str, Any]:
        return {"accepted": True}


class Decline(ActForm):
    verb, act, knows_version = "decline", actions.answer_invitation, False
    title, button, done = _("谢绝邀请"), _("谢绝"), _("已告诉站里")
    words = prose(_("想说的话"), 2, max_length=300, required=False)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "accepted": False}


class NoteAnswer(ActForm):
    verb, act, knows_version = "note_answer", actions.answer_invitation, False
    title, button, done = _("记下他的答复"), _("记下"), _("已记下")
    lead = _("他本人怎么说的，就怎么记。")
    accepted = picked(_("他愿意来吗"), (("yes", _("愿意")), ("no", _("不来"))))
    how = picked(_("怎样答复的"), queries.ANSWERED_BY_HAND)
    words = prose(_("他说的话"), 2, max_length=300, required=False)

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "accepted": given["accepted"] == "yes"}


class WithdrawInvitation(ActForm):
    verb, act, knows_version = "withdraw_invitation", actions.withdraw_invitation, False
    title, button, done = _("收回邀请"), _("收回"), _("邀请已收回")


INVITATION: dict[str, type[ActForm]] = {form.verb: form for form in (Accept, Decline, NoteAnswer, WithdrawInvitation)}


# ── elections ──────────────────────────────────────────────────────────────
class Notice(ActForm):
    """Day, place and way of a meeting of the station's deputies."""

    knows_version = False
    held_on = day(_("哪天开会"))
    place = forms.CharField(label=_("地点"), max_length=120)
    ballot = picked(_("怎样表决"), BALLOTS, initial="secret")

    def prepare(self) -> None:
        self.initial.setdefault("place", self.row.place.address)

    def values(self) -> dict[str, Any]:
        given = super().values()
        ballot = given.pop("ballot")
        return {**given, "secret": ballot == "secret"}


class NoticeElection(Notice):
    verb, act = "notice_election", actions.notice_election
    title, button, done = _("通知推选召集人"), _("通知全体代表"), _("已通知全体代表")
    lead = _("到会代表过半数才能推选，得票过到会代表半数的当选；都没过半，由得票最多的两位再选一轮。")
    candidates = forms.MultipleChoiceField(label=_("候选人"), widget=forms.CheckboxSelectMultiple)
    field_order = ("candidates", "held_on", "place", "ballot")

    def prepare(self) -> None:
        super().prepare()
        people = deputies.people_in(queries.people_at(self.row.code))
        self.people = {person.code: person for person in people}
        offered = [(code, person.name) for code, person in self.people.items()]
        self.fields["candidates"].choices = offered  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "candidates": [self.people[code].pk for code in given["candidates"]]}

    def carry_out(self) -> Any:
        made = super().carry_out()
        self.leads_to = election_address(made)
        return made


class NoticeDismissal(Notice):
    verb, act = "notice_dismissal", actions.notice_election
    title, button, done = _("通知表决罢免召集人"), _("通知全体代表"), _("已通知全体代表")
    lead = _("到会代表过半数才能表决，赞成票过到会代表半数的通过。")
    cause = forms.CharField(label=_("事由"), max_length=200)
    field_order = ("cause", "held_on", "place", "ballot")

    def values(self) -> dict[str, Any]:
        return {**super().values(), "kind": ElectionKind.DISMISS}


class NoteEarlier(OfPerson):
    verb, act = "note_earlier", actions.elect_convener
    title, button, done = _("补记以前的推选"), _("记下"), _("已记下，召集人从记录里来")
    lead = _("使用本平台以前推选的，照会议记录补记，没有计票数字。")
    elected_on = day(_("哪天推选的"))
    term_until = day(_("任期到哪天"), required=False)
    cause = forms.CharField(label=_("依据"), max_length=200, required=False, help_text=_("哪次会议的记录。"))

    def prepare(self) -> None:
        people = deputies.people_in(queries.people_at(self.row.code))
        self.offer([(person.code, person.name) for person in people])


class StepDown(ActForm):
    verb, act, knows_version = "step_down", actions.step_down, False
    title, button, done = _("召集人卸任"), _("卸任"), _("召集人已卸任，请重新推选")
    cause = forms.CharField(label=_("原因"), max_length=200, required=False)


class CountVotes(ActForm):
    verb, act, knows_version = "count_votes", actions.count_votes, False
    title, button = _("计票"), _("记下结果")
    eligible = forms.IntegerField(label=_("应到人数"), min_value=0, max_value=9999)
    present = forms.IntegerField(label=_("实到人数"), min_value=0, max_value=9999)
    blank = forms.IntegerField(label=_("弃权票"), min_value=0, max_value=9999, initial=0)
    invalid = forms.IntegerField(label=_("无效票"), min_value=0, max_value=9999, initial=0)
    chaired_by = forms.CharField(label=_("主持人"), max_length=40, required=False)
    counted_by = forms.CharField(label=_("计票人"), max_length=40, required=False)
    term_until = day(_("任期到哪天"), required=False, help_text=_("不填就到改选为止。"))
    run_off_on = day(_("要再选一轮的话，哪天"), required=False, help_text=_("不填就当场再选。"))

    def prepare(self) -> None:
        self.initial["eligible"] = len(queries.voters(self.row))
        self.standing = {f"votes_{c.code}": c for c in queries.standing_in(self.row)}
        dismissal = self.row.kind == ElectionKind.DISMISS
        for name, candidate in self.standing.items():
            words = now("赞成罢免%(name)s") if dismissal else now("%(name)s的票")
            self.fields[name] = _votes(words % {"name": candidate.person.name})
        if dismissal:
            self.fields["against"] = _votes(now("反对"))
            del self.fields["term_until"], self.fields["run_off_on"]
        votes = [*self.standing, *(["against"] if dismissal else [])]
        self.order_fields(["eligible", "present", *votes, "blank", "invalid"])

    def values(self) -> dict[str, Any]:
        given = super().values()
        votes = {c.person_id: given.pop(name) for name, c in self.standing.items()}
        return {**given, "votes": votes}

    def carry_out(self) -> Any:
        made = super().carry_out()
        self.done = queries.result_in_words(made)
        following = queries.next_round(made)
        if following is not None:
            self.leads_to = election_address(following)
        return made


def _votes(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=9999)


class CallOff(ActForm):
    verb, act, knows_version = "call_off", actions.call_off_election, False
    title, button, done = _("取消这次会议"), _("取消"), _("已取消")
    cause = forms.CharField(label=_("取消的原因"), max_length=200)


ELECTION: dict[str, type[ActForm]] = {form.verb: form for form in (CountVotes, CallOff)}
FORMS: dict[str, type[ActForm]] = {
    form.verb: form for form in (Attach, Invite, Detach, NoticeElection, NoticeDismissal, NoteEarlier, StepDown)
}
