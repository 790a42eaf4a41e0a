"""The forms of staff: appoint, prolong, end, new password, hand over; volunteers and their shifts."""

from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm, picked, prose
from lianxin.desk.forms.frame import day as a_day
from lianxin.kit import moment
from lianxin.kit.actor import OFFICERS, Actor, Role
from lianxin.kit.workflow import Refused
from lianxin.organs import queries as organs
from lianxin.people import actions as people
from lianxin.people.rules import appoints
from lianxin.staff import actions, queries
from lianxin.stations import queries as stations
from lianxin.stations.rules import township_of

ROLES = (
    (Role.LIAISON_OFFICER, _("联络员")),
    (Role.STATION_HEAD, _("站长")),
    (Role.STATION_VICE_HEAD, _("副站长")),
    (Role.TOWNSHIP_CHAIR, _("乡镇人大主席、副主席")),
    (Role.SUBDISTRICT_OFFICE, _("街道人大工委")),
    (Role.ORGAN_HANDLER, _("承办单位经办人")),
    (Role.COUNTY_OFFICE, _("县人大常委会代表工委")),
    (Role.CONFIDENTIAL_READER, _("县密件专人")),
)
"""Whom one appoints here; volunteers come by signing up."""
NEW = "new"


def roles_for(actor: Actor) -> list[tuple[str, Any]]:
    """The roles somebody may give, in the order of how often he does."""
    given = frozenset[Role]().union(*(appoints(post.role) for post in actor.posts))
    return [(str(role.value), words) for role, words in ROLES if role in given]


def slip(username: str, name: str, password: str, leads_to: str = "") -> tuple[str, dict[str, Any]]:
    """The page that shows a first password once."""
    pairs = ((_now("姓名"), name), (_now("用户名"), username), (_now("第一次的密码"), password))
    return "desk/password_slip.html", {"pairs": pairs, "leads_to": leads_to}


class Appoint(ActForm):
    """A NewForm by hand: the answer may be a slip."""

    verb, title, button, done = "appoint", _("任命工作人员"), _("就这样任命"), _("已登记，从起始日起有权限")
    lead = _("新来的人写姓名，账号一起开好；已有账号的写用户名。")
    knows_version = False
    role = picked(_("做什么"), ())
    name = forms.CharField(label=_("姓名（新来的人）"), max_length=40, required=False)
    username = forms.CharField(
        label=_("用户名"),
        max_length=40,
        required=False,
        help_text=_("已有账号的写他的；新来的人可以空着，系统会起一个。"),
    )
    station = forms.ChoiceField(label=_("哪个站"), required=False, help_text=_("联络员、站长、副站长要选。"))
    township = forms.ChoiceField(label=_("哪个乡镇、街道"), required=False, help_text=_("乡镇主席、街道工委要选。"))
    organ = forms.ChoiceField(label=_("哪个单位"), required=False, help_text=_("承办单位经办人要选。"))
    from_day = a_day(_("从哪天起"), required=False, help_text=_("空着就是今天。"))
    until_day = a_day(_("到哪天为止"), required=False, help_text=_("没有定的空着。"))

    def prepare(self) -> None:
        actor, blank = self.actor, [("", "——")]
        offered = roles_for(actor)
        self.fields["role"].choices = offered  # type: ignore[attr-defined]
        self._offer("station", blank + [(s.code, s.name) for s in queries.stations_for(actor)])
        self._offer("township", blank + queries.townships_for(actor))
        units = organs.organs_visible_to(actor).filter(active=True) if Role.ORGAN_HANDLER in dict(offered) else ()
        self._offer("organ", blank + [(o.code, o.name) for o in units])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields[name].widget = forms.HiddenInput()

    def _where(self) -> dict[str, Any]:
        """Scope, station and organ of the posting, by its role."""
        given, role = self.cleaned_data, Role(self.cleaned_data["role"])
        if role in OFFICERS:
            station = stations.by_code(given["station"]) if given["station"] else None
            if station is None:
                raise Refused(_now("请选是哪个站。"))
            return {"scope": township_of(station.division), "station": station.code}
        if role in (Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE):
            if not given["township"]:
                raise Refused(_now("请选是哪个乡镇、街道。"))
            return {"scope": given["township"]}
        if role is Role.ORGAN_HANDLER:
            organ = organs.organs_visible_to(self.actor).filter(code=given["organ"]).first() if given["organ"] else None
            if organ is None:
                raise Refused(_now("请选是哪个单位。"))
            return {"scope": organ.division, "organ": organ.code}
        return {"scope": next(p.scope for p in self.actor.posts if role in appoints(p.role))}

    def carry_out(self) -> Any:
        given = {name: self.cleaned_data[name] for name in ("name", "username", "from_day", "until_day")}
        made = actions.appoint(Role(self.cleaned_data["role"]), by=self.actor, **self._where(), **given)
        self.row = made.posting
        if made.password:
            self.once = slip(made.username, made.posting.user.name, made.password)
        return made


