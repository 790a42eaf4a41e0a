"""The page of one station: place, neighbours, people, convener, its life; and which verbs somebody may use on it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.deputies import queries as deputies
from lianxin.desk.books.deputies.people import BOOK as PEOPLE
from lianxin.desk.views.book import Block, Leaf, Line, Link
from lianxin.divisions import queries as divisions
from lianxin.kit.actor import Actor
from lianxin.kit.wording import bare_day
from lianxin.people import queries as people
from lianxin.stations import permissions, queries
from lianxin.stations.rules import STANDING, State

ACTS = {
    "stations.opened": _("开放"),
    "stations.proposed": _("申报"),
    "stations.revised": _("修改申报"),
    "stations.approved": _("批准开放"),
    "stations.returned": _("退回修改"),
    "stations.renamed": _("改名称"),
    "stations.renewed": _("改时间、电话"),
    "stations.place_renewed": _("改地方"),
    "stations.photo_given": _("换照片"),
    "stations.photo_taken_down": _("撤下照片"),
    "stations.place_shared": _("和别的站合署"),
    "stations.place_parted": _("不再合署"),
    "stations.closed": _("关闭"),
    "stations.reopened": _("重新启用"),
    "stations.merged": _("并入别的站"),
}


def at(row: Any) -> str:
    return reverse("desk:stations_one", args=[row.code])


def doable(actor: Actor, row: Any) -> Sequence[str]:
    """What somebody may do with a station now, in no order."""
    return (*_life(actor, row), *_care(actor, row), *_people(actor, row))


def _life(actor: Actor, row: Any) -> list[str]:
    allowed = {
        "approve": permissions.may_approve_station(actor, row),
        "return_proposal": permissions.may_return_proposal(actor, row),
        "revise": permissions.may_revise_proposal(actor, row),
        "close": permissions.may_close_station(actor, row),
        "reopen": permissions.may_reopen_station(actor, row),
        "merge": permissions.may_merge_stations(actor, row, row),
    }
    found = [verb for verb, held in allowed.items() if held and queries.is_possible(verb, row)]
    if row.state in STANDING and permissions.may_rename_station(actor, row):
        found.append("rename")
    return found


def _care(actor: Actor, row: Any) -> list[str]:
    if row.state not in STANDING:
        return []
    found: list[str] = []
    if permissions.may_renew_station(actor, row):
        found += ["renew", "place", "photo", *(["photo_down"] if row.place.photo else [])]
    if permissions.may_share_place(actor, row):
        found.append("part" if row.shares_with_id else "share")
    return found


def _people(actor: Actor, row: Any) -> list[str]:
    if row.state != State.OPEN:
        return []
    found = ["invite"] if permissions.may_invite(actor, row) else []
    held = queries.convening_at(row)
    if permissions.may_attach(actor, row):
        found += ["attach", "detach"]
    if permissions.may_elect_convener(actor, row):
        found += ["notice_election", "note_earlier", *(["notice_dismissal"] if held else [])]
    if held and permissions.may_step_down(actor, row):
        found.append("step_down")
    return found


def leaf(actor: Actor, row: Any) -> Leaf:
    keeps = permissions.may_renew_station(actor, row)
    near = queries.neighbours(row) if keeps and row.state in STANDING else ()
    return Leaf(
        row.name,
        chips=[row.get_kind_display(), *(() if row.state == State.OPEN else (row.get_state_display(),))],
        lead=" ".join(divisions.path(row.division).split()[2:]),
        warnings=_warnings(row, near),
        blocks=(
            _photo(row),
            _decision(row),
            _times(row),
            *(_deputies(actor, row) if permissions.may_know_deputies(actor, row) else _public_deputies(row)),
            _house(row),
            *(_invitations(row) if keeps else ()),
            *(_elections(row) if permissions.may_know_deputies(actor, row) else ()),
            *_near(row, near, keeps),
            _identities(row),
            *(_life_block(row) if keeps else ()),
        ),
        links=_links(actor, row),
    )


def _warnings(row: Any, near: Sequence[Any]) -> list[object]:
    found: list[object] = []
    if row.state == State.RETURNED:
        found.append(now("县里退回：%(words)s") % {"words": row.returned_words})
    if row.state == State.MERGED and row.successor:
        found.append(now("已并入“%(name)s”，站点码扫了会到那里。") % {"name": row.successor.name})
    if row.state in (State.PLANNED, State.RETURNED) and near and not row.near_reason:
        found.append(now("附近已经有站，没有写为什么还要设站，不能批准。"))
    return found


def _photo(row: Any) -> Block:
    if not row.place.photo:
        return Block()
    return Block(template="desk/station_photo.html", data={"at": reverse("desk:station_photo", args=[row.code])})


def _pairs(*pairs: tuple[Any, Any]) -> list[tuple[Any, Any]]:
    return [pair for pair in pairs if pair[1]]


def _decision(row: Any) -> Block:
    """What the county is told and has said: names and places that need a reason, the ground of an end."""
    return Block(
        pairs=_pairs(
            (_("另取名称的理由"), row.name_reason),
            (_("为什么还要设站"), row.near_reason),
            (_("启用日期"), bare_day(row.opened_on) if row.opened_on else ""),
            (_("关闭日期"), bare_day(row.closed_on) if row.closed_on else ""),
            (_("依据"), row.ground),
        )
    )


def _times(row: Any) -> Block:
    return Block(
        _("怎么找到"),
        pairs=_pairs(
            (_("开放时间"), row.hours),
            (_("电话"), row.phone),
            (_("短信号码"), row.sms),
            (_("电子邮箱"), row.mail),
            (_("简介"), row.intro),
        ),
        empty=_("还没有写开放时间和电话。"),
    )


def _house(row: Any) -> Block:
    place = row.place
    items = "、".join(str(words) for item, words in queries.ACCESS_ITEMS if item in place.access_items.split(","))
    point = place.point
    return Block(
        _("地方"),
        pairs=_pairs(
            (_("地址"), place.address),
            (_("场所类型"), place.get_venue_display()),
            (_("场所所属单位"), place.host),
            (_("共用情况"), place.shared_use),
            (_("方便老人和残疾人的"), items),
            (_("怎么进门"), place.access),
            (_("地图上的点"), f"{point.latitude:f}, {point.longitude:f}" if point else ""),
        ),
        empty=_("还没有写地址。"),
    )


def _deputies(actor: Actor, row: Any) -> list[Block]:
    """By level; who came by invitation says so; whoever's mandate is not in force stands last."""
    seats = list(queries.seats_at(row))
    came = queries.how_he_came(row, [seat.person_id for seat in seats])
    held = queries.convening_at(row)
    order = list(queries.GROUP_WORDS)
    seats.sort(key=lambda seat: order.index(level) if (level := queries.level_of(seat)) else len(order))
    asked = deputies.people_visible_to(actor).filter(pk__in=[seat.person_id for seat in seats])
    visible = set(asked.values_list("pk", flat=True)) if PEOPLE.allowed(actor) else set()
    lines = []
    for seat in seats:
        level = queries.level_of(seat)
        chips: list[object] = [_("召集人")] if held and held.attachment.pk == seat.pk else []
        if seat.person_id in came:
            chips.append(_("邀请来的"))
        words = queries.GROUP_WORDS[level] if level else _("职务暂停或者已经终止")
        cells = (words, seat.person.workplace, bare_day(seat.from_day))
        href = PEOPLE.at(seat.person) if seat.person_id in visible else ""
        lines.append(Line(seat.person.name, cells, href, chips=tuple(chips)))
    head = (_("代表"), _("职务"), _("工作单位"), _("进站日期"))
    return [_convener(row, held), Block(_("站里的代表"), head=head, lines=lines, empty=_("还没有代表进站。"))]


