"""Forms of the life of a station and of the place it stands in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm, picked, prose
from lianxin.desk.views.book import NewForm
from lianxin.divisions import queries as divisions
from lianxin.divisions.rules import Rank
from lianxin.kit.actor import Actor, Role
from lianxin.people import queries as people
from lianxin.stations import actions, queries
from lianxin.stations.rules import Kind

RUNNERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)
POINT = _("在手机地图上长按，把“27.32,111.45”这样两个数粘贴过来；不知道就空着。")


class Placed(ActForm):
    """What is said of the house; the point is one field, as a map's page gives it."""

    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    venue = forms.ChoiceField(label=_("场所类型"), required=False)
    host = forms.CharField(label=_("是哪家的房子"), max_length=60, required=False)
    point = forms.CharField(label=_("地图上的点"), max_length=60, required=False, help_text=POINT)

    def prepare(self) -> None:
        self.fields["venue"].choices = [("", now("没有说明")), *queries.VENUES]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        if "point" in given:
            given["latitude"], given["longitude"] = queries.pasted(given.pop("point"))
        return given


class Described(Placed):
    """A station as it is proposed: name, place, when it is open; the rest is written when it stands."""

    name = forms.CharField(label=_("站名"), max_length=60)
    kind = picked(_("类型"), queries.KINDS, initial=Kind.STATION)
    hours = forms.CharField(label=_("开放时间"), max_length=120, required=False)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    name_reason = forms.CharField(
        label=_("另取名称的理由"), max_length=200, required=False, help_text=_("站名不按本县的格式，才要写。")
    )
    near_reason = forms.CharField(
        label=_("为什么还要设站"), max_length=200, required=False, help_text=_("附近已经有站，才要写：避免重复建设。")
    )
    field_order = (
        "name", "kind", "division", "address", "venue", "host", "point", "hours", "phone", "name_reason", "near_reason",
    )  # fmt: skip

    def say_examples(self, division: str) -> None:
        """Under the name: what the county's patterns make of this place."""
        found = [name for kind, _words in queries.KINDS for name in queries.example_names(kind, division)]
        if found:
            words = "、".join(dict.fromkeys(found))
            self.fields["name"].help_text = now("本县的格式：%(names)s") % {"names": words}


class NewStation(NewForm, Described):
    division = forms.ChoiceField(label=_("设在哪里"))

    def prepare(self) -> None:
        super().prepare()
        self.fields["division"].choices = [("", now("请选")), *places_of(self.actor)]  # type: ignore[attr-defined]
        scope = next((post.scope for post in self.actor.posts_as(*RUNNERS)), "")
        if scope:
            self.say_examples(scope)


def places_of(actor: Actor) -> list[tuple[str, Any]]:
    """Townships and villages of somebody's scope, a township's in one group."""
    found: list[tuple[str, Any]] = []
    for post in actor.posts_as(*RUNNERS):
        rows = divisions.within(post.scope).filter(rank__gte=Rank.COUNTY).values_list("code", "name", "rank")
        group: list[tuple[str, str]] = []
        for code, name, rank in rows:
            if rank == Rank.VILLAGE:
                group.append((code, name))
            else:
                group = [(code, name)]
                found.append((name, group))
    return found


class ProposeStation(NewStation):
    verb, act = "propose_station", actions.propose_station
    title, button, done = _("申报一个站"), _("报县里"), _("已报县里，等批准")
    lead = _("先用好现有的场所。报上去以后，名称和地方就先占着；附近有没有别的站，下一页会列出来。")


class OpenStation(NewStation):
    verb, act = "open_station", actions.open_station
    title, button, done = _("直接开一个站"), _("开放"), _("已开放，群众今天就能找到")
    lead = _("县里直接开放的站，名称、邻近的站当场核对。")


