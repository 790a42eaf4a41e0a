"""Every cell (state × verb) of an opinion's life, driven through its action, against a table written apart."""

from collections.abc import Callable

import pytest

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, SYSTEM, Level
from lianxin.kit.workflow import Refused
from lianxin.opinions import actions
from lianxin.opinions.models import Opinion, Publication
from lianxin.opinions.tests.factory import NOW, Scene, scene
from lianxin.opinions.workflow import TABLE, State

pytestmark = pytest.mark.django_db

# What a county office would say from memory; · means "not possible here", = "stays as it is".
EXPECTED = """
verb                  reg   pass  clar  ans   inf   ref   rais  prop  merg  set   fed   conc
pass_on               pass  pass  ·     ·     ·     ·     ·     ·     ·     ·     ·     ·
acknowledge           ·     =     ·     ·     ·     ·     ·     ·     ·     ·     ·     ·
ask_to_clarify        clar  clar  ·     ·     ·     ·     ·     ·     ·     ·     ·     ·
clarify               =     =     reg   =     =     =     =     =     =     =     =     ·
answer_on_the_spot    ans   ans   ans   ·     ·     ·     ·     ·     ·     ·     ·     ·
inform                inf   inf   inf   ·     ·     ·     ·     ·     ·     ·     ·     ·
raise_as_suggestion   rais  rais  ·     ·     ·     rais  ·     ·     ·     ·     ·     ·
raise_in_speech       rais  rais  ·     ·     ·     rais  ·     ·     ·     ·     ·     ·
propose               prop  prop  ·     ·     ·     prop  ·     ·     ·     ·     ·     ·
refer                 ref   ref   ·     ·     ·     ·     ·     ·     ·     ·     ·     ·
record_referral_reply ·     ·     ·     ·     ·     =     ·     ·     ·     ·     ·     ·
merge                 merg  merg  merg  ·     ·     ·     ·     ·     ·     ·     ·     ·
set_aside             set   set   set   ·     ·     ·     ·     ·     ·     ·     ·     ·
record_result         ·     ·     ·     ·     ·     =     =     =     =     ·     ·     ·
feed_back             ·     ·     ·     fed   fed   fed   fed   fed   fed   fed   ·     ·
evaluate              ·     ·     ·     ·     ·     ·     ·     ·     ·     ·     =     =
conclude              ·     ·     ·     ·     ·     ·     ·     ·     ·     ·     conc  ·
conclude_by_rule      ·     ·     conc  conc  ·     ·     ·     ·     ·     ·     ·     ·
reopen                ·     ·     ·     ·     ·     ·     ·     ·     ·     ·     reg   reg
mark_emergency        =     =     =     =     =     =     =     =     =     =     =     ·
mark_confidential     =     reg   =     =     =     =     =     =     =     =     =     =
lift_confidential     =     reg   =     =     =     =     =     =     =     =     =     =
protect_identity      =     =     =     =     =     =     =     =     =     =     =     =
bar_from_raising      =     =     =     ·     ·     =     ·     ·     ·     ·     ·     ·
prepare_publication   ·     ·     ·     =     =     =     =     =     =     =     =     =
publish               ·     ·     ·     =     =     =     =     =     =     =     =     =
withdraw_publication  =     =     =     =     =     =     =     =     =     =     =     =
classify              =     =     =     =     =     =     =     =     =     =     =     ·
reckon_again          =     =     =     =     =     =     =     =     =     =     =     ·
recuse                =     reg   =     =     =     =     =     =     =     =     =     ·
order_recusal         =     reg   =     =     =     =     =     =     =     =     =     ·
hand_back             ·     ·     ·     ·     ·     ·     reg   ·     ·     ·     ·     ·
erase_words           =     =     =     =     =     =     =     =     =     =     =     =
"""


SHORT = {
    "reg": "registered",
    "pass": "passed_on",
    "clar": "clarifying",
    "ans": "answered",
    "inf": "informed",
    "ref": "referred",
    "rais": "raised",
    "prop": "proposed",
    "merg": "merged",
    "set": "set_aside",
    "fed": "fed_back",
    "conc": "concluded",
}


def cells() -> list[tuple[str, str, str]]:
    head, *rows = [line.split() for line in EXPECTED.strip().splitlines()]
    return [
        (row[0], SHORT[state], SHORT.get(cell, cell))
        for row in rows
        for state, cell in zip(head[1:], row[1:], strict=True)
    ]


def _merge(s: Scene, o: Opinion) -> object:
    return actions.merge(o, into=s.opinion("同一件事"), same_person=False, by=s.actor("officer"))


def _prepare(s: Scene, o: Opinion) -> Publication:
    return actions.prepare_publication(
        o, quote="路修了一半", outcome="年底修通", stages=[], done=False, by=s.actor("officer")
    )


def _reckon_again(s: Scene, o: Opinion) -> object:
    """The table says a later day than the row: it moves there and is recorded."""
    Opinion.objects.filter(pk=o.pk).update(due_day=NOW.date(), step_day=NOW.date())
    return actions.reckon_again(o)


def _lift(s: Scene, o: Opinion) -> object:
    hidden = actions.mark_confidential(o, by=s.actor("officer"))
    return actions.lift_confidential(hidden, words="不是检举", by=s.actor("reader"))


UNRECORDED = ("withdraw_publication", "prepare_publication", "reckon_again")
"""Acts on another row, or without effect where no limit runs."""