def _public_deputies(row: Any) -> list[Block]:
    """For whoever compares numbers: what everybody may know."""
    card = queries.card(row.code)
    groups = card.groups if card else ()
    blocks = []
    for group in groups:
        lines = [Line(each.name, (each.workplace,)) for each in group.cards]
        lines += [Line(group.nameless.words, ("",))] if group.nameless else []
        blocks.append(Block(group.words, head=(_("代表"), _("工作单位")), lines=lines))
    return blocks


def _convener(row: Any, held: Any) -> Block:
    if row.state != State.OPEN:
        return Block()
    if held is None:
        return Block(_("召集人"), empty=_("还没有召集人。由站里的代表推选。"))
    seat, election = held.attachment, held.election
    link = Link(_("推选记录"), reverse("desk:elections_one", args=[election.code]), "doc") if election else None
    return Block(
        _("召集人"),
        pairs=_pairs(
            (_("姓名"), seat.person.name),
            (_("推选日期"), bare_day(seat.elected_on) if seat.elected_on else ""),
            (_("任期到"), bare_day(seat.convener_until) if seat.convener_until else ""),
        ),
        links=(link,) if link else (),
    )


def _invitations(row: Any) -> list[Block]:
    found = row.invitations.select_related("person").order_by("-asked_on", "-pk")[:20]
    lines = [
        Line(
            each.person.name,
            (bare_day(each.asked_on), each.get_state_display()),
            reverse("desk:invitations_one", args=[each.code]),
        )
        for each in found
    ]
    return [Block(_("邀请的代表"), head=(_("代表"), _("邀请日期"), _("答复")), lines=lines)]