class ReviseProposal(Described):
    verb, act, knows_version = "revise", actions.revise_proposal, False
    title, button, done = _("修改申报"), _("改好，再报"), _("已改好，等县里批准")

    def prepare(self) -> None:
        super().prepare()
        for name in ("name", "kind", "hours", "phone", "name_reason", "near_reason"):
            self.initial[name] = getattr(self.row, name)
        initial_place(self)
        self.say_examples(self.row.division)


def initial_place(form: ActForm) -> None:
    """What is known of the house that the station stands in."""
    place = form.row.place
    for name in form.fields.keys() & {"address", "venue", "host", "shared_use", "access"}:
        form.initial[name] = getattr(place, name)
    if "access_items" in form.fields:
        form.initial["access_items"] = place.access_items.split(",")
    if place.point:
        form.initial["point"] = f"{place.point.latitude:f},{place.point.longitude:f}"


class Approve(ActForm):
    verb, act, knows_version = "approve", actions.approve_station, False
    title, button, done = _("批准开放"), _("批准"), _("已批准，今天开放")
    lead = _("批准以后，群众马上看得到这个站。")


class ReturnProposal(ActForm):
    verb, act, knows_version = "return_proposal", actions.return_proposal, False
    title, button, done = _("退回修改"), _("退回"), _("已退回，乡镇看得到您的意见")
    words = prose(_("要改什么"), max_length=200)


class Close(ActForm):
    verb, act, knows_version = "close", actions.close_station, False
    title, button, done = _("关闭"), _("关闭"), _("已关闭。历史和站点码都留着")
    lead = _("从今天起不再接待，网上不再列出。说过的话、办过的事都留着；以后可以重新启用。")
    ground = forms.CharField(label=_("依据"), max_length=200, help_text=_("哪个文件、哪次会议。"))

    def prepare(self) -> None:
        if self.row.state in ("planned", "returned"):
            self.title, self.button, self.done = _("撤回申报"), _("撤回"), _("申报已撤回")  # type: ignore[misc]
            self.lead = _("名称和地方就空出来了。")  # type: ignore[misc]


class Reopen(ActForm):
    verb, act, knows_version = "reopen", actions.reopen_station, False
    title, button, done = _("重新启用"), _("重新启用"), _("已重新启用，原来的站点码又能用了")
    near_reason = forms.CharField(
        label=_("为什么还要设站"), max_length=200, required=False, help_text=_("附近已经有站，才要写：避免重复建设。")
    )


