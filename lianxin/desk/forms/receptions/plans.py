"""A year's plan on its way: drafted, what each deputy can do, the room, one day more, to the chair and to everybody."""

from datetime import date, time
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm, day, picked, prose
from lianxin.desk.forms.receptions import rhythms, typed
from lianxin.desk.forms.receptions.rhythms import WEEKDAYS, Houred, clock, hours_of, ticks
from lianxin.desk.views.book import NewForm
from lianxin.kit import moment
from lianxin.kit.wording import bare_day, weekday_name
from lianxin.receptions import actions, queries
from lianxin.receptions.queries import proposing

AWAY = _("一行一段，如 3月1日—3月15日，或者 7月。")


class DraftPlan(NewForm):
    verb, act = "draft_plan", actions.draft_plan
    title, button, done = _("拟定接待计划"), _("开始拟定"), _("开始了。先定哪些日子接待")
    lead = _("一个站一年一份。先定日子，再排代表，报主席确认以后公告。")
    station = forms.ChoiceField(label=_("哪个站"))
    year = picked(_("哪一年"), ())
    words = forms.CharField(label=_("说明"), max_length=300, required=False, help_text=_("公告里看不到，给主席看的。"))

    def prepare(self) -> None:
        self.stations = {row.code: row for row in queries.may_plan_at(self.actor)}
        named = [(code, row.name) for code, row in self.stations.items()]
        self.fields["station"].choices = named if len(named) == 1 else [("", now("请选")), *named]  # type: ignore[attr-defined]
        this = moment.today().year
        self.fields["year"].choices = [(str(y), now("%(y)d年") % {"y": y}) for y in (this, this + 1)]  # type: ignore[attr-defined]
        self.initial.setdefault("year", str(this + 1 if moment.today().month >= 10 else this))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "station": self.stations[given["station"]], "year": int(given["year"])}


# ── deputies ───────────────────────────────────────────────────────────────
class Wished(ActForm):
    """What a deputy can and wants to do this year."""

    knows_version = False
    button, done = _("记下"), _("已记下，排的时候照顾到")
    least = forms.IntegerField(label=_("全年至少几次"), min_value=0, max_value=366, initial=1)
    most = forms.IntegerField(label=_("全年最多几次"), min_value=0, max_value=366, required=False)
    away = prose(_("哪些日子不在"), 3, required=False, max_length=1000, help_text=AWAY)
    own_days = prose(
        _("只在这些日子来"), 2, required=False, max_length=1000,
        help_text=_("市、省、全国代表由本人挑日子；别的代表一般空着。一行一个，如 5月8日。"),
    )  # fmt: skip

    def known(self, wish: Any) -> None:
        """What was said before."""
        if wish is None:
            return
        spans = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in wish.away]
        self.initial.setdefault("least", wish.least)
        self.initial.setdefault("most", wish.most)
        self.initial.setdefault("away", typed.said(spans))
        self.initial.setdefault("own_days", typed.said([(date.fromisoformat(d),) for d in wish.own_days]))

    def clean_away(self) -> list[typed.Span]:
        return typed.spans(self.cleaned_data["away"], self.row.year)

    def clean_own_days(self) -> list[date]:
        return typed.days(self.cleaned_data["own_days"], self.row.year)


class Wish(Wished):
    verb, act = "wish", actions.set_wish
    title, lead = _("记下代表的安排"), _("代表本人说的，就这样记。没有记的，按每年至少1次排。")
    person = forms.ChoiceField(label=_("哪位代表"))
    field_order = ("person", "least", "most", "away", "own_days")

    def prepare(self) -> None:
        self.known_people = {person.code: person for person in queries.people_of(self.row.station)}
        found = [(code, person.name) for code, person in self.known_people.items()]
        self.fields["person"].choices = [("", now("请选")), *found]  # type: ignore[attr-defined]
        person = self.known_people.get(str(self.initial.get("person", "")))
        self.known(queries.wish_of(self.row, person.pk) if person else None)

    def values(self) -> dict[str, Any]:
        given = super().values()
        person = self.known_people[given.pop("person")]
        return {**given, "person_id": person.pk}


class MyWish(Wished):
    verb, act = "my_wish", actions.set_wish
    title, lead = _("我这一年的安排"), _("写上您不在的日子、愿意来几次，排的人会照顾到。排好以后还能请假。")
    field_order = ("away", "least", "most", "own_days")

    def prepare(self) -> None:
        self.known(queries.wish_of(self.row, self.actor.person_id))
        self.leads_to = reverse("desk:my_receptions")

    def values(self) -> dict[str, Any]:
        return {**super().values(), "person_id": self.actor.person_id or 0}


