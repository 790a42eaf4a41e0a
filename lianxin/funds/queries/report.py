"""The year's report on paper."""

from django.utils.translation import gettext as _

from lianxin.divisions import queries as divisions
from lianxin.funds.queries.balances import balances, by_station
from lianxin.funds.queries.rows import expenditures
from lianxin.funds.rules import State, yuan
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.wording import bare_day
from lianxin.papers.shapes import Record, Table

MOST_ROWS = 2000


def report(actor: Actor, year: int) -> Record:
    """What came, what was given on, what was spent and on what, within what the actor sees."""
    found, total = balances(actor, year), _("合计")
    places = divisions.names([b.source.division for b in found])
    rows: list[tuple[str, ...]] = [
        (
            b.source.name,
            str(b.source.get_kind_display()),
            places.get(b.source.division, ""),
            yuan(b.amount),
            yuan(b.allocated),
            yuan(b.spent),
            yuan(b.unspent),
        )
        for b in found
    ]
    whole = [sum(getattr(b, name) for b in found) for name in ("allocated", "spent", "unspent")]
    came = sum(b.amount for b in found)
    rows.append((total, "", "", yuan(came), *(yuan(each) for each in whole)))
    head = (_("来源"), _("类别"), _("归哪里管"), _("金额（元）"), _("已拨付"), _("已支出"), _("未支出"))
    return Record(
        _("%(year)d年度代表联络站经费收支情况") % {"year": year},
        paragraphs=(said(came, whole[1], whole[2]),),
        tables=(Table(_("来源"), head, tuple(rows)), _of_stations(actor, year), _spent(actor, year)),
        signatures=(_("填报人"), _("审核人")),
        day=bare_day(moment.today()),
        note=_("本表是备查账，以财政所账目为准；等审批的支出已计入。"),
    )


def said(came: int, spent: int, unspent: int) -> str:
    """The year in one sentence."""
    return _("全年共有经费 %(came)s 元，已支出 %(spent)s 元，还剩 %(left)s 元。") % {
        "came": yuan(came),
        "spent": yuan(spent),
        "left": yuan(unspent),
    }


def _of_stations(actor: Actor, year: int) -> Table:
    rows = tuple((name or _("不属于哪个站"), yuan(amount)) for name, amount in by_station(actor, year))
    return Table(_("各站支出"), (_("联络站"), _("支出（元）")), rows or ((_("没有支出"), yuan(0)),))


def _spent(actor: Actor, year: int) -> Table:
    head = (_("日期"), _("买了什么"), _("用途"), _("金额（元）"), _("凭证号"), _("审批人"), _("来源"))
    found = expenditures(actor).filter(source__year=year).exclude(state=State.REFUSED).order_by("day", "pk")
    rows = tuple(
        (row.day.isoformat(), row.item, str(row.get_use_display()), yuan(row.amount), row.voucher,
         row.approver or str(row.get_state_display()), row.source.name)
        for row in found[:MOST_ROWS]
    )  # fmt: skip
    return Table(_("支出明细"), head, rows or (("—", _("没有支出"), "", yuan(0), "", "", ""),))
