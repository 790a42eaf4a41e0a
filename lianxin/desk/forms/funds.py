"""The forms of the memo ledger: money comes, is given on, is spent, taken back; and out of a workbook."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import Act, ActForm, prose
from lianxin.desk.forms.frame import day as a_day
from lianxin.divisions import queries as divisions
from lianxin.funds import actions, permissions, queries, rules
from lianxin.funds.actions import Bill
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.sheets.reading import MOST_BYTES
from lianxin.stations import queries as stations

BLANK = [("", "——")]


class Yuan(forms.CharField):
    """An amount in yuan as people write it; its value is whole fen."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("label", _("金额（元）"))
        given.setdefault("help_text", _("如 1234.50、1,234.5 或者 1.2万。"))
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **given)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return rules.fen(typed)
        except rules.NoAmount as error:
            raise forms.ValidationError(str(error)) from error


def places(actor: Actor, within: str = "") -> list[tuple[str, str]]:
    """The county or townships whose money somebody keeps, within a scope: (code, name)."""
    codes: dict[str, None] = {}
    for post in actor.posts_as(*permissions.KEEPERS):
        codes[post.scope] = None
        codes |= dict.fromkeys(d.code for d in divisions.children(post.scope) if d.rank < 5)
    named = divisions.names(codes)
    return [(c, named[c]) for c in codes if c in named and (not within or c.startswith(within.rstrip("0")))]


class Open(ActForm):
    verb, title, button, done = "open_source", _("登记一笔经费来源"), _("登记"), _("来源已登记")
    lead = _("这里是备查账，不付款、不记银行账号；以财政所的账为准。")
    knows_version = False
    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("如：2026年县级联络站运行经费。"))
    kind = forms.ChoiceField(label=_("哪里来的"), choices=rules.KINDS)
    division = forms.ChoiceField(label=_("归哪一级管"))
    year = forms.IntegerField(label=_("预算年度"), min_value=2000, max_value=2100)
    amount = Yuan()
    line = forms.ChoiceField(label=_("预算科目"), choices=[*BLANK, *rules.LINES], required=False)
    document = forms.CharField(label=_("文号"), max_length=60, required=False)
    day = a_day(_("下达日期"), required=False)

    def prepare(self) -> None:
        self.fields["division"].choices = places(self.actor)  # type: ignore[attr-defined]
        self.initial.setdefault("year", moment.today().year)

    def carry_out(self) -> Any:
        self.row = actions.open_source(by=self.actor, **self.values())
        return self.row


class Raise(ActForm):
    verb, act = "raise_source", actions.raise_source
    title, button, done = _("追加、调减"), _("就这样改"), _("金额已改，原来的金额在存证里")
    knows_version = False
    amount = Yuan(label=_("加减多少（元）"))
    cut = forms.BooleanField(label=_("是调减"), required=False)
    document = forms.CharField(label=_("文号"), max_length=60, required=False)


class Allocate(ActForm):
    verb, title, button, done = "allocate", _("拨付"), _("拨付"), _("拨付已登记")
    knows_version = False
    division = forms.ChoiceField(label=_("拨给哪里"))
    station = forms.ChoiceField(label=_("指定给哪个站"), required=False, help_text=_("不指定的空着。"))
    amount = Yuan()
    document = forms.CharField(label=_("文号"), max_length=60, required=False)
    day = a_day(_("日期"), required=False, help_text=_("空着就是今天。"))
    words = forms.CharField(label=_("说明"), max_length=120, required=False)

    def prepare(self) -> None:
        if self.row is None:
            return
        self.fields["division"].choices = places(self.actor, self.row.division)  # type: ignore[attr-defined]
        found = stations.in_division(self.row.division)
        self.fields["station"].choices = BLANK + [(s.code, s.name) for s in found]  # type: ignore[attr-defined]

    def carry_out(self) -> Any:
        given = self.values()
        code = given.pop("station")
        station = stations.by_code(code) if code else None
        return actions.allocate(self.row, by=self.actor, station=station, **given)


