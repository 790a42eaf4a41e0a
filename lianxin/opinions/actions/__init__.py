"""Every write to an opinion, by journey; each takes the steps of frame.py."""

from lianxin.opinions.actions.attaching import attach, octets_of, sweep
from lianxin.opinions.actions.checking import Checked, check, forget
from lianxin.opinions.actions.contact import keep_contact
from lianxin.opinions.actions.doors import (
    answer_on_the_spot,
    inform,
    propose,
    raise_as_suggestion,
    raise_in_speech,
    record_referral_reply,
    refer,
)
from lianxin.opinions.actions.ending import (
    SATISFACTION,
    answered_himself,
    conclude,
    conclude_by_rule,
    evaluate,
    feed_back,
    record_result,
    reopen,
)
from lianxin.opinions.actions.erasing import erase_words
from lianxin.opinions.actions.frame import reckoning, voices_of
from lianxin.opinions.actions.intake import KeyTaken, Receipt, Words, receipt_of, register
from lianxin.opinions.actions.keeping import NotKept, keeping
from lianxin.opinions.actions.keys import contact_of
from lianxin.opinions.actions.limits import reckon_again
from lianxin.opinions.actions.marks import (
    bar_from_raising,
    lift_confidential,
    mark_confidential,
    mark_emergency,
    protect_identity,
    words_of,
)
from lianxin.opinions.actions.publishing import (
    drafted,
    prepare_publication,
    publish,
    reviewed,
    withdraw_publication,
)
from lianxin.opinions.actions.recusing import hand_back, note_interests, order_recusal, recuse
from lianxin.opinions.actions.reserving import (
    Reserved,
    codes_of,
    is_used,
    issue_block,
    restore_number,
    void_unused,
)
from lianxin.opinions.actions.sorting import (
    acknowledge,
    ask_to_clarify,
    clarify,
    classify,
    follow_merger,
    merge,
    pass_on,
    route,
    set_aside,
)

__all__ = [
    "SATISFACTION",
    "Checked",
    "KeyTaken",
    "NotKept",
    "Receipt",
    "Reserved",
    "Words",
    "acknowledge",
    "answer_on_the_spot",
    "answered_himself",
    "ask_to_clarify",
    "attach",
    "bar_from_raising",
    "check",
    "clarify",
    "classify",
    "codes_of",
    "conclude",
    "conclude_by_rule",
    "contact_of",
    "drafted",
    "erase_words",
    "evaluate",
    "feed_back",
    "follow_merger",
    "forget",
    "hand_back",
    "inform",
    "is_used",
    "issue_block",
    "keep_contact",
    "keeping",
    "lift_confidential",
    "mark_confidential",
    "mark_emergency",
    "merge",
    "note_interests",
    "octets_of",
    "order_recusal",
    "pass_on",
    "prepare_publication",
    "propose",
    "protect_identity",
    "publish",
    "raise_as_suggestion",
    "raise_in_speech",
    "receipt_of",
    "reckon_again",
    "reckoning",
    "record_referral_reply",
    "record_result",
    "recuse",
    "refer",
    "register",
    "reopen",
    "restore_number",
    "reviewed",
    "route",
    "set_aside",
    "sweep",
    "voices_of",
    "void_unused",
    "withdraw_publication",
    "words_of",
]
