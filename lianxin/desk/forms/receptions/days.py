"""One reception: who sits there while it is drafted; moved, cancelled, handed to another after it was announced."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm, day, picked
from lianxin.desk.forms.receptions.rhythms import clock, ticks
from lianxin.receptions import actions, queries

REASON = _("原因和更正一起公布，写群众看得懂的，如“停电”“去县里开会”。")


# ── in the draft ───────────────────────────────────────────────────────────
class SeatDeputies(ActForm):
    verb, act, knows_version = "seat", actions.seat, False
    title, button, done = _("排这一天的代表"), _("排好了"), _("已排好")
    people = ticks(_("谁接待"), (), required=False)

    def prepare(self) -> None:
        self.known_people = {person.code: person for person in queries.people_of(self.row.station)}
        free = {each.person_id: each for each in queries.candidates(self.row)}
        sits = [seat.person_id for seat in queries.sitting(self.row)]
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (code, _busy(person, free.get(person.pk), person.pk in sits)) for code, person in self.known_people.items()
        ]
        self.initial.setdefault("people", [code for code, person in self.known_people.items() if person.pk in sits])
        self.lead = now("这一天排%(n)d位。") % {"n": self.row.needs}  # type: ignore[misc]
        self.leads_to = reverse("desk:plans_one", args=[self.row.plan.code])

    def values(self) -> dict[str, Any]:
        return {"people": [self.known_people[code].pk for code in self.cleaned_data["people"]]}


def _busy(person: Any, free: Any, sits: bool) -> str:
    if sits:
        return str(person.name)
    if free is None:
        return now("%(name)s　这一天不在，或者在别处接待") % {"name": person.name}
    return now("%(name)s　今年%(n)d次") % {"name": person.name, "n": free.times}


class LeaveOutDay(ActForm):
    verb, act, knows_version = "leave_out_day", actions.leave_out_day, False
    title, button, done = _("这一天不接待"), _("去掉"), _("已从计划里去掉")
    lead = _("还没有公告，去掉不算更正。")

    def prepare(self) -> None:
        self.leads_to = reverse("desk:plans_one", args=[self.row.plan.code])


# ── corrections ────────────────────────────────────────────────────────────
class Move(ActForm):
    verb, act = "move", actions.move_reception
    title, button, done = _("改期、换地点"), _("改，并公布"), _("已更正。代表和留了电话的预约人会通知到")
    lead = _("改了日子或钟点，原来的预约就取消，请人家重新约；只换地点的，预约还在。")
    on = day(_("哪一天"))
    starts, ends = clock(_("从几点")), clock(_("到几点"))
    place = forms.CharField(label=_("在哪里"), max_length=120)
    reason = forms.CharField(label=_("为什么改"), max_length=200, help_text=REASON)

    def prepare(self) -> None:
        better = queries.better_day(self.row)[1]
        for name, value in (("on", better or self.row.day), ("starts", self.row.starts), ("ends", self.row.ends)):
            self.initial.setdefault(name, value)
        self.initial.setdefault("place", self.row.place)

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"day": given.pop("on"), **given}


class KeepDay(ActForm):
    verb, act = "keep_day", actions.keep_day
    title, button, done = _("照常接待"), _("照常接待"), _("定了，照常接待")
    lead = _("休息日也接待，比如赶场的日子。日子不变，约了的不用动，也不再提醒。")


class Cancel(ActForm):
    verb, act = "cancel", actions.cancel_reception
    title, button, done = _("取消这次接待"), _("取消，并公布"), _("已取消。代表和留了电话的预约人会通知到")
    lead = _("能改期的，尽量改期。")
    reason = forms.CharField(label=_("为什么取消"), max_length=200, help_text=REASON)


class OfSeat(ActForm):
    """An act on one deputy's seat."""

    knows_version = False
    seat = picked(_("哪位代表"), ())

    def may(self, seat: Any) -> bool:
        """Whether the act is for this seat at all."""
        raise NotImplementedError

    def prepare(self) -> None:
        self.seats = {seat.code: seat for seat in self.row.sitting if self.may(seat)}
        words = [(code, f"{seat.person.name}{_state(seat)}") for code, seat in self.seats.items()]
        self.fields["seat"].choices = words  # type: ignore[attr-defined]
        if len(words) == 1:
            self.initial.setdefault("seat", words[0][0])

    def the_seat(self) -> Any:
        return self.seats[self.cleaned_data["seat"]]

    def carry_out(self) -> Any:
        given = {name: value for name, value in self.values().items() if name != "seat"}
        return type(self).act(self.the_seat(), by=self.actor, **given)


def _state(seat: Any) -> str:
    return "" if seat.state == "planned" else f"（{seat.get_state_display()}）"


