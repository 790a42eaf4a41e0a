"""Every cell (state × verb) of a suggestion's life, driven through its action, against a table written apart."""

import pytest

from lianxin.interests import actions as interests
from lianxin.kit import moment
from lianxin.kit.workflow import Refused
from lianxin.organs import actions as organ_actions
from lianxin.organs.tests import factory as f
from lianxin.suggestions import actions
from lianxin.suggestions.models import Suggestion
from lianxin.suggestions.tests.factory import NOW, Scene, scene
from lianxin.suggestions.workflow import TABLE, State
from tests.world import COUNTY

pytestmark = pytest.mark.django_db

# · means "not possible here", = "stays as it is".
EXPECTED = """
verb                 draft sub   ret   refe  num   ass   ack   repl  eval  conc  with
revise               =     ·     =     ·     ·     ·     ·     ·     ·     ·     ·
submit               sub   ·     sub   ·     ·     ·     ·     ·     ·     ·     ·
return_for_revision  ·     ret   ·     ·     ·     ·     ·     ·     ·     ·     ·
treat_as_reference   ·     refe  ·     ·     ·     ·     ·     ·     ·     ·     ·
number               ·     num   ·     ·     ·     ·     ·     ·     ·     ·     ·
assign_by_office     ·     ·     ·     ·     ass   ·     ·     ·     ·     ·     ·
assign_by_presidium  ·     ·     ·     ·     ·     ·     ·     ·     ·     ·     ·
acknowledge          ·     ·     ·     ·     ·     ack   ·     ·     ·     ·     ·
reckon_again         ·     ·     ·     ·     ·     =     =     ·     ·     ·     ·
take_over            ·     ·     ·     ·     ·     ass   ass   ·     ·     ·     ·
reply                ·     ·     ·     ·     ·     ·     repl  ·     ·     ·     ·
evaluate             ·     ·     ·     ·     ·     ·     ·     eval  ·     ·     ·
order_rehandling     ·     ·     ·     ·     ·     ·     ·     ·     ass   ·     ·
conclude             ·     ·     ·     ·     ·     ·     ·     ·     conc  ·     ·
prepare_publication  ·     ·     ·     ·     ·     ·     ·     ·     =     =     ·
change_lead          ·     =     ·     ·     =     =     =     =     =     ·     ·
close_draft          with  ·     with  ·     ·     ·     ·     ·     ·     ·     ·
withdraw             with  with  with  ·     with  with  with  ·     ·     ·     ·
"""
SHORT = {
    "draft": "draft",
    "sub": "submitted",
    "ret": "returned",
    "refe": "reference",
    "num": "numbered",
    "ass": "assigned",
    "ack": "acknowledged",
    "repl": "replied",
    "eval": "evaluated",
    "conc": "concluded",
    "with": "withdrawn",
}


def cells() -> list[tuple[str, str, str]]:
    head, *rows = [line.split() for line in EXPECTED.strip().splitlines()]
    return [
        (row[0], SHORT[state], SHORT.get(cell, cell))
        for row in rows
        for state, cell in zip(head[1:], row[1:], strict=True)
    ]


def _text() -> dict[str, str]:
    return {"title": "关于值班的建议", "situation": "夜里没人", "advice": "请排班"}


DRIVERS = {
    "revise": lambda s, r: actions.revise(r, **_text(), by=s.actor("long")),
    "submit": lambda s, r: actions.submit(r, by=s.actor("long")),
    "return_for_revision": lambda s, r: actions.return_for_revision(r, words="改", by=s.actor("office")),
    "treat_as_reference": lambda s, r: actions.treat_as_reference(r, words="参阅", by=s.actor("office")),
    "number": lambda s, r: actions.number(r, by=s.actor("office")),
    "assign_by_office": lambda s, r: s.assign(r),
    "acknowledge": lambda s, r: actions.acknowledge(r, by=s.actor("health")),
    "reckon_again": lambda s, r: actions.reckon_again(r),
    "take_over": lambda s, r: actions.take_over(_reformed(s, r)),
    "reply": lambda s, r: s.reply(r),
    "evaluate": lambda s, r: s.evaluate(r),
    "order_rehandling": lambda s, r: actions.order_rehandling(r, words="重办", by=s.actor("office")),
    "conclude": lambda s, r: actions.conclude(r, by=s.actor("office")),
    "prepare_publication": lambda s, r: actions.prepare_publication(
        r, quote="夜里没有医生", outcome="年内配齐", stages=[], done=False, by=s.actor("office")
    ),
    "change_lead": lambda s, r: actions.change_lead(
        _recused(s, r), deputy=s.cast.people["liu"].code, by=s.actor("office")
    ),
    "close_draft": lambda s, r: actions.close_draft(_recused(s, r)),
    "withdraw": lambda s, r: actions.withdraw(r, words="已经解决", by=s.actor("long")),
}


def _reformed(s: Scene, row: Suggestion) -> Suggestion:
    """Its open round lies with an organ that has been merged into another one."""
    gone = f.organ(f"原单位{row.code}", division=COUNTY)
    row.assignments.update(organ=gone)
    into = s.cast.organs["water"].code
    organ_actions.merge_organ(gone, into, day=moment.today(), ground="机构改革方案", by=s.actor("office"))
    return row


def _recused(s: Scene, row: Suggestion) -> Suggestion:
    """Its lead deputy is recused from what it comes from."""
    opinion = row.sources.select_related("opinion").get().opinion
    interests.step_back(row.lead_id, opinion.number, division=opinion.division, by=s.actor("office"), ordered=True)
    return row


def test_the_table_written_apart_names_every_verb_and_state():
    assert {verb for verb, _s, _c in cells()} == set(TABLE.verbs)
    assert len(cells()) == len(TABLE.verbs) * len(State)


@pytest.mark.article(9)
@pytest.mark.parametrize("verb", list(DRIVERS))
def test_each_cell_of_a_verb_goes_through_its_action_as_expected(verb):
    with moment.at(NOW):
        s = scene()
        for state, expected in [(st, cell) for v, st, cell in cells() if v == verb]:
            before = _ready(s, verb, State(state))
            if expected == "·":
                with pytest.raises((Refused, PermissionError)):
                    _drive(s, verb, before)
                after = s.fresh(before)
                assert (after.state, after.version) == (state, before.version), f"{verb} touched a {state} suggestion"
            else:
                _drive(s, verb, before)
                assert s.fresh(before).state == (state if expected == "=" else expected), f"{verb} from {state}"


def _ready(s: Scene, verb: str, state: State) -> Suggestion:
    return s.at(state, result="dissatisfied" if verb == "order_rehandling" else "basically")


def _drive(s: Scene, verb: str, row: Suggestion) -> None:
    from django.core.exceptions import PermissionDenied

    try:
        DRIVERS[verb](s, row)
    except PermissionDenied as error:  # an organ that was never named has no right at all
        raise PermissionError from error


@pytest.mark.article(8)
def test_the_presidium_assigns_a_township_suggestion_and_the_whole_township_road_works():
    from lianxin.kit.actor import Level

    with moment.at(NOW):
        s = scene()
        for state in (State.ASSIGNED, State.ACKNOWLEDGED, State.REPLIED, State.EVALUATED, State.CONCLUDED):
            assert s.at(state, Level.TOWNSHIP).state == state
        for state in set(State) - {State.NUMBERED}:
            row = s.at(state, Level.TOWNSHIP)
            with pytest.raises(Refused):
                s.assign(row)