class HandOver(ActForm):
    verb, title, button, done = "hand_over", _("办理交接"), _("交接，固定清单"), _("交接办好了，请打印清单双方签字")
    lead = _("按下以后，任职、未办的事一起转给接手的人，下面“手里的工作”固定成清单。密件不列入。")
    knows_version = False
    username = forms.ChoiceField(label=_("交给谁"), required=False)
    name = forms.CharField(label=_("名单里没有：新来的人的姓名"), max_length=40, required=False)
    last_day = a_day(_("移交人最后一天"), required=False, help_text=_("空着就是今天。已经走了的，写实际离岗的那天。"))
    things = prose(_("钥匙、印章、材料"), 3, required=False, help_text=_("一行一样，如：站门钥匙2把；登记本第3册。"))
    monitor = forms.CharField(label=_("监交人"), max_length=40, required=False)

    def prepare(self) -> None:
        choices = [("", "——"), *queries.may_succeed(self.row)]
        self.fields["username"].choices = choices  # type: ignore[attr-defined]

    def carry_out(self) -> Any:
        made = actions.hand_over(self.row, by=self.actor, **self.values())
        self.leads_to = reverse("desk:handovers_one", args=[made.row.code])
        if made.password:
            self.once = slip(made.username, made.row.successor.user.name, made.password, self.leads_to)
        return made


class Extend(ActForm):
    verb, act = "extend", people.extend_posting
    title, button, done = _("延长任期"), _("延长"), _("任期已延长")
    knows_version = False
    until_day = a_day(_("延到哪天"), required=False, help_text=_("空着就是不定期。"))


class End(ActForm):
    verb, act = "end", people.end_posting
    title, button, done = _("结束任职"), _("结束"), _("任职已结束")
    lead = _("有人接手的，用“办理交接”；这里只结束，不转移工作。")
    knows_version = False
    until_day = a_day(_("最后一天"), required=False, help_text=_("空着就是马上结束。"))


class NewPassword(ActForm):
    verb, title, button, done = "new_password", _("给新密码"), _("生成新密码"), _("密码已换")
    lead = _("他原来的密码作废，别处登录的都会退出。")
    knows_version = False

    def carry_out(self) -> Any:
        password = people.issue_password(self.row.user, by=self.actor)
        self.once = slip(self.row.user.username, self.row.user.name, password)
        return password


class Signed(ActForm):
    verb, act = "note_signed", actions.note_signed
    title, button, done = _("记下已签字"), _("记下"), _("签字已记下")
    knows_version = False
    signed_on = a_day(_("签字日期"))
    words = forms.CharField(label=_("说明"), max_length=120, required=False, help_text=_("如：原件存镇人大办。"))


# ── volunteers ─────────────────────────────────────────────────────────────
class Approve(ActForm):
    verb, act = "approve", actions.approve_volunteer
    title, button, done = _("同意他来"), _("同意"), _("已同意，可以排班了")
    knows_version = False
    guardian = forms.CharField(label=_("监护人"), max_length=60, required=False, help_text=_("未满18周岁的要写。"))
    words = forms.CharField(label=_("告诉他的话"), max_length=200, required=False)

    def prepare(self) -> None:
        if self.row is not None and self.row.adult:
            del self.fields["guardian"]


class Decline(ActForm):
    verb, act = "decline", actions.decline_volunteer
    title, button, done = _("不同意"), _("就这样答复"), _("已记下，请告诉他")
    knows_version = False
    words = prose(_("为什么"), 2, max_length=200)


