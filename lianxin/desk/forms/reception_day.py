"""Forms of the reception day: a sheet with its matters, a time for somebody on the telephone, blank sheets."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.base.forms import FacedForm
from lianxin.desk.forms import choices
from lianxin.desk.forms.frame import prose
from lianxin.kit import chance, moment
from lianxin.kit.actor import OFFICERS, Actor
from lianxin.opinions import rules as opinions
from lianxin.opinions.permissions import STATION_STAFF
from lianxin.receptions import actions, queries, rules
from lianxin.receptions.actions import Matter, Sheet

FIRST_BLOCKS, MOST_BLOCKS = 3, 10
LATER, ANSWER, INFORM, CONFIDENTIAL = "later", "answer", "inform", "confidential"
DOORS = {
    LATER: _("先登记，之后再办"),
    ANSWER: _("代表当场解答了"),
    INFORM: _("告知该向哪里反映"),
    CONFIDENTIAL: _("检举控告，作密件"),
}
Row = Any
"""A reception that came through `visible_to`."""


def doors_of(actor: Actor) -> list[tuple[str, Any]]:
    """Which doors somebody may write down: an answer is a deputy's or his officer's, where to turn the station's."""
    writes = actor.is_deputy or bool(actor.posts_as(*OFFICERS))
    tells = writes or bool(actor.posts_as(*STATION_STAFF))
    allowed = {LATER: True, ANSWER: writes, INFORM: tells, CONFIDENTIAL: True}
    return [(door, words) for door, words in DOORS.items() if allowed[door]]


class MatterForm(FacedForm):
    """One matter: what was said, where, and what was done about it at once."""

    text = prose(_("他说了什么"), 3, required=False, max_length=opinions.MAX_LETTER)
    place = forms.CharField(label=_("在哪里的事"), required=False, max_length=opinions.MAX_PLACE)
    door = forms.ChoiceField(label=_("当场怎么办的"), widget=forms.RadioSelect, initial=LATER)
    deputy = forms.ChoiceField(label=_("哪位代表答的"), required=False)
    answer = prose(_("怎么答的"), 3, required=False)
    source = forms.CharField(
        label=_("依据"), required=False, max_length=200, help_text=_("哪个文件、哪个电话、问过谁。")
    )
    preset = forms.ChoiceField(label=_("去哪里反映"), required=False)
    target = forms.CharField(label=_("别的去处"), required=False, max_length=120)
    why = prose(_("怎么解释的"), 2, required=False)
    told = forms.BooleanField(label=_("当面讲给他听了，不用再另外告诉"), required=False, initial=True)

    def __init__(self, data: QueryDict | None, at: int, *, sheet: "SheetForm") -> None:
        super().__init__(data, prefix=f"m{at}", auto_id="id_%s")
        self.at = at
        self.fields["door"].choices = sheet.doors  # type: ignore[attr-defined]
        self.fields["deputy"].choices = sheet.deputies  # type: ignore[attr-defined]
        self.fields["preset"].choices = sheet.places  # type: ignore[attr-defined]
        if at == 1 and not sheet.is_bound:
            self.fields["text"].widget.attrs["autofocus"] = True
        self.initial["deputy"] = sheet.answering

    @property
    def is_filled(self) -> bool:
        """Whether anything was written into it; an empty block is no matter."""
        names = ("text", "place", "answer", "source", "target")
        return self.is_bound and any(self.data.get(self.add_prefix(name), "").strip() for name in names)

    @property
    def is_open(self) -> bool:
        return self.at == 1 or self.is_filled

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("text", "").strip():
            self.add_error("text", now("这一件还没有写说了什么。"))
        return given

    def matter(self, contact: str, tell_by: str) -> Matter:
        given = self.cleaned_data
        door = given["door"]
        said = {ANSWER: given["answer"], INFORM: given["why"]}
        return Matter(
            text=given["text"],
            place=given["place"],
            door=door if door in (ANSWER, INFORM) else "",
            words=said.get(door, ""),
            source=given["source"],
            target=given["target"].strip() or given["preset"],
            deputy=given["deputy"],
            contact=contact,
            tell_by=tell_by,
            confidential=door == CONFIDENTIAL,
            told=given["told"],
        )


FIELDS_OF = {ANSWER: {"words": "answer"}, INFORM: {"words": "why", "target": "preset"}}
"""Where an action's name for what is wrong is another than the field's, by door."""


