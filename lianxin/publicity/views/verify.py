"""怎样验证: proofs step by step, what became of a promise, and a file that verifies without us."""

import json
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lianxin.kit import moment
from lianxin.ledger import queries as ledger
from lianxin.publicity import queries, rules
from lianxin.publicity.forms import ReceiptForm
from lianxin.publicity.views.gate import open_form
from lianxin.publicity.views.receipt import bundle_of

SHOWN = 5
LONGEST_NOTE = 4000
FILE = Path(__file__).parent.parent / "data" / "offline.html"

FATES = {
    "kept": gettext_lazy("承诺兑现了：这条记录在公开的校验点里。"),
    "waiting": gettext_lazy("记录还在，正等着封进下一个校验点，最多一分钟。请过一会儿再验。"),
    "broken": gettext_lazy(
        "承诺没有兑现：签过名的这条记录不在账本里。请保存好这张凭据，打电话告诉我们，也可以拿给上一级人大看。"
    ),
    "foreign": gettext_lazy(
        "这不是本平台签出的承诺，或者少复制了几个字。请从“lianxin receipt v1”起，到最后一行，整段贴上。"
    ),
}


@open_form
def verify(request: HttpRequest) -> HttpResponse:
    """GET explains; POST proves a receipt (number and code) or a promise (`note`, or a file of it)."""
    if request.method != "POST":
        return _page(request)
    if "note" in request.POST or "note_file" in request.FILES:
        return _promise(request)
    instead, bundle = bundle_of(request)
    if instead is not None or bundle is None:
        return instead or _page(request, 404, wrong=True, number=request.POST.get("number", ""))
    context = {
        "steps": queries.proof_steps(bundle),
        "bundle_words": queries.own_words(bundle),
        "bundle": bundle,
        "sealed": bundle["proof"] is not None,
        "code": request.POST.get("code", ""),
        "number": bundle["number"],
    }
    return _page(request, **context)


def _promise(request: HttpRequest) -> HttpResponse:
    given = request.FILES.get("note_file")
    note = request.POST.get("note", "")
    if given is not None and not note.strip():
        note = given.read(LONGEST_NOTE).decode(errors="replace")
    found = ledger.promise_kept(note[:LONGEST_NOTE])
    return _page(request, fate=found.fate, fate_words=FATES[found.fate], promise=found, note=note[:LONGEST_NOTE])


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "form": ReceiptForm(initial={"number": more.get("number", "")}),
        "checkpoints": queries.newest_checkpoints(SHOWN),
        "fingerprints": queries.fingerprints(),
        "verifiers": ledger.keys().verifiers,
        **more,
    }
    return render(request, "publicity/verify.html", context, status=status)


# ── the file that needs nobody ─────────────────────────────────────────────
@require_POST
def _offline(request: HttpRequest) -> HttpResponse:
    instead, bundle = bundle_of(request)
    if instead is not None or bundle is None:
        return instead or _page(request, 404, wrong=True, number=request.POST.get("number", ""))
    response = HttpResponse(standalone(bundle), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lianxin-{bundle["number"]}.html"'
    # It runs on the holder's own disk; should a browser show it from here, it may do nothing.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


offline = open_form(_offline)


def standalone(bundle: dict[str, Any]) -> str:
    """One HTML file: the bundle, its verifier, and every word it says. Nothing in it asks a network."""
    page = FILE.read_text(encoding="utf-8")
    data = {"bundle": bundle, "words": _words(), "made": moment.now().isoformat(timespec="seconds")}
    # "<" is the only letter that could end the script element early.
    return page.replace("{{DATA}}", json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))


def _words() -> dict[str, Any]:
    return {
        "title": _("连心：这条记录的证明"),
        "own": _("您当时说的"),
        "erased": _("内容已经依法删除，只剩它的指纹。"),
        "confidential": _("这是密件，内容不在这里。"),
        "intro": _("这个文件自己会验，不用上网，也不用相信我们。关掉网络再打开，结果一样。"),
        "steps": {name: [str(good), str(bad)] for name, (good, bad) in rules.PROOF_WORDS.items()},
        "waiting": _("还没封进校验点（登记后最多一分钟）。请过一会儿重新下载一份。"),
        "nothing": _("没有可验的内容。"),
        "good": _("对"),
        "bad": _("不对"),
        "open": _("等着"),
        "whole": _("全部对得上：这条记录在账本里，一个字没有动过。"),
        "part": _("到现在为止都对得上，还差封进校验点这一步。"),
        "broken": _("对不上。请保存好这个文件，打电话告诉我们，也可以拿给上一级人大看。"),
        "missing": _("这个浏览器太旧，算不了签名（没有 crypto.subtle）。请换一台电脑或者新一点的浏览器打开。"),
        "compare": _(
            "最后一步要您自己来：把下面的钥匙指纹，和站门口公告最下面印的第二行对一对。一样，才说明签名的是我们。"
        ),
        "reckoned": _("签名的钥匙，算出来的指纹是"),
        "number": _("登记号"),
        "at": _("给回执的时间"),
        "size": _("校验点里的记录数"),
        "sealed_at": _("校验点的时间"),
        "made": _("这个文件的下载时间"),
        "technical": _("给懂技术的人看的原文"),
    }