class GiveAccount(ActForm):
    verb, title, button, done = "give_account", _("开账号"), _("开账号"), _("账号已开")
    lead = _("有账号的志愿者只在班上能登记来访，看不到别的。")
    knows_version = False
    username = forms.CharField(
        label=_("用户名"), max_length=40, required=False, help_text=_("他已有账号的写上；没有的空着。")
    )

    def carry_out(self) -> Any:
        made = actions.give_account(self.row, by=self.actor, **self.values())
        if made.password:
            self.once = slip(made.username, self.row.name, made.password)
        return made


class Papers(ActForm):
    verb, act = "note_papers", actions.note_papers
    title, button, done = _("协议和保险"), _("记下"), _("记下了")
    knows_version = False
    agreed_on = a_day(_("签服务协议的日期"), required=False)
    insurance = forms.CharField(
        label=_("保险"), max_length=80, required=False, help_text=_("如：志愿者意外险，县里统一买。")
    )
    insured_until = a_day(_("保到哪天"), required=False)

    def prepare(self) -> None:
        for name in ("agreed_on", "insurance", "insured_until"):
            self.initial.setdefault(name, getattr(self.row, name, None))


class Plan(ActForm):
    verb, act = "plan_shift", actions.plan_shift
    title, button, done = _("排班"), _("排上"), _("班排好了")
    knows_version = False
    day = a_day(_("哪天，或者从哪天起"))
    weekdays = forms.MultipleChoiceField(
        label=_("每周都来的，选哪几天"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("1", _("周一")), ("2", _("周二")), ("3", _("周三")), ("4", _("周四")), ("5", _("周五")),
            ("6", _("周六")), ("7", _("周日")),
        ],
    )  # fmt: skip
    last_day = a_day(_("到哪天为止"), required=False, help_text=_("只有每周都来的要写，不定的空着。"))
    from_time = forms.TimeField(label=_("从几点"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    until_time = forms.TimeField(label=_("到几点"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    task = forms.CharField(label=_("做什么"), max_length=60, help_text=_("如：登记来访、陪老人填表。"))

    def values(self) -> dict[str, Any]:
        return {**super().values(), "weekdays": "".join(self.cleaned_data["weekdays"])}


def _shift_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("哪个班"))


class ShiftForm(ActForm):
    """An act on one of the volunteer's shifts."""

    knows_version = False
    shift = _shift_field()
    only_today = False

    def prepare(self) -> None:
        today = moment.today()
        rows = self.row.shifts.filter(state="approved").order_by("day", "from_time", "pk") if self.row else ()
        self.shifts = {s.code: s for s in rows if not self.only_today or s.falls_on(today)}
        said = [(c, f"{queries.when_served(s)} {s.from_time:%H:%M}–{s.until_time:%H:%M} {s.task}") for c, s in
                self.shifts.items()]  # fmt: skip
        self.fields["shift"].choices = said  # type: ignore[attr-defined]

    def chosen(self) -> Any:
        return self.shifts[self.cleaned_data["shift"]]


class Cancel(ShiftForm):
    verb, title, button, done = "cancel_shift", _("取消一个班"), _("取消这个班"), _("班已取消")

    def carry_out(self) -> Any:
        return actions.cancel_shift(self.chosen(), by=self.actor)


def _clock(label: Any) -> forms.TimeField:
    box = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=False, widget=box, help_text=_("空着就是现在。"))


class SignOn(ShiftForm):
    verb, title, button, done = "sign_on", _("签到"), _("签到"), _("签到了")
    only_today = True
    at = _clock(_("几点到的"))

    def carry_out(self) -> Any:
        return actions.sign_on(self.chosen(), by=self.actor, at=_today_at(self.cleaned_data["at"]))


class SignOff(ShiftForm):
    verb, title, button, done = "sign_off", _("签退"), _("签退"), _("签退了，时长已记")
    at = _clock(_("几点走的"))

    def carry_out(self) -> Any:
        return actions.sign_off(self.chosen(), by=self.actor, at=_today_at(self.cleaned_data["at"]))


def _today_at(clock: Any) -> datetime | None:
    return datetime.combine(moment.today(), clock, moment.SHANGHAI) if clock else None


class Leave(ActForm):
    verb, act = "leave", actions.end_volunteer
    title, button, done = _("退出志愿服务"), _("退出"), _("已退出，时长留着")
    lead = _("排好的班都取消，账号在这个站的权限马上结束；服务时长留着。")
    knows_version = False
    words = forms.CharField(label=_("说明"), max_length=200, required=False)