# ── the room ───────────────────────────────────────────────────────────────
class UseRoom(ActForm):
    verb, knows_version = "use_room", False
    title, button, done = _("场所别人要用"), _("记下"), _("已记下，排计划时会避开")
    lead = _("比如每周三镇里开例会、5月8日办培训。接待就不排在那个时候。")
    words = forms.CharField(label=_("谁在用"), max_length=60)
    weekday = forms.ChoiceField(label=_("每周几"), required=False, choices=(("", _("不是每周")), *WEEKDAYS))
    on = day(_("或者哪一天"), required=False)
    starts, ends = clock(_("从几点")), clock(_("到几点"))

    def carry_out(self) -> Any:
        given = super().values()
        weekday = given.pop("weekday")
        return actions.use_room(
            self.row.station, by=self.actor, day=given.pop("on"), weekday=int(weekday) if weekday else None, **given
        )


def use_words(row: Any) -> str:
    """每周三 8:00—12:00　镇里开例会."""
    when = bare_day(row.day) if row.day else now("每%(weekday)s") % {"weekday": weekday_name(row.weekday)}
    return f"{when} {row.starts:%H:%M}—{row.ends:%H:%M}"


class FreeRoom(ActForm):
    verb, act, knows_version = "free_room", actions.free_room, False
    title, button, done = _("场所空出来了"), _("不再占用"), _("已取消占用")
    use = forms.ChoiceField(label=_("哪一条"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.uses = {row.code: row for row in queries.room_uses(self.row.station)}
        self.fields["use"].choices = [(c, f"{use_words(r)}　{r.words}") for c, r in self.uses.items()]  # type: ignore[attr-defined]

    def carry_out(self) -> Any:
        return actions.free_room(self.uses[self.cleaned_data["use"]], by=self.actor)


# ── one more ───────────────────────────────────────────────────────────────
class AddReception(ActForm, Houred):
    verb, act, knows_version = "add_reception", actions.add_reception, False
    title, button, done = _("加一次接待"), _("加上，马上公告"), _("已加上并公告，接待的代表会收到通知")
    lead = _("计划公告以后再加的，是一次更正，大家都看得到。")
    on = day(_("哪一天"))
    people = ticks(_("谁接待"), ())
    reason = forms.CharField(label=_("为什么加"), max_length=200, required=False, help_text=_("会一起公布。"))

    def prepare(self) -> None:
        self.known_people = {person.code: person for person in queries.people_of(self.row.station)}
        self.fields["people"].choices = [(code, person.name) for code, person in self.known_people.items()]  # type: ignore[attr-defined]
        self.initial.setdefault("starts", time(9))
        self.initial.setdefault("ends", time(11))
        self.order_fields(["on", "starts", "ends", "people", "place", "reason", "slot_minutes", "per_slot"])

    def values(self) -> dict[str, Any]:
        given = super().values()
        people = [self.known_people[code].pk for code in given.pop("people")]
        return {"day": given.pop("on"), "hours": hours_of(given, len(people)), "people": people, **given}


# ── the plan maker ─────────────────────────────────────────────────────────
class TryYear(ActForm):
    verb, act, knows_version = "try_year", actions.want_proposal, False
    title, button, done = _("试排全年"), _("开始试排"), _("正在试排，几秒钟就好")
    lead = _("照各位代表的次数、不在的日子和场所来排；排不下的会说明为什么。只是试排，采用以前什么都不改。")
    together = forms.BooleanField(label=_("全乡镇各站在拟的计划一起排"), required=False)

    def prepare(self) -> None:
        beside = [plan.station.name for plan in proposing.companions(self.row, self.actor)]
        if beside:
            self.fields["together"].help_text = "、".join(beside)
        else:
            del self.fields["together"]


class Adopt(ActForm):
    verb, act, knows_version = "adopt", actions.adopt_proposal, False
    title, button, done = _("采用试排结果"), _("采用"), _("已采用。还可以一天一天再改")
    lead = _("原来排好的代表会换成试排的。")


# ── its way ────────────────────────────────────────────────────────────────
class Submit(ActForm):
    verb, act, knows_version = "submit", actions.submit_plan, False
    title, button, done = _("报主席确认"), _("报上去"), _("已报主席确认")
    lead = _("报上去以后先不能改；主席可以退回来。")


class GiveBack(ActForm):
    verb, act, knows_version = "give_back", actions.give_plan_back, False
    title, button, done = _("退回修改"), _("退回"), _("已退回，拟定的人看得到您的意见")
    words = prose(_("要改什么"), max_length=300)


class Confirm(ActForm):
    verb, act, knows_version = "confirm", actions.confirm_plan, False
    title, button, done = _("确认计划"), _("确认"), _("已确认，可以公告了")
    lead = _("确认以后由站里公告：哪天、哪里、哪位代表，群众都看得到。")


class Publish(ActForm):
    verb, act, knows_version = "publish", actions.publish_plan, False
    title, button, done = _("公告全年计划"), _("公告"), _("已公告。接待的代表会收到通知")
    lead = _("公告以后，每一次改动都是更正，大家看得到，约了的人会通知到。")


FORMS: dict[str, type[ActForm]] = {
    form.verb: form
    for form in (
        DraftPlan,
        Wish,
        MyWish,
        UseRoom,
        FreeRoom,
        AddReception,
        TryYear,
        Adopt,
        Submit,
        GiveBack,
        Confirm,
        Publish,
    )
} | rhythms.FORMS
