"""What every form of a verb shares: the version its reader saw, and the action it carries out."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lianxin.base.forms import FacedForm
from lianxin.kit.actor import Actor

Row = Any
"""A row that came through a room's `visible_to`."""
Act = Callable[..., Any]


def prose(label: Any, rows: int = 3, *, required: bool = True, **more: Any) -> forms.CharField:
    """A field for what was said or decided, in words."""
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=box, **more)


def picked(label: Any, choices: Any, *, required: bool = True, **more: Any) -> forms.ChoiceField:
    """One of a few, all to be seen at once."""
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=forms.RadioSelect, **more)


def day(label: Any, *, required: bool = True, **more: Any) -> forms.DateField:
    """A day, with the browser's own calendar where it has one."""
    box = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=box, **more)


class ActForm(FacedForm):
    """One verb on one row. Subclasses name `verb`, `act` and what is said around the fields."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    verb: ClassVar[str] = ""
    act: ClassVar[Act]
    title: ClassVar[object] = ""
    lead: ClassVar[object] = ""
    button: ClassVar[object] = _("确定")
    done: Any = _("办好了")
    """Said when it is done; an act may find more to say and set it on its own form."""
    has_files: ClassVar[bool] = False
    once: tuple[str, Mapping[str, Any]] | None = None
    """A page (template, context) shown in the answer to the act itself and never again, such as a first password."""
    leads_to: str = ""
    """Where the person goes when it is done, if not back to the row."""
    aliases: ClassVar[Mapping[str, str]] = {"title": "heading"}
    """Where an action's name for what is wrong is another than the field's."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Any = None,
        *,
        row: Row,
        actor: Actor,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial={"seen": getattr(row, "version", 0), **(initial or {})}, auto_id="id_%s")
        self.row, self.actor = row, actor
        self.prepare()
        self._focus()

    def prepare(self) -> None:
        """Choices and first values that depend on the row."""

    def _focus(self) -> None:
        first = next((f for n, f in self.fields.items() if n != "seen"), None)
        if first is not None and not isinstance(first.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            first.widget.attrs.setdefault("autofocus", True)

    def values(self) -> dict[str, Any]:
        """The action's arguments."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def carry_out(self) -> Any:
        """Do it; Rejected, Refused, Overtaken and PermissionDenied come from the action."""
        given = {"seen": self.cleaned_data["seen"] or 0} if self.knows_version else {}
        return type(self).act(self.row, by=self.actor, **given, **self.values())

    knows_version: ClassVar[bool] = True

    ahead: tuple[str, Mapping[str, Any]] | None = None
    """What would come of it (template, data), shown under the fields before anything is done."""

    def look(self) -> bool:
        """Whether the person is to see first what would come of it; then `ahead` is set, and nothing is done yet."""
        return False

    def see_again(self, version: int) -> None:
        """The person has now seen this version: what he sends next is judged by it."""
        if isinstance(self.data, QueryDict):
            given = self.data.copy()
            given["seen"] = str(version)
            self.data = given


class LookFirst(ActForm):
    """Shows what would come of it and asks again; what is changed after that is shown again before it is done."""

    looked = forms.CharField(widget=forms.HiddenInput, required=False)
    shows: ClassVar[str] = ""
    """The template of what would come of it."""
    sure: ClassVar[object] = _("就这样")

    def would_be(self) -> Mapping[str, Any]:
        """The template's data; Refused when it can't be done at all."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "looked"}

    def look(self) -> bool:
        mark = hashlib.sha256(repr(sorted(self.values().items())).encode()).hexdigest()[:16]
        if self.cleaned_data["looked"] == mark:
            return False
        self.ahead = (self.shows, self.would_be())
        self.button = self.sure  # type: ignore[misc]
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["looked"] = mark
        for field in self.fields.values():
            field.widget.attrs.pop("autofocus", None)
        return True
