"""A form for each verb: the two tables that the views look verbs up in."""

from lianxin.desk.forms import doors, handling, keeping, recusing, sorting
from lianxin.desk.forms.frame import ActForm

OPINION: dict[str, type[ActForm]] = {
    form.verb: form
    for form in (
        sorting.Route,
        sorting.PassOn,
        sorting.Acknowledge,
        sorting.AskToClarify,
        sorting.Clarify,
        sorting.Classify,
        sorting.Merge,
        sorting.SetAside,
        doors.AnswerOnTheSpot,
        doors.Inform,
        doors.RaiseInSpeech,
        doors.Propose,
        doors.Refer,
        doors.RecordReferralReply,
        keeping.RecordResult,
        keeping.FeedBack,
        keeping.Evaluate,
        keeping.Conclude,
        keeping.Reopen,
        keeping.MarkEmergency,
        keeping.MarkConfidential,
        keeping.LiftConfidential,
        keeping.ProtectIdentity,
        keeping.BarFromRaising,
        keeping.PreparePublication,
        recusing.Recuse,
        recusing.OrderRecusal,
    )
}

SUGGESTION: dict[str, type[ActForm]] = {
    form.verb: form
    for form in (
        handling.Revise,
        handling.Submit,
        handling.Withdraw,
        handling.ReturnForRevision,
        handling.TreatAsReference,
        handling.Number,
        handling.AssignByOffice,
        handling.AssignByPresidium,
        handling.Acknowledge,
        handling.Reply,
        handling.Evaluate,
        handling.OrderRehandling,
        handling.Conclude,
        recusing.ChangeLead,
        handling.PreparePublication,
    )
}

__all__ = ["OPINION", "SUGGESTION", "ActForm"]