class SheetForm(FacedForm):
    """接待登记: who received, who came as far as it is needed, and each matter in a block of its own."""

    received = forms.MultipleChoiceField(label=_("哪些代表接待的"), widget=forms.CheckboxSelectMultiple, required=False)
    came_at = forms.TimeField(label=_("几点来的"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    headcount = forms.IntegerField(label=_("几个人"), min_value=1, max_value=rules.MOST_PEOPLE, initial=1)
    contact = forms.CharField(
        label=_("电话或者住址"),
        required=False,
        max_length=opinions.MAX_CONTACT,
        help_text=_("本人愿意留才留，只用来告诉他结果。"),
    )
    tell_by = forms.ChoiceField(label=_("怎么告诉他结果"), choices=opinions.TELL_BY, initial="lookup")
    signed = forms.BooleanField(label=_("本人在纸上签了名"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    blocks = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_BLOCKS, required=False)

    def __init__(
        self, data: QueryDict | None, *, row: Row, actor: Actor, ticket: Any = None, paper: int | None = None
    ) -> None:
        super().__init__(data, auto_id="id_%s")
        self.row, self.actor, self.ticket, self.paper = row, actor, ticket, paper
        self._offer()
        first = {"came_at": self._began(), "key": chance.form_key(), "blocks": FIRST_BLOCKS}
        self.initial.update(first)
        self.initial["headcount"] = ticket.booking.headcount if ticket and ticket.booking else 1
        self.matters = [MatterForm(data, at, sheet=self) for at in range(1, self._count() + 1)]

    def _offer(self) -> None:
        seats = queries.seats(self.row)
        present = [seat.person.code for seat in queries.present(seats)]
        self.fields["received"].choices = [(s.person.code, s.person.name) for s in seats]  # type: ignore[attr-defined]
        self.initial["received"] = present
        own = [code for code, mine in ((s.person.code, s.person_id == self.actor.person_id) for s in seats) if mine]
        self.answering = next(iter([*own, *present]), "")
        self.deputies = [(s.person.code, s.person.name) for s in seats]
        if self.actor.is_deputy and not own:  # he did not sit there, and writes for those who did
            self.deputies.insert(0, ("", now("请选")))
        self.doors = doors_of(self.actor)
        county = self.row.station.division[:6].ljust(12, "0")
        self.places = [("", now("请选")), *choices.redirects(county)]

    def _began(self) -> Any:
        if self.ticket is not None and self.ticket.called_at:
            return self.ticket.called_at.astimezone(moment.SHANGHAI).time()
        today = self.row.day == moment.today()
        return moment.now().time() if today and self.paper is None else self.row.starts

    def _count(self) -> int:
        given = str(self.data.get("blocks", "")) if self.is_bound else ""
        count = int(given) if given.isdecimal() and len(given) < 3 else FIRST_BLOCKS
        more = self.is_bound and "more" in self.data
        return max(1, min(count + more, MOST_BLOCKS))

    @property
    def wants_more(self) -> bool:
        """再加一件: the same sheet once more, one block longer; nothing is judged yet."""
        return self.is_bound and "more" in self.data

    @property
    def count(self) -> int:
        return len(self.matters)

    @property
    def may_grow(self) -> bool:
        return self.count < MOST_BLOCKS

    def is_valid(self) -> bool:
        """The first block always, the others where something was written."""
        kept = self.filled
        return all([super().is_valid(), *(block.is_valid() for block in kept)])

    @property
    def filled(self) -> Sequence[MatterForm]:
        return [block for block in self.matters if block.at == 1 or block.is_filled]

    def carry_out(self) -> actions.Noted:
        """Write it down; Rejected names the matter and its field as "2-text"."""
        given = self.cleaned_data
        sheet = Sheet(
            matters=[block.matter(given["contact"], given["tell_by"]) for block in self.filled],
            came_at=datetime.combine(self.row.day, given["came_at"], moment.SHANGHAI),
            headcount=given["headcount"],
            signed=given["signed"],
            received=given["received"],
            paper=self.paper,
        )
        return actions.note_visit(self.row, sheet, by=self.actor, ticket=self.ticket, key=given["key"])

    def say_wrong(self, field: str, words: str) -> None:
        """What a room's rule says is wrong, beside the field it is about."""
        at, _sign, name = field.partition("-")
        block = self.filled[int(at) - 1] if at.isdecimal() and int(at) <= len(self.filled) else None
        if name in self.fields:  # the contact is said once, for all matters
            self.add_error(name, words)
        elif block is not None:
            found = FIELDS_OF.get(block.cleaned_data["door"], {}).get(name, name)
            block.add_error(found if found in block.fields else None, words)
        else:
            self.add_error(None, words)


class PhoneBooking(FacedForm):
    """替人预约: somebody on the telephone wants a time."""

    at = forms.ChoiceField(label=_("几点来"), widget=forms.RadioSelect)
    headcount = forms.IntegerField(label=_("几个人来"), min_value=1, max_value=rules.MOST_PEOPLE, initial=1)
    contact = forms.CharField(
        label=_("电话"),
        required=False,
        max_length=opinions.MAX_CONTACT,
        help_text=_("改期、取消或者候补到了，打这个电话告诉他。"),
    )
    may_wait = forms.BooleanField(label=_("约满了就排候补"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Mapping[str, Any] | None, *, row: Row, actor: Actor) -> None:
        super().__init__(data, auto_id="id_%s")
        self.row, self.actor = row, actor
        self.times = queries.times(row.code)
        self.fields["at"].choices = [(time.at, self._words(time)) for time in self.times]  # type: ignore[attr-defined]
        self.initial["key"] = chance.form_key()

    def _words(self, time: queries.Time) -> str:
        return now("%(at)s　余%(n)d") % {"at": time.at, "n": time.left} if time.left else now("%s　已满") % time.at

    def carry_out(self) -> actions.Booked:
        """Book it; what is to be read out on the telephone."""
        given = self.cleaned_data
        return actions.book(
            self.row,
            given["at"],
            by=self.actor,
            contact=given["contact"],
            headcount=given["headcount"],
            may_wait=given["may_wait"],
            key=f"desk:{given['key']}",
        )