def _offer(form: ActForm) -> None:
    """Whom the substitute is chosen from: the least busy first, guests last."""
    form.found = queries.candidates(form.row)  # type: ignore[attr-defined]
    form.fields["person"].choices = [(each.code, candidate_words(each)) for each in form.found]  # type: ignore[attr-defined]
    if not form.found:  # type: ignore[attr-defined]
        form.lead = now("这一天站里没有别的代表有空。可以改期，或者取消。")  # type: ignore[misc]


def candidate_words(each: queries.Candidate) -> str:
    """杨小满　今年2次."""
    said = now("%(name)s　今年%(n)d次") % {"name": each.name, "n": each.times}
    return now("%(who)s，上级代表，先问本人") % {"who": said} if each.guest else said


class Substitute(OfSeat):
    verb, act = "substitute", actions.substitute
    title, button, done = _("请别的代表来"), _("由他来，并公布"), _("已更正。代替的代表会收到通知，预约的人会通知到")
    lead = _("今年接待次数少的排在前面。先跟本人说好，再在这里点。")
    person = picked(_("请谁来"), ())
    reason = forms.CharField(label=_("为什么换"), max_length=200, required=False, help_text=REASON)
    field_order = ("seat", "person", "reason")

    def may(self, seat: Any) -> bool:
        covered = {other.stands_in_for_id for other in self.row.sitting}
        return seat.pk not in covered and (seat.state == "on_leave" or queries.seat_can("ask_leave", seat))

    def prepare(self) -> None:
        super().prepare()
        leaving = [code for code, seat in self.seats.items() if seat.state == "on_leave"]
        if leaving:
            self.initial.setdefault("seat", leaving[0])
        _offer(self)

    def carry_out(self) -> Any:
        who = next(each for each in self.found if each.code == self.cleaned_data["person"])  # type: ignore[attr-defined]
        return actions.substitute(self.the_seat(), who.person_id, by=self.actor, reason=self.cleaned_data["reason"])


class Join(ActForm):
    verb, act, knows_version = "join", actions.join, False
    title, button, done = _("再加一位代表"), _("加上，并公布"), _("已加上，他会收到通知")
    person = picked(_("加谁"), ())

    def prepare(self) -> None:
        _offer(self)

    def values(self) -> dict[str, Any]:
        who = next(each for each in self.found if each.code == self.cleaned_data["person"])  # type: ignore[attr-defined]
        return {"person_id": who.person_id}


class LeaveOut(OfSeat):
    verb, act = "leave_out", actions.leave_out
    title, button, done = _("不来的代表去掉"), _("去掉，并公布"), _("已更正")
    lead = _("没有人代替，也还有别的代表接待，就把他从公告上去掉。")
    reason = forms.CharField(label=_("原因"), max_length=200, required=False, help_text=REASON)

    def may(self, seat: Any) -> bool:
        return queries.seat_can("drop", seat)


class AskLeave(OfSeat):
    verb, act = "ask_leave", actions.ask_leave
    title, button, done = _("请假"), _("请假"), _("已请假，召集人和联络员会找人代替")
    lead = _("不用写原因。站里马上知道，会找别的代表来。")
    words = forms.CharField(label=_("想说的话"), max_length=120, required=False)

    def may(self, seat: Any) -> bool:
        own = self.actor.person_id == seat.person_id
        return queries.seat_can("ask_leave", seat) and (own or queries.arranges(self.actor, self.row))

    def prepare(self) -> None:
        super().prepare()
        one_own(self)


class TakeBackLeave(OfSeat):
    verb, act = "take_back_leave", actions.take_back_leave
    title, button, done = _("又能来了"), _("我能来"), _("已取消请假")
    lead = _("还没有请别的代表，就还是您。")

    def may(self, seat: Any) -> bool:
        own = self.actor.person_id == seat.person_id
        return seat in queries.on_leave(self.row) and (own or queries.arranges(self.actor, self.row))

    def prepare(self) -> None:
        super().prepare()
        one_own(self)


def one_own(form: OfSeat) -> None:
    """A deputy who can only mean himself is not asked who; he goes back to his own page."""
    own = [code for code, seat in form.seats.items() if seat.person_id == form.actor.person_id]
    if own and not queries.arranges(form.actor, form.row):
        form.fields["seat"].widget = forms.HiddenInput()
        form.initial["seat"] = own[0]
        form.leads_to = reverse("desk:my_receptions")


FORMS: dict[str, type[ActForm]] = {
    form.verb: form
    for form in (SeatDeputies, LeaveOutDay, Move, KeepDay, Cancel, Substitute, Join, LeaveOut, AskLeave, TakeBackLeave)
}
