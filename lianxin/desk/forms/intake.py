"""Writing down what somebody tells the station."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lianxin.base.forms import FacedForm
from lianxin.desk.forms.frame import prose
from lianxin.kit import chance, moment
from lianxin.kit.actor import Actor
from lianxin.opinions import actions, rules
from lianxin.stations import queries as stations

TAKEN_DOWN = [c for c in rules.CHANNELS if c[0] not in ("web", "qr", "api")]


def own_stations(actor: Actor) -> list[tuple[str, str]]:
    """The stations somebody writes for: his posting's, those of his scope, a deputy's own."""
    codes = [p.station for p in actor.posts if p.station] or list(actor.stations)
    named = [(s.code, s.name) for s in (stations.open_by_code(code) for code in dict.fromkeys(codes)) if s is not None]
    if named:
        return named
    return [(s.code, s.name) for post in actor.posts for s in stations.in_division(post.scope)[:60]]


class Register(FacedForm):
    """What was said, by whom, where. The key makes a second press give the same receipt."""

    text = prose(_("他说了什么"), 5, help_text=_("照原话写，方言也行，一个字不改。一次一件事。"))
    place = forms.CharField(
        label=_("在哪里的事"), required=False, max_length=rules.MAX_PLACE, help_text=_("村、组、路名。")
    )
    channel = forms.ChoiceField(label=_("怎么来的"), choices=TAKEN_DOWN, initial="visit")
    happened_at = forms.DateTimeField(
        label=_("什么时候说的"), widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    )
    station = forms.ChoiceField(label=_("哪个站"), required=False)
    contact = forms.CharField(label=_("电话或者住址"), required=False, max_length=rules.MAX_CONTACT)
    tell_by = forms.ChoiceField(label=_("怎么告诉他结果"), choices=rules.TELL_BY, initial="phone")
    headcount = forms.IntegerField(label=_("几个人"), min_value=1, max_value=9999, initial=1)
    language_note = forms.CharField(
        label=_("口译"), required=False, max_length=60, help_text=_("说苗语、瑶语等，谁帮着译的。")
    )
    confidential = forms.BooleanField(
        label=_("检举控告，直接作密件（登记后您也看不到，只有县里指定的人能看）"), required=False
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: QueryDict | None = None, *, actor: Actor) -> None:
        super().__init__(data, auto_id="id_%s")
        self.actor = actor
        offered = own_stations(actor)
        if len(offered) == 1:
            self.fields["station"].widget = forms.HiddenInput()
            self.initial["station"] = offered[0][0]
        self.fields["station"].choices = [("", "——"), *offered]  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs["autofocus"] = True
        self.initial.update({"happened_at": moment.now().replace(second=0, microsecond=0), "key": chance.form_key()})

    def carry_out(self) -> Any:
        """Register; the receipt."""
        given = dict(self.cleaned_data)
        key = given.pop("key")
        return actions.register(actions.Words(**given), by=self.actor, key=key)


class Paste(FacedForm):
    """A piece of a chat, blank lines between the messages."""

    chat = prose(_("把聊天记录贴在这里"), 10, max_length=50_000, help_text=_("一件事一段，段与段之间空一行。"))
    place = forms.CharField(label=_("都是哪里的事"), required=False, max_length=rules.MAX_PLACE)