class Spend(ActForm):
    """A NewForm: out of what, and what for."""

    verb, title, button, done = "spend", _("登记支出"), _("登记"), _("支出已登记")
    lead = _("票据、付款在财政所；这里记一笔，好对账、好公开。")
    knows_version = False
    out_of = forms.ChoiceField(label=_("从哪笔钱里出"))
    day = a_day(_("支出日期"))
    amount = Yuan()
    use = forms.ChoiceField(label=_("用途"), choices=rules.USES)
    item = forms.CharField(label=_("买了什么"), max_length=80)
    activity = forms.CharField(label=_("什么活动"), max_length=80, required=False)
    voucher = forms.CharField(label=_("凭证号"), max_length=40)
    approver = forms.CharField(
        label=_("审批人"), max_length=40, required=False, help_text=_("联络员登记的由主席审批，这里空着。")
    )
    station = forms.ChoiceField(label=_("哪个站用的"), required=False)

    def prepare(self) -> None:
        self.choices = {code: (source, given) for code, source, given in self._offered()}
        self.fields["out_of"].choices = [(c, _said(*pair)) for c, pair in self.choices.items()]  # type: ignore[attr-defined]
        self.here = {s.code: s for s in stations.stations_visible_to(self.actor).filter(state="open")}
        self.fields["station"].choices = BLANK + [(s.code, s.name) for s in self.here.values()]  # type: ignore[attr-defined]
        self.initial.setdefault("day", moment.today())
        if len(self.here) == 1:
            self.initial.setdefault("station", next(iter(self.here)))

    def _offered(self) -> list[tuple[str, Any, Any]]:
        return queries.to_spend_from(self.actor, moment.today().year)

    def carry_out(self) -> Any:
        given = self.values()
        source, allocation = self.choices[given.pop("out_of")]
        station = self.here.get(given.pop("station"))
        self.row = actions.spend(source, Bill(**given), by=self.actor, allocation=allocation, station=station)
        return self.row


def _said(source: Any, given: Any) -> str:
    """What a choice says: the source, and how much there is left."""
    left = queries.left_of_allocation(given) if given else queries.left_of_source(source)
    where = _now("拨款") if given else _now("来源")
    return _now("%(name)s（%(where)s，还剩%(left)s元）") % {
        "name": source.name, "where": where, "left": rules.yuan(left)
    }  # fmt: skip


class BringIn(Spend):
    """Expenditures out of a workbook: first a report, then all or none."""

    verb, title, button, done = "bring_in", _("从Excel导入支出"), _("交上去"), _("全部入账")
    lead = _("表头要有：日期、买了什么、金额、凭证号；还可以有用途、审批人、联络站、活动。有一格不对，就一行也不入账。")
    has_files = True
    file = forms.FileField(label=_("表格文件"), help_text=_(".xlsx、.xls或者.csv"))
    book = forms.BooleanField(label=_("直接入账（不勾就只检查一遍）"), required=False)

    def prepare(self) -> None:
        super().prepare()
        for name in ("day", "amount", "use", "item", "activity", "voucher", "approver", "station"):
            del self.fields[name]

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_now("文件太大。"))
        return given

    def carry_out(self) -> Any:
        source, allocation = self.choices[self.cleaned_data["out_of"]]
        file = self.cleaned_data["file"]
        made = actions.bring_in(
            source, file.read(), file.name, by=self.actor, allocation=allocation, dry=not self.cleaned_data["book"]
        )
        self.once = "desk/funds_report.html", {"report": made, "amount": rules.yuan(made.amount)}
        return made


class Approve(ActForm):
    verb, act = "approve", actions.approve_expenditure
    title, button, done = _("批准入账"), _("批准"), _("已入账")
    knows_version = False
    words = forms.CharField(label=_("审批意见"), max_length=120, required=False)


class Refuse(ActForm):
    verb, act = "refuse", actions.refuse_expenditure
    title, button, done = _("不批准"), _("退回"), _("没有入账，钱已放回")
    knows_version = False
    words = prose(_("为什么"), 2, max_length=120)


class TakeBack(ActForm):
    verb = "correct"
    act: ClassVar[Act] = actions.correct_allocation
    title, button, done = _("冲回"), _("冲回"), _("已冲回，原来的记录留着")
    lead = _("记错了不能删、不能改：记一笔负数冲回，再重新登记。")
    knows_version = False
    amount = Yuan(label=_("冲回多少（元）"))
    words = prose(_("为什么"), 2, max_length=120)


class Correct(TakeBack):
    act: ClassVar[Act] = actions.correct_expenditure
