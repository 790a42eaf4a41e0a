"""The lives of mandates, terms and requests: what is suspended or ended leaves every roster and stays as history."""

from lianxin.deputies.rules import CorrectionState, MandateState, TermState
from lianxin.kit.workflow import Workflow

TABLE: Workflow[MandateState] = Workflow(
    ("suspend", {MandateState.ACTIVE}, MandateState.SUSPENDED),
    ("resume", {MandateState.SUSPENDED}, MandateState.ACTIVE),
    ("end", {MandateState.ACTIVE, MandateState.SUSPENDED}, MandateState.ENDED),
)

TERMS: Workflow[TermState] = Workflow(("change_term", {TermState.RUNNING}, TermState.ENDED))
CORRECTIONS: Workflow[CorrectionState] = Workflow(
    ("correct", {CorrectionState.ASKED}, CorrectionState.DONE),
    ("decline_correction", {CorrectionState.ASKED}, CorrectionState.DECLINED),
)
