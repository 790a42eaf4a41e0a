"""The life of an opinion, from the resident's words to the conclusion, as one table.

States and verbs follow architecture.md section 3; who may use a verb stands in permissions.py.
Marks (emergency, confidential, protected identity …) are not states.
"""

from enum import StrEnum

from lianxin.kit.workflow import Workflow


class State(StrEnum):
    REGISTERED = "registered"
    PASSED_ON = "passed_on"
    CLARIFYING = "clarifying"
    ANSWERED = "answered"
    INFORMED = "informed"
    REFERRED = "referred"
    RAISED = "raised"
    PROPOSED = "proposed"
    MERGED = "merged"
    SET_ASIDE = "set_aside"
    FED_BACK = "fed_back"
    CONCLUDED = "concluded"


WAITING = frozenset({State.REGISTERED, State.PASSED_ON})
"""A door of Article 8 has still to be chosen."""

UNDER_WAY = frozenset({State.REFERRED, State.RAISED, State.PROPOSED, State.MERGED})
"""Somebody else's answer is awaited."""

UNFINISHED = frozenset(State) - {State.CONCLUDED}

TABLE = Workflow[State](
    # verb                  from                                                    to
    ("pass_on", WAITING, State.PASSED_ON),
    ("acknowledge", {State.PASSED_ON}, None),
    ("ask_to_clarify", WAITING, State.CLARIFYING),
    ("clarify", {State.CLARIFYING}, State.REGISTERED),
    ("clarify", UNFINISHED - {State.CLARIFYING}, None),
    # the doors of Article 8
    ("answer_on_the_spot", WAITING | {State.CLARIFYING}, State.ANSWERED),
    ("inform", WAITING | {State.CLARIFYING}, State.INFORMED),
    ("raise_as_suggestion", WAITING | {State.REFERRED}, State.RAISED),
    ("raise_in_speech", WAITING | {State.REFERRED}, State.RAISED),
    ("propose", WAITING | {State.REFERRED}, State.PROPOSED),
    # local practice, where the county's policy allows it
    ("refer", WAITING, State.REFERRED),
    ("record_referral_reply", {State.REFERRED}, None),
    # same matter, or nothing to act on
    ("merge", WAITING | {State.CLARIFYING}, State.MERGED),
    ("set_aside", WAITING | {State.CLARIFYING}, State.SET_ASIDE),
    # what came of it (Article 9)
    ("record_result", UNDER_WAY, None),
    (
        "feed_back",
        UNDER_WAY | {State.ANSWERED, State.INFORMED, State.SET_ASIDE},
        State.FED_BACK,
    ),
    ("evaluate", {State.FED_BACK, State.CONCLUDED}, None),
    ("conclude", {State.FED_BACK}, State.CONCLUDED),
    ("conclude_by_rule", {State.ANSWERED, State.CLARIFYING}, State.CONCLUDED),
    ("reopen", {State.FED_BACK, State.CONCLUDED}, State.REGISTERED),
    # what it is about, marks and publication leave the state alone
    ("classify", UNFINISHED, None),
    ("mark_emergency", UNFINISHED, None),
    # Article 11: the deputy has nothing more to do with it
    ("recuse", {State.PASSED_ON}, State.REGISTERED),
    ("recuse", UNFINISHED - {State.PASSED_ON}, None),
    ("order_recusal", UNFINISHED, None),
    ("hand_back", {State.RAISED}, State.REGISTERED),
    # the deputy who had it has it no more
    ("mark_confidential", {State.PASSED_ON}, State.REGISTERED),
    ("mark_confidential", frozenset(State) - {State.PASSED_ON}, None),
    ("lift_confidential", frozenset(State), None),
    ("protect_identity", frozenset(State), None),
    ("bar_from_raising", WAITING | {State.CLARIFYING, State.REFERRED}, None),
    ("prepare_publication", frozenset(State) - WAITING - {State.CLARIFYING}, None),
    ("publish", frozenset(State) - WAITING - {State.CLARIFYING}, None),
    ("withdraw_publication", frozenset(State), None),
    ("erase_words", frozenset(State), None),
    ("reckon_again", UNFINISHED, None),
)
