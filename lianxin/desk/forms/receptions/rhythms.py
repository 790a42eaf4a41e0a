"""How the days of a plan are named: a form for each kind of rhythm, which shows its days before it is saved."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm, LookFirst, picked, prose
from lianxin.desk.forms.receptions import typed
from lianxin.kit.workflow import Refused
from lianxin.receptions import actions, queries, rhythm, rules
from lianxin.receptions.rhythm import Every, Rhythm, Shift

WEEKDAYS = tuple(
    zip(map(str, range(7)), (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")), strict=True)
)
ORDINALS = (
    ("1", _("第一个")),
    ("2", _("第二个")),
    ("3", _("第三个")),
    ("4", _("第四个")),
    ("5", _("第五个")),
    ("-1", _("最后一个")),
)
MONTHS = tuple((str(n), format_lazy(_("{n}月"), n=n)) for n in range(1, 13))
WHICH = (("all", _("每个月")), ("odd", _("单月")), ("even", _("双月")), ("some", _("只在下面勾的月份")))
SHIFTS = (
    (Shift.FORWARD, _("顺延到下一个工作日")),
    (Shift.BACK, _("提前到上一个工作日")),
    (Shift.WEEK, _("推后一周")),
    (Shift.SKIP, _("这次不办")),
    (Shift.KEEP, _("照常接待")),
)
SLOTS = tuple(
    (str(n), format_lazy(_("{n}分钟"), n=n) if n else _("不接受预约，当天来就行")) for n in rules.SLOT_MINUTES
)


def ticks(
    label: Any, choices: Any, *, required: bool = True, short: bool = False, **more: Any
) -> forms.MultipleChoiceField:
    """Several of a few; `short` ones stand beside each other."""
    box = forms.CheckboxSelectMultiple(attrs={"class": "picks--short"} if short else None)
    return forms.MultipleChoiceField(label=label, choices=choices, required=required, widget=box, **more)


def clock(label: Any, **more: Any) -> forms.TimeField:
    """An hour, with the browser's own clock where it has one."""
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), **more)


class Houred(forms.Form):
    """When and where receptions are, and for how many: the part that rhythms and single receptions share."""

    starts = clock(_("从几点"))
    ends = clock(_("到几点"))
    place = forms.CharField(label=_("在哪里"), max_length=120, required=False, help_text=_("不填就是站里的地址。"))
    slot_minutes = forms.ChoiceField(label=_("预约的，每位几分钟"), choices=SLOTS, initial="20")
    per_slot = forms.IntegerField(
        label=_("同一时间能约几位"), min_value=1, max_value=rules.MOST_IN_A_SLOT, initial=1,
        help_text=_("几位代表分开坐，就能同时接待几位。"),
    )  # fmt: skip


def hours_of(given: dict[str, Any], needs: int) -> actions.Hours:
    """The hours out of a form's values, which are taken out of them."""
    return actions.Hours(
        given.pop("starts"), given.pop("ends"), given.pop("place"), needs,
        int(given.pop("slot_minutes")), given.pop("per_slot"),
    )  # fmt: skip


