"""How a county wants its stations named, and how near two of them may stand (Article 2)."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm, day, prose
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Leaf, Line
from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Role
from lianxin.kit.workflow import Refused
from lianxin.locality import actions, permissions
from lianxin.locality import queries as locality
from lianxin.locality.rules import NUMBERS, BadPolicy
from lianxin.stations import queries

EXAMPLES = 3
"""Places of each rank whose names are shown."""


class Adapt(ActForm):
    verb, knows_version = "adapt", False
    title, button, done = _("改名称格式和邻近距离"), _("就这样定"), _("已定好，以后申报的站照这个来")
    lead = _(
        "每行一种格式，可以用{县}{乡镇}{村}代替地名，{名}代替自己起的字，如：{乡镇}人大代表联络站。"
        "空着就是名称自定。已经有的站不用改名。"
    )
    neighbour_metres = forms.IntegerField(
        label=_("多近要说明理由（米）"),
        min_value=0,
        max_value=NUMBERS["neighbour_metres"],
        help_text=_("写0就只看是不是同一个村。"),
    )
    from_day = day(_("从哪天起"))

    def prepare(self) -> None:
        today = moment.today()
        policy = locality.policy(self.row.pk, today)
        self.initial["neighbour_metres"] = policy.neighbour_metres
        self.initial["from_day"] = today + timedelta(days=locality.is_chosen(self.row.pk, today))
        for kind, words in queries.KINDS:
            self.fields[kind.value] = prose(words, 2, required=False, max_length=400)
            self.initial[kind.value] = "\n".join(policy.station_names.get(kind, ()))
        self.order_fields([kind.value for kind, _words in queries.KINDS])

    def carry_out(self) -> Any:
        given = self.cleaned_data
        names = {
            kind.value: [line.strip() for line in given[kind.value].splitlines() if line.strip()]
            for kind, _words in queries.KINDS
        }
        changes = {"station_names": names, "neighbour_metres": given["neighbour_metres"]}
        try:
            return actions.adapt_policy(self.row.pk, changes, from_day=given["from_day"], by=self.actor)
        except BadPolicy as error:
            raise Refused(str(error)) from error


def leaf(actor: Actor, row: Any) -> Leaf:
    policy = locality.policy(row.pk, moment.today())
    metres = policy.neighbour_metres
    return Leaf(
        row.short_name,
        blocks=(
            Block(
                pairs=(
                    (
                        _("多近要说明理由"),
                        now("%(n)d米以内，或者在同一个村") % {"n": metres} if metres else now("在同一个村"),
                    ),
                )
            ),
            *(_examples(str(words), kind, row.pk, policy.station_names.get(kind, ())) for kind, words in queries.KINDS),
        ),
    )


def _examples(words: str, kind: str, county: str, patterns: Any) -> Block:
    """The patterns, and what they make of some places of this very county."""
    lines = []
    for code, name in _places(county):
        made = queries.example_names(kind, code)
        if made:
            lines.append(Line(name, ("、".join(made),)))
    return Block(
        words,
        words="\n".join(patterns),
        head=(_("地方"), _("名称会是")),
        lines=lines,
        empty=_("没有定格式，名称自定。"),
    )


def _places(county: str) -> list[tuple[str, str]]:
    townships = list(divisions.children(county)[:EXAMPLES])
    found = [(d.code, d.name) for d in townships]
    for township in townships[:1]:
        found += [(d.code, d.name) for d in divisions.children(township.code)[:1]]
    return found


def line(row: Any) -> Line:
    return Line(row.short_name, (locality.policy(row.pk, moment.today()).neighbour_metres,), BOOK.at(row))


BOOK = Book(
    key="naming",
    title=_("站名和邻近距离"),
    columns=(_("县（市、区）"), _("多近要说明理由（米）")),
    rows=locality.localities_visible_to,
    line=line,
    allowed=lambda actor: bool(actor.posts_as(Role.COUNTY_OFFICE)),
    lead=_("各县可以统一规范平台名称；充分利用现有场所，避免重复建设。"),
    leaf=leaf,
    verbs=(Verb("adapt", _("改格式和距离"), "e", "edit", True),),
    forms={"adapt": Adapt},
    doable=lambda actor, row: ("adapt",) if permissions.may_choose_policy(actor, row.pk) else (),
    slug="division_id",
    icon="edit",
    nav=False,
)
