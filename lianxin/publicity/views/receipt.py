"""我说的事到哪一步了: the road of one voice, for whoever holds number and check code (in POST bodies only)."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT
from lianxin.kit.workflow import Refused
from lianxin.ledger import queries as ledger
from lianxin.opinions import actions as opinions
from lianxin.opinions import queries as opinion_queries
from lianxin.opinions.actions import NotKept, keeping
from lianxin.opinions.rules import UNUSED, Rejected
from lianxin.publicity import queries, rules
from lianxin.publicity.forms import ContactForm, JudgeForm, ReceiptForm, WordsForm
from lianxin.publicity.views.gate import open_form, slowed
from lianxin.publicity.views.say import done
from lianxin.suggestions import queries as roads

Act = Callable[[Any, HttpRequest], str]


@open_form
def receipt(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST shows the road, after doing what the holder asked for (`act`)."""
    if request.method != "POST":
        # A number that somebody put into the address is not echoed, and leaves the address.
        return redirect("publicity:receipt") if request.GET else _asked(request)
    number, code = request.POST.get("number", ""), request.POST.get("code", "")
    checked = opinions.check(number, code, request.META.get("REMOTE_ADDR", ""))
    if checked.opinion is None:
        return slowed(request, checked.wait) or _asked(request, number, checked.unused)
    name = request.POST.get("act", "")
    if name == "again":
        return done(request, opinions.receipt_of(checked.opinion))
    if name not in ACTS:
        return road(request, checked.opinion)
    return _acted(request, checked.opinion, name)


def _asked(request: HttpRequest, number: str | None = None, unused: str = "") -> HttpResponse:
    """The form; with one answer for an unknown number and a wrong code, and another for a number nothing came under."""
    wrong = number is not None and not unused
    form = ReceiptForm(initial={"number": number or ""})
    context = {"form": form, "wrong": wrong, "unused": UNUSED.get(unused, "")}
    return render(request, "publicity/receipt.html", context, status=404 if wrong else 200)


# ── what the holder may do ─────────────────────────────────────────────────
def _clarify(opinion: Any, request: HttpRequest) -> str:
    words = request.POST.get("words", "")
    added = [s.quote for s in roads.stages(opinion) if s.verb == "clarified"]
    if added and added[-1] == words.replace("\r\n", "\n").strip():
        return _("您补充的话已经记下了。")  # the same form once more
    opinions.clarify(opinion, words=words, by=RESIDENT)
    return _("您补充的话记下了。")


def _evaluate(opinion: Any, request: HttpRequest) -> str:
    given = request.POST.get("satisfaction", "")
    opinions.evaluate(opinion, satisfaction=given, words=request.POST.get("words", ""), by=RESIDENT)
    return _("您的评价记下了，谢谢。")


def _reopen(opinion: Any, request: HttpRequest) -> str:
    opinions.reopen(opinion, words=request.POST.get("words", ""), by=RESIDENT)
    return _("记下了，这件事重新办。")


def _contact(opinion: Any, request: HttpRequest) -> str:
    opinions.keep_contact(
        opinion, contact=request.POST.get("contact", ""), tell_by=request.POST.get("tell_by", ""), by=RESIDENT
    )
    return _("记下了，有了结果就这样告诉您。")


def _photo(opinion: Any, request: HttpRequest) -> str:
    given = request.FILES.get("file")
    if given is None:
        raise Rejected("file", _("还没选照片。"))
    opinions.attach(opinion, given, by=RESIDENT)
    return _("照片收到了，里面的拍摄地点已经去掉。")


ACTS: dict[str, Act] = {
    "clarify": _clarify,
    "evaluate": _evaluate,
    "reopen": _reopen,
    "contact": _contact,
    "photo": _photo,
}
NEEDS = {"contact": "keep_contact", "photo": "attach"}


def _acted(request: HttpRequest, opinion: Any, name: str) -> HttpResponse:
    """Do it and show the road; what was typed stays when it cannot be done."""
    if NEEDS.get(name, name) not in opinion_queries.voice(opinion).acts:
        return road(request, opinion, wrong=(name, _("这一步现在办不了，可能刚才已经办过了。")), status=409)
    try:
        with keeping():
            said = ACTS[name](opinion, request)
    except Rejected as wrong:
        return road(request, opinion, wrong=(name, wrong.message), status=422)
    except (Refused, PermissionDenied) as error:
        return road(request, opinion, wrong=(name, str(error)), status=409)
    except NotKept:
        return road(request, opinion, wrong=(name, _("没有记下，请再按一次。您写的还在。")), status=503)
    fresh = opinion_queries.by_number(opinion.number)
    return road(request, fresh, said=said)


# ── the road ───────────────────────────────────────────────────────────────
def road(
    request: HttpRequest, opinion: Any, *, said: str = "", wrong: tuple[str, str] = ("", ""), status: int = 200
) -> HttpResponse:
    """The page of one voice. `wrong`: which act could not be done, and what to do about it."""
    voice = opinion_queries.voice(opinion)
    code = request.POST.get("code", "")
    context = {
        "voice": voice,
        "code": code,
        "road": queries.road_of(opinion, voice, get_language() or ""),
        "said": said,
        "state": rules.state_words(voice.state, has_result=voice.has_result, confidential=voice.confidential),
        "days": (moment.today() - voice.received_at.astimezone(moment.SHANGHAI).date()).days,
        "size": rules.quote_size(voice.text),
        "proof": queries.proof_of(voice.number),
        "wrong": wrong[0],
        "wrong_words": wrong[1],
        **_forms(request, voice, wrong[0]),
    }
    return render(request, "publicity/road.html", context, status=status)


def _forms(request: HttpRequest, voice: opinion_queries.Voice, wrong: str) -> dict[str, object]:
    """The forms of what may be done now; the one that went wrong holds what was typed."""
    typed = {name: value for name, value in request.POST.items() if name not in ("number", "code", "act")}

    def kept(act: str, **otherwise: str) -> dict[str, Any]:
        return typed if act == wrong else dict(otherwise)

    made: dict[str, object] = {}
    if "clarify" in voice.acts:
        made["words_form"] = WordsForm(initial=kept("clarify"), auto_id="add_%s")
    if "evaluate" in voice.acts:
        made["judge_form"] = JudgeForm(initial=kept("evaluate"), auto_id="judge_%s")
    if "reopen" in voice.acts:
        made["again_form"] = WordsForm(initial=kept("reopen"), auto_id="again_%s")
    made["contact_form"] = ContactForm(initial=kept("contact", tell_by=voice.tell_by), auto_id="tell_%s")
    return made


def bundle_of(request: HttpRequest) -> tuple[HttpResponse | None, dict[str, Any] | None]:
    """(an answer to give instead, the bundle) for the number and code of a POST; (None, None) when they do not fit."""
    checked = opinions.check(
        request.POST.get("number", ""), request.POST.get("code", ""), request.META.get("REMOTE_ADDR", "")
    )
    if checked.opinion is None:
        return slowed(request, checked.wait), None
    return None, ledger.bundle(checked.opinion.number)
