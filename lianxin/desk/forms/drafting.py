"""A draft from what residents said."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.handling import TextFields
from lianxin.kit.actor import Actor, Level
from lianxin.kit.wording import short_day
from lianxin.opinions import queries as opinions
from lianxin.suggestions import actions, rules

LEVEL_WORDS = {
    Level.COUNTY: _("以县人大代表名义，向县人大常委会提"),
    Level.TOWNSHIP: _("以乡镇人大代表名义，向乡镇主席团提"),
}


class Nothing:
    """A draft has no row yet, so there is no version to have seen."""

    version = 0


class Draft(TextFields):
    title, button = _("写建议"), _("交上去")
    verb = "raise_as_suggestion"
    mandate = forms.ChoiceField(label=_("以哪一级代表的名义"), widget=forms.RadioSelect)
    field_order = ("mandate", "heading", "situation", "analysis", "advice", "openness")

    def __init__(self, data: QueryDict | None, *, sources: list[Any], actor: Actor) -> None:
        self.sources = sources
        self.drafted: Any = None
        super().__init__(data, row=Nothing(), actor=actor)

    def prepare(self) -> None:
        own = [m for m in self.actor.mandates if m.level in rules.own_levels()]
        offered = [(f"{int(m.level)}-{m.congress}", LEVEL_WORDS[m.level]) for m in own]
        self.fields["mandate"].choices = offered  # type: ignore[attr-defined]
        level = next((s.level for s in self.sources if s.level), None)
        fitting = next((key for key, _w in offered if key.startswith(f"{level}-")), offered[0][0] if offered else "")
        self.initial.update(
            {
                "mandate": fitting,
                "situation": self._situation(),
                "heading": now("关于……的建议") if not self.sources else "",
            }
        )
        self.fields["heading"].widget.attrs["placeholder"] = now("关于……的建议")

    def _situation(self) -> str:
        """情况 begins with what was said, masked, each with its day and place."""
        told = [
            now("%(day)s，%(place)s群众反映：“%(words)s”")
            % {"day": short_day(s.happened_at), "place": s.place, "words": opinions.paper_words(s)}
            for s in self.sources
        ]
        return "\n".join(told)

    def carry_out(self) -> Any:
        given = self.cleaned_data
        level, congress = given["mandate"].split("-")
        said = {name: given[name] for name in ("situation", "analysis", "advice", "openness")}
        self.drafted = actions.draft(
            self.sources, level=Level(int(level)), congress=congress, title=given["heading"], by=self.actor, **said
        )
        return self.drafted