class RhythmForm(LookFirst, Houred):
    """A rhythm with its hours; subclasses name the days."""

    knows_version = False
    act = actions.add_rhythm
    button, sure, done = _("先看是哪些天"), _("就这样加上"), _("已加进计划")
    shows = "desk/_rhythm_ahead.html"
    every: ClassVar[Every]
    needs = forms.IntegerField(label=_("每次几位代表"), min_value=1, max_value=rules.MOST_NEEDED, initial=1)
    shift = picked(_("遇到放假、周末"), SHIFTS, initial=Shift.FORWARD)
    order: ClassVar[tuple[str, ...]] = ()

    def prepare(self) -> None:
        """As the plan's last rhythm has it; else a morning at the station."""
        last = next(reversed(queries.rhythms_of(self.row)), None)
        for name, usual in (("starts", time(9)), ("ends", time(11)), ("place", self.row.station.place.address)):
            self.initial.setdefault(name, getattr(last, name, usual))
        for name, least in (("needs", 1), ("slot_minutes", 20), ("per_slot", 1)):
            self.initial.setdefault(name, getattr(last, name, least))
        self.order_fields([*self.order, "shift", "starts", "ends", "place", "needs", "slot_minutes", "per_slot"])

    def named(self, given: dict[str, Any]) -> dict[str, Any]:
        """The fields of the rhythm out of the form's values."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        given = super().values()
        hours = hours_of(given, given.pop("needs"))
        shift = Shift(given.pop("shift"))
        return {"wanted": Rhythm(every=self.every, shift=shift, **self.named(given)), "hours": hours}

    def would_be(self) -> Mapping[str, Any]:
        given = self.values()
        try:
            ahead = queries.ahead(self.row, given["wanted"], given["hours"].starts)
        except rhythm.BadRhythm as error:
            raise Refused(str(error)) from error
        return {"words": rhythm.words(given["wanted"]), "ahead": ahead}


class Monthly(RhythmForm):
    """In which months."""

    which = picked(_("哪些月份"), WHICH, initial="all")
    months = ticks(_("月份"), MONTHS, required=False, short=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("which") == "some" and not given.get("months"):
            self.add_error("months", _("请勾至少一个月份。"))
        return given

    def chosen(self, given: dict[str, Any]) -> tuple[int, ...]:
        picked_ = tuple(int(n) for n in given["months"])
        return {"all": (), "odd": rhythm.ODD, "even": rhythm.EVEN, "some": picked_}[given["which"]]


class Weekly(RhythmForm):
    verb, every = "weekly", Every.WEEKLY
    title, lead = _("每周几"), _("比如每周一，或者每周一、周四。")
    weekdays = ticks(_("星期几"), WEEKDAYS, short=True)
    order = ("weekdays",)

    def named(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"weekdays": tuple(int(n) for n in given["weekdays"])}


class NthWeekday(Monthly):
    verb, every = "nth", Every.MONTHLY_WEEKDAY
    title, lead = _("每月第几个周几"), _("比如每月第一个周五。")
    ordinals = ticks(_("第几个"), ORDINALS, short=True)
    weekdays = ticks(_("星期几"), WEEKDAYS, short=True)
    order = ("ordinals", "weekdays", "which", "months")

    def named(self, given: dict[str, Any]) -> dict[str, Any]:
        numbers = {name: tuple(int(n) for n in given[name]) for name in ("ordinals", "weekdays")}
        return {**numbers, "months": self.chosen(given)}


class MonthDays(Monthly):
    verb, every = "monthly", Every.MONTHLY_DAY
    title, lead = _("每月几号"), _("比如每月15号，或者单月的15号。")
    days = forms.CharField(label=_("几号"), max_length=60, help_text=_("几个就用顿号隔开，如 5、20。"))
    order = ("days", "which", "months")

    def clean_days(self) -> tuple[int, ...]:
        return typed.numbers(self.cleaned_data["days"], 1, 31)

    def named(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"days": given["days"], "months": self.chosen(given)}


class MarketDays(RhythmForm):
    verb, every = "market", Every.LUNAR
    title = _("赶场的日子")
    lead = _("按农历逢几赶场来排，群众赶场顺路就能来。大月小月、闰月都替您推算好。")
    digits = forms.CharField(
        label=_("逢几"), max_length=20, help_text=_("写尾数，如 三、八，就是初三、初八、十三、十八……")
    )
    leap_months = forms.BooleanField(label=_("闰月也赶场"), required=False, initial=True)
    order = ("digits", "leap_months")

    def prepare(self) -> None:
        self.initial.setdefault("shift", Shift.KEEP)
        super().prepare()

    def clean_digits(self) -> tuple[int, ...]:
        return typed.numbers(self.cleaned_data["digits"], 0, 10)

    def named(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"days": rhythm.market_days(*given["digits"]), "leap_months": given["leap_months"]}


class SingleDates(RhythmForm):
    verb, every = "dates", Every.DATES
    title, lead = _("单个的日子"), _("没有规律的，把日子一个个写上。")
    dates = prose(_("哪几天"), 4, max_length=2000, help_text=_("一行一个，如 3月8日。"))
    order = ("dates",)

    def prepare(self) -> None:
        self.initial.setdefault("shift", Shift.KEEP)
        super().prepare()

    def clean_dates(self) -> tuple[date, ...]:
        return tuple(typed.days(self.cleaned_data["dates"], self.row.year))

    def named(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"dates": given["dates"]}


class DropRhythm(ActForm):
    verb, act, knows_version = "drop_rhythm", actions.drop_rhythm, False
    title, button, done = _("去掉一条规律"), _("去掉"), _("已去掉，按它排的日子也去掉了")
    lead = _("按它排的日子、日子上的代表，一起从草稿里去掉。")
    rhythm = forms.ChoiceField(label=_("哪一条"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.rows = {row.code: row for row in queries.rhythms_of(self.row)}
        found = [
            (code, now("%(rule)s　%(from)s—%(to)s") % {
                "rule": queries.rhythm_words(row), "from": f"{row.starts:%H:%M}", "to": f"{row.ends:%H:%M}"
            })
            for code, row in self.rows.items()
        ]  # fmt: skip
        self.fields["rhythm"].choices = found  # type: ignore[attr-defined]

    def carry_out(self) -> Any:
        return actions.drop_rhythm(self.rows[self.cleaned_data["rhythm"]], by=self.actor)


KINDS = (Weekly, NthWeekday, MonthDays, MarketDays, SingleDates)
FORMS: dict[str, type[ActForm]] = {form.verb: form for form in (*KINDS, DropRhythm)}