class Merge(ActForm):
    verb, act, knows_version = "merge", actions.merge_stations, False
    title, button, done = _("并入别的站"), _("并入"), _("已并入。没办完的意见随后转到新站")
    lead = _("代表、没答复的邀请、要送要打的，一次全过去；召集人由两站的代表重新推选。原来的站点码扫了会到新站。")
    into = forms.ChoiceField(label=_("并入哪个站"))
    ground = forms.CharField(label=_("依据"), max_length=200, help_text=_("哪个文件、哪次会议。"))
    go_along = forms.MultipleChoiceField(
        label=_("谁到新站接着做"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不勾的，今天起就不在岗了。"),
    )

    def prepare(self) -> None:
        near = queries.may_take_over(self.row)
        self.fields["into"].choices = [("", now("请选")), *((s.code, s.name) for s in near)]  # type: ignore[attr-defined]
        self.staff = {
            posting.code: f"{posting.user.name}　{posting.get_role_display()}"
            for posting in people.postings_at(self.row.code)
        }
        self.fields["go_along"].choices = list(self.staff.items())  # type: ignore[attr-defined]
        self.initial["go_along"] = list(self.staff)
        if not self.staff:
            del self.fields["go_along"]

    def values(self) -> dict[str, Any]:
        given = super().values()
        behind = set(self.staff) - set(given.pop("go_along", ()))
        return {**given, "into": queries.by_code(given["into"]), "leave_behind": behind}


class Rename(ActForm):
    verb, act, knows_version = "rename", actions.rename_station, False
    title, button, done = _("改名称"), _("改名"), _("已改名，站点码不变")
    name = forms.CharField(label=_("站名"), max_length=60)
    name_reason = forms.CharField(label=_("另取名称的理由"), max_length=200, required=False)

    def prepare(self) -> None:
        self.initial.update(name=self.row.name, name_reason=self.row.name_reason)
        if found := queries.example_names(self.row.kind, self.row.division):
            self.fields["name"].help_text = now("本县的格式：%(names)s") % {"names": "、".join(found)}


class RenewStation(ActForm):
    verb, act, knows_version = "renew", actions.renew_station, False
    title, button, done = _("改时间、电话"), _("改好了"), _("已改好，网上马上更新")
    hours = forms.CharField(label=_("开放时间"), max_length=120, required=False)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    sms = forms.CharField(label=_("短信号码"), max_length=30, required=False)
    mail = forms.EmailField(label=_("电子邮箱"), max_length=80, required=False)
    intro = prose(_("简介"), max_length=300, required=False)

    def prepare(self) -> None:
        for name in ("hours", "phone", "sms", "mail", "intro"):
            self.initial[name] = getattr(self.row, name)


class RenewPlace(Placed):
    verb, act, knows_version = "place", actions.renew_place, False
    title, button, done = _("改地方"), _("改好了"), _("已改好，网上马上更新")
    shared_use = forms.CharField(
        label=_("和谁共用"), max_length=120, required=False, help_text=_("如：与党群服务中心共用一楼大厅。")
    )
    access_items = forms.MultipleChoiceField(
        label=_("方便老人和残疾人的"),
        choices=queries.ACCESS_ITEMS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access = forms.CharField(label=_("怎么进门"), max_length=120, required=False)
    field_order = ("address", "venue", "host", "shared_use", "point", "access_items", "access")

    def prepare(self) -> None:
        super().prepare()
        initial_place(self)
        others = queries.identities_at(self.row)
        if others:
            names = "、".join(each.name for each in others)
            self.lead = now("%(names)s也在这里，一起改。") % {"names": names}  # type: ignore[misc]


class GivePhoto(ActForm):
    verb, act, knows_version, has_files = "photo", actions.give_photo, False, True
    title, button, done = _("换站点照片"), _("传上去"), _("照片已换")
    lead = _("拍门口，让人认得路。照片里的地点、机型信息会去掉；不要把来访群众拍进去。")
    photo = forms.FileField(label=_("照片"), help_text=_("JPG、PNG 或 WebP，最大10兆。"))

    def carry_out(self) -> Any:
        return actions.give_photo(self.row, self.cleaned_data["photo"].read(), by=self.actor)


class TakePhotoDown(ActForm):
    verb, act, knows_version = "photo_down", actions.take_photo_down, False
    title, button, done = _("撤下照片"), _("撤下"), _("照片已撤下")


class SharePlace(ActForm):
    verb, act, knows_version = "share", actions.share_place, False
    title, button, done = _("和别的站合署"), _("合署"), _("已合署，地址、照片只写一份")
    lead = _("一个地方挂几块牌子的，选主要的那块。地址、照片从此按它的，改一次都改了；时间、电话、代表还是各是各的。")
    main = forms.ChoiceField(label=_("和哪个站在一起"))

    def prepare(self) -> None:
        near = queries.may_take_over(self.row)
        self.fields["main"].choices = [("", now("请选")), *((s.code, s.name) for s in near)]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {"main": queries.by_code(super().values()["main"])}


class PartPlace(ActForm):
    verb, act, knows_version = "part", actions.part_place, False
    title, button, done = _("不再合署"), _("分开"), _("已分开。请改成现在的地址")


FORMS: dict[str, type[ActForm]] = {
    form.verb: form
    for form in (
        ProposeStation, OpenStation, ReviseProposal, Approve, ReturnProposal, Close, Reopen, Merge, Rename,
        RenewStation, RenewPlace, GivePhoto, TakePhotoDown, SharePlace, PartPlace,
    )
}  # fmt: skip