def _elections(row: Any) -> list[Block]:
    found = row.elections.select_related("elected").order_by("-held_on", "-pk")[:20]
    lines = [
        Line(
            each.get_kind_display(),
            (bare_day(each.held_on), each.get_state_display(), each.elected.name if each.elected else ""),
            reverse("desk:elections_one", args=[each.code]),
        )
        for each in found
    ]
    return [Block(_("推选记录"), head=(_("种类"), _("日期"), _("结果"), _("当选人")), lines=lines)]


def _near(row: Any, near: Sequence[Any], keeps: bool) -> list[Block]:
    if not keeps or row.state not in STANDING:
        return []
    lines = [
        Line(
            each.station.name,
            (
                _("同一个村、同一处") if each.metres is None else now("%(n)d米") % {"n": each.metres},
                each.station.place.address,
                each.station.get_state_display(),
            ),
        )
        for each in near
    ]
    head = (_("附近的站"), _("相距"), _("地址"), _("状态"))
    return [Block(_("附近的站"), head=head, lines=lines, empty=_("附近没有别的站。"))]


def _identities(row: Any) -> Block:
    others = [Line(each.name, (each.get_kind_display(),)) for each in queries.identities_at(row)]
    return Block(_("在同一个地方的牌子"), head=(_("名称"), _("类型")), lines=others)


def _life_block(row: Any) -> list[Block]:
    lines = [
        Line(ACTS.get(act.verb, act.verb), (f"{bare_day(act.at)}", act.by or _("系统"))) for act in queries.life_of(row)
    ]
    merged = [
        Line(each.name, (bare_day(each.closed_on) if each.closed_on else "", each.ground))
        for each in row.predecessors.order_by("closed_on", "pk")
    ]
    staff = [
        Line(posting.user.name, (posting.get_role_display(), bare_day(posting.from_day)))
        for posting in people.postings_at(row.code)
    ]
    return [
        Block(_("工作人员"), head=(_("姓名"), _("职责"), _("从哪天起")), lines=staff, empty=_("还没有联络员。")),
        Block(_("并进来的站"), head=(_("名称"), _("合并日期"), _("依据")), lines=merged),
        Block(_("这个站的经过"), head=(_("事"), _("日期"), _("经办")), lines=lines),
    ]


def _links(actor: Actor, row: Any) -> list[Link]:
    if row.state != State.OPEN:
        return []
    found = [Link(_("群众扫码看到的页面"), f"/s/{row.code}", "eye")]
    if permissions.may_renew_station(actor, row):
        found.append(Link(_("要贴的、要发的"), reverse("desk:papers_one", args=[row.code]), "print"))
    return found
