"""Forms of the register of deputies: persons, mandates, disclosure, terms, groups."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.deputies import actions, permissions, queries
from lianxin.deputies.rules import GROUNDS, PHOTO_OCTETS, Given, Item, Way
from lianxin.desk.forms.frame import ActForm, day, picked, prose
from lianxin.desk.views.book import NewForm
from lianxin.divisions import queries as divisions
from lianxin.kit.actor import Actor, Role
from lianxin.kit.workflow import Refused
from lianxin.people import queries as people
from lianxin.stations import queries as stations

KEEPERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR)
SERVERS = (*KEEPERS, Role.SUBDISTRICT_OFFICE)
ITEMS = (
    (Item.NAME, _("姓名")),
    (Item.PHOTO, _("照片")),
    (Item.WORKPLACE, _("工作单位")),
    (Item.CONTACT, _("联系方式")),
)
WAYS = ((Way.WEB, _("网页上")), (Way.PRINT, _("张贴的公示栏、公告上")), (Way.TABLE, _("名册表格里")))
GENDERS = (("", _("不填")), ("f", _("女")), ("m", _("男")))


def places(actor: Actor, *roles: Role) -> list[tuple[str, str]]:
    """The divisions where somebody acts in these roles, and those right under them."""
    found: dict[str, str] = {}
    for post in actor.posts_as(*roles):
        own = divisions.by_code(post.scope)
        found[post.scope] = own.name if own else post.scope
        found |= {d.code: f"　{d.name}" for d in divisions.children(post.scope) if d.code[9:] == "000"}
    return list(found.items())


# ── persons ────────────────────────────────────────────────────────────────
class RegisterPerson(NewForm):
    verb, act = "register_person", actions.register_person
    title, button, done = _("登记一位代表"), _("登记"), _("已登记。接着登记他的代表职务")
    lead = _("一个人只登记一次，有几级代表职务都记在他名下。登记了职务才会上名册。")
    name = forms.CharField(label=_("姓名"), max_length=40)
    gender = picked(_("性别"), GENDERS, required=False)
    workplace = forms.CharField(label=_("工作单位"), max_length=80, required=False)
    public_contact = forms.CharField(
        label=_("公开联系方式"), max_length=60, required=False, help_text=_("群众看得到。可以写联络站的电话。")
    )
    private_mobile = forms.CharField(
        label=_("本人手机"), max_length=30, required=False, help_text=_("加密保存，从不公开；谁看过都有记录。")
    )
    division = forms.ChoiceField(label=_("由哪里登记"))

    def prepare(self) -> None:
        self.fields["division"].choices = places(self.actor, *KEEPERS)  # type: ignore[attr-defined]


class RenewPerson(ActForm):
    verb, act = "renew_person", actions.renew_person
    knows_version = False
    title, button, done = _("改资料"), _("改好了"), _("资料已更新，公开的地方同时更新")
    name = forms.CharField(label=_("姓名"), max_length=40)
    gender = picked(_("性别"), GENDERS, required=False)
    workplace = forms.CharField(label=_("工作单位"), max_length=80, required=False)
    public_contact = forms.CharField(label=_("公开联系方式"), max_length=60, required=False)
    private_mobile = forms.CharField(
        label=_("换本人手机"), max_length=30, required=False, help_text=_("不换就空着，原来的不会在这里显示。")
    )

    def prepare(self) -> None:
        for name in ("name", "gender", "workplace", "public_contact"):
            self.initial[name] = getattr(self.row, name)
        if not permissions.may_keep_person(self.actor, self.row):
            del self.fields["name"]

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"private_mobile": given["private_mobile"] or None}


class GivePhoto(ActForm):
    verb, act = "give_photo", actions.give_photo
    knows_version, has_files = False, True
    title, button = _("换照片"), _("用这张")
    done: Any = _("照片已换上")
    lead = _("竖幅免冠照，宽五高七最合适。拍摄地点、相机等信息会自动去掉。")
    photo = forms.FileField(label=_("照片"), help_text=_("JPG、PNG 或 WebP，最大10兆。"))

    def carry_out(self) -> Any:
        content = self.cleaned_data["photo"].read(PHOTO_OCTETS + 1)
        person = actions.give_photo(self.row, content, by=self.actor)
        if not queries.photo_fits(person):
            self.done = now("照片已换上。不是竖幅的，贴到公示栏上会裁掉两边，有合适的再换一张。")
        return person


class RemovePhoto(ActForm):
    verb, act = "remove_photo", actions.remove_photo
    knows_version = False
    title, button, done = _("撤下照片"), _("撤下"), _("照片已撤下，网页上的地址同时失效")


class LinkAccount(ActForm):
    verb, act = "link_account", actions.link_account
    knows_version = False
    title, button, done = _("关联账号"), _("关联"), _("已关联，代表可以用这个账号登录")
    lead = _("代表的权利来自在任的代表职务，账号只用来登录。")
    username = forms.CharField(label=_("用户名"), max_length=150)

    def carry_out(self) -> Any:
        user = people.by_username(self.cleaned_data["username"].strip())
        if user is None:
            raise Refused(now("没有这个用户名，请核对，或者先在人员里开账号。"))
        return actions.link_account(self.row, user.pk, by=self.actor)


# ── mandates ───────────────────────────────────────────────────────────────
class GrantMandate(ActForm):
    verb, act = "grant_mandate", actions.grant_mandate
    knows_version = False
    title, button = _("登记代表职务"), _("登记")
    done: Any = _("代表职务已登记")
    congress = forms.ChoiceField(
        label=_("哪个人大"), help_text=_("这里只列已登记届次的人大；没有的，先到“届次”里登记。")
    )
    district = forms.CharField(label=_("选区或选举单位"), max_length=80, required=False)
    certificate_no = forms.CharField(label=_("代表证号"), max_length=40, required=False)
    from_day = day(_("从哪天起"), required=False, help_text=_("空着就从今天起。"))

    def prepare(self) -> None:
        self.terms = {
            term.congress: term
            for term in queries.terms_visible_to(self.actor)
            if term.state == "running" and permissions.may_grant_mandate(self.actor, self.row, term.congress)
        }
        named = [
            (t.congress, now("%(name)s（第%(n)d届）") % {"name": t.name, "n": t.number}) for t in self.terms.values()
        ]
        self.fields["congress"].choices = named  # type: ignore[attr-defined]

    def carry_out(self) -> Any:
        term = self.terms[self.cleaned_data["congress"]]
        made = actions.grant_mandate(self.row, by=self.actor, term=term.number, **self.values())
        over = queries.seats(term).over
        if over:
            self.done = now("代表职务已登记。请核对：在任代表比名额多了%(n)d名。") % {"n": over}
        return made


class MandateForm(ActForm):
    """A step in the life of one of the person's mandates."""

    knows_version = False
    mandate = forms.ChoiceField(label=_("哪一项职务"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("法定情形"), widget=forms.RadioSelect)
    ground = forms.CharField(
        label=_("依据"), max_length=120, required=False, help_text=_("文号、会议和日期，例如“县人大常委会公告第3号”。")
    )
    on = day(_("从哪天起"), required=False, help_text=_("空着就是今天。按下以后，名册、公示、权利马上变。"))
    day_name = "on"

    def prepare(self) -> None:
        rows = changeable(self.actor, self.row, self.verb)
        self.mandates = {m.code: m for m in rows}
        named = [(m.code, said(m)) for m in rows]
        self.fields["mandate"].choices = named  # type: ignore[attr-defined]
        words = dict(queries.GROUND_WORDS)
        self.fields["kind"].choices = [(k, words[k]) for k in GROUNDS[self.verb]]  # type: ignore[attr-defined]
        if len(named) == 1:
            self.initial["mandate"] = named[0][0]

    def carry_out(self) -> Any:
        given = self.values()
        mandate, on = self.mandates[given.pop("mandate")], given.pop("on")
        words = str(dict(queries.GROUND_WORDS)[given["kind"]])
        if given["ground"]:
            given["ground"] = f"{words}：{given['ground']}"[:120]
        return type(self).act(mandate, by=self.actor, **given, **{self.day_name: on})


class RenewMandate(ActForm):
    verb, act = "renew_mandate", actions.renew_mandate
    knows_version = False
    title, button, done = _("改选区、代表证号"), _("改好了"), _("已更新")
    mandate = forms.ChoiceField(label=_("哪一项职务"), widget=forms.RadioSelect)
    district = forms.CharField(label=_("选区或选举单位"), max_length=80, required=False)
    certificate_no = forms.CharField(label=_("代表证号"), max_length=40, required=False)

    def prepare(self) -> None:
        self.mandates = {m.code: m for m in changeable(self.actor, self.row, self.verb)}
        self.fields["mandate"].choices = [(c, said(m)) for c, m in self.mandates.items()]  # type: ignore[attr-defined]
        if len(self.mandates) == 1:
            only = next(iter(self.mandates.values()))
            self.initial["mandate"], self.initial["district"] = only.code, only.district
            self.initial["certificate_no"] = only.certificate_no

    def carry_out(self) -> Any:
        given = {name: value or None for name, value in self.values().items()}
        return actions.renew_mandate(self.mandates[str(given.pop("mandate"))], by=self.actor, **given)


def said(mandate: Any) -> str:
    """A mandate among others to choose from."""
    words = {"words": queries.mandate_words(mandate), "n": mandate.term, "district": mandate.district}
    return now("%(words)s，第%(n)d届 %(district)s") % words


def changeable(actor: Actor, person: Any, verb: str) -> list[Any]:
    """The person's mandates on which somebody may do this now."""
    both = ("active", "suspended")
    fitting = {"suspend": ("active",), "resume": ("suspended",), "end": both, "renew_mandate": both}[verb]
    return [m for m in person.mandates.all() if m.status in fitting and permissions.may_change_mandate(actor, m)]


class Suspend(MandateForm):
    verb, act = "suspend", actions.suspend
    title, button, done = _("暂停执行代表职务"), _("暂停"), _("已暂停，名册和公示上已经没有他")
    lead = _("代表法第六十一条。情形消失以后可以恢复。")


class Resume(MandateForm):
    verb, act = "resume", actions.resume
    title, button, done = _("恢复执行代表职务"), _("恢复"), _("已恢复")


class End(MandateForm):
    verb, act, day_name = "end", actions.end, "last_day"
    title, button, done = _("代表资格终止"), _("登记终止"), _("已登记终止，名册和公示上已经没有他，履历留着")
    lead = _("代表法第六十二条。不能恢复；登记错了的，重新登记代表职务。")
    on = day(_("最后一天"), required=False, help_text=_("空着就是今天。按下以后，名册、公示、权利马上变。"))


# ── disclosure ─────────────────────────────────────────────────────────────
class Chosen(ActForm):
    """Which items, in which way, everywhere or at one's stations: what `rules.Given` says, as ticks."""

    verb, act = "choose", actions.choose
    knows_version = False
    title, button, done = _("公开哪些、用什么形式"), _("就这样公开"), _("已按您选的公开，马上生效")
    scope = picked(_("在哪里"), (("", _("哪里都可以")), ("stations", _("只在我进站的联络站"))), required=False)

    def prepare(self) -> None:
        given = queries.given_by(self.row)
        ticks: dict[str, forms.Field] = {
            way: forms.MultipleChoiceField(
                label=words, choices=ITEMS, required=False, widget=forms.CheckboxSelectMultiple
            )
            for way, words in WAYS
        }
        self.fields = {**ticks, **self.fields}
        for way, _words in WAYS:
            self.initial[way] = sorted({str(g.item) for g in given if g.way in ("", way)})
        self.initial["scope"] = "stations" if any(g.at for g in given) else ""

    def wanted(self) -> Collection[Given]:
        at = stations.codes_of_person(self.row.pk) if self.cleaned_data["scope"] else ("",)
        if not at:
            raise Refused(now("还没有进站，不能只在站里公开。"))
        return {Given(item, way, code) for way, _w in WAYS for item in self.cleaned_data[way] for code in at}

    def carry_out(self) -> Any:
        return actions.choose(self.row, self.wanted(), by=self.actor)


class NoteConsent(Chosen):
    """What the deputy signed on paper, noted down by whoever serves him."""

    verb = "note_consent"
    title, button, done = _("代记本人的选择"), _("照他签的记下"), _("已记下，马上生效")
    lead = _("照代表本人签字的内容记，不替他选。以前选的会被这一次代替。")
    form = forms.CharField(label=_("凭什么记"), max_length=80, help_text=_("例如“2026年11月20日书面同意书”。"))

    def carry_out(self) -> Any:
        return actions.choose(self.row, self.wanted(), by=self.actor, form=self.cleaned_data["form"])


class AskCorrection(ActForm):
    verb, act = "ask_correction", actions.ask_correction
    knows_version = False
    title, button, done = _("有写错的"), _("请办公室更正"), _("已告诉办公室，核对以后改")
    item = picked(_("哪一项"), ITEMS)
    words = forms.CharField(label=_("正确的是"), max_length=120)


class SettleForm(ActForm):
    """One of the person's open requests."""

    knows_version = False
    request = forms.ChoiceField(label=_("哪一项"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.asked = {c.code: c for c in self.row.corrections.filter(state="asked").order_by("pk")}
        named = [(c.code, f"{c.get_item_display()}：{c.words}") for c in self.asked.values()]
        self.fields["request"].choices = named  # type: ignore[attr-defined]
        if named:
            self.initial["request"] = named[0][0]

    def carry_out(self) -> Any:
        given = self.values()
        return type(self).act(self.asked[given.pop("request")], by=self.actor, **given)


class Correct(SettleForm):
    verb, act = "correct", actions.correct
    title, button, done = _("更正"), _("照这样改"), _("已更正")
    words = forms.CharField(label=_("改成"), max_length=120, required=False, help_text=_("空着就照代表写的改。"))


class DeclineCorrection(SettleForm):
    verb, act = "decline_correction", actions.decline_correction
    title, button, done = _("为什么不改"), _("不改，告诉代表"), _("已答复代表")
    answer = prose(_("答复"), 2, max_length=120)