DRIVERS: dict[str, Callable[[Scene, Opinion], object]] = {
    "pass_on": lambda s, o: actions.pass_on(o, deputy=s.cast.people["yang"].code, by=s.actor("officer")),
    "acknowledge": lambda s, o: actions.acknowledge(o, by=s.actor("long")),
    "ask_to_clarify": lambda s, o: actions.ask_to_clarify(o, words="在哪个组", by=s.actor("officer")),
    "clarify": lambda s, o: actions.clarify(o, words="杨家组", by=RESIDENT),
    "answer_on_the_spot": lambda s, o: actions.answer_on_the_spot(
        o, words="年底前", source="镇里计划", by=s.actor("long")
    ),
    "inform": lambda s, o: actions.inform(o, target="县法院", words="正在审理", by=s.actor("long")),
    "raise_as_suggestion": lambda s, o: actions.raise_as_suggestion(
        o, title="关于修路的建议", matter="x", level=Level.COUNTY, by=s.actor("long")
    ),
    "raise_in_speech": lambda s, o: actions.raise_in_speech(
        o, meeting="县人大会议", words="说了", on=moment.today(), by=s.actor("long")
    ),
    "propose": lambda s, o: actions.propose(o, kind="topic_research", words="看路", by=s.actor("long")),
    "refer": lambda s, o: actions.refer(o, target="镇政府", words="", by=s.actor("chair")),
    "record_referral_reply": lambda s, o: actions.record_referral_reply(o, words="已安排", by=s.actor("officer")),
    "merge": _merge,
    "set_aside": lambda s, o: actions.set_aside(o, ground="no_substance", words="没有具体事", by=s.actor("officer")),
    "record_result": lambda s, o: actions.record_result(o, words="修好了", by=SYSTEM),
    "feed_back": lambda s, o: actions.feed_back(o, how="phone", words="讲了", by=s.actor("officer")),
    "evaluate": lambda s, o: actions.evaluate(o, satisfaction="satisfied", by=RESIDENT),
    "conclude": lambda s, o: actions.conclude(o, ground="fed_back", by=s.actor("chair")),
    "conclude_by_rule": lambda s, o: actions.conclude_by_rule(o, by=SYSTEM),
    "reopen": lambda s, o: actions.reopen(o, words="还没修", by=s.actor("chair")),
    "mark_emergency": lambda s, o: actions.mark_emergency(o, words="已打110", by=s.actor("officer")),
    "mark_confidential": lambda s, o: actions.mark_confidential(o, by=s.actor("officer")),
    "lift_confidential": _lift,
    "recuse": lambda s, o: actions.recuse(o, by=s.actor("long")),
    "order_recusal": lambda s, o: actions.order_recusal(
        o, deputy=s.cast.people["long"].code, words="亲戚", by=s.actor("office")
    ),
    "hand_back": lambda s, o: actions.hand_back(o, by=SYSTEM),
    "protect_identity": lambda s, o: actions.protect_identity(o, by=s.actor("officer")),
    "bar_from_raising": lambda s, o: actions.bar_from_raising(o, bar="pending_case", by=s.actor("officer")),
    "prepare_publication": _prepare,
    "publish": lambda s, o: actions.publish(_prepare(s, o), checked=True, by=s.actor("chair")),
    "withdraw_publication": lambda s, o: _withdrawn(s, o),
    "classify": lambda s, o: actions.classify(o, category="roads", by=s.actor("officer")),
    "reckon_again": _reckon_again,
    "erase_words": lambda s, o: actions.erase_words(o, ground="本人申请", by=s.actor("office")),
}


def _withdrawn(s: Scene, o: Opinion) -> object:
    """A card that became public earlier can be taken off in any state."""
    state = o.state
    Opinion.objects.filter(pk=o.pk).update(state=State.ANSWERED)
    card = actions.publish(_prepare(s, o), checked=True, by=s.actor("chair"))
    Opinion.objects.filter(pk=o.pk).update(state=state)
    return actions.withdraw_publication(card, words="有误", by=s.actor("chair"))


def test_the_table_written_apart_names_every_verb_and_state():
    assert {verb for verb, _s, _c in cells()} == set(TABLE.verbs)
    assert len(cells()) == len(TABLE.verbs) * len(State)


@pytest.mark.article(8)
@pytest.mark.parametrize("verb", list(DRIVERS))
def test_each_cell_of_a_verb_goes_through_its_action_as_expected(verb):
    with moment.at(NOW):
        s = scene()
        for state, expected in [(st, cell) for v, st, cell in cells() if v == verb]:
            before = s.in_state(State(state), has_result=True)
            if expected == "·":
                with pytest.raises(Refused):
                    DRIVERS[verb](s, before)
                after = Opinion.objects.get(pk=before.pk)
                assert (after.state, after.version) == (state, before.version), f"{verb} touched a {state} opinion"
            else:
                DRIVERS[verb](s, before)
                after = Opinion.objects.get(pk=before.pk)
                assert after.state == (state if expected == "=" else expected), f"{verb} from {state}"
                assert after.version > before.version or verb in UNRECORDED, f"{verb} from {state} left no trace"


@pytest.mark.article(9)
@pytest.mark.parametrize("state", [State.REFERRED, State.RAISED, State.PROPOSED, State.MERGED])
def test_nothing_is_fed_back_before_there_is_a_result(state):
    s = scene()
    with pytest.raises(Refused):
        actions.feed_back(s.in_state(state, has_result=False), how="phone", words="快了", by=s.actor("officer"))
