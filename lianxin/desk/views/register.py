"""Taking down what somebody tells: one at a time, or several out of a chat."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from lianxin.desk import rules
from lianxin.desk.forms.intake import Paste, Register, own_stations
from lianxin.desk.queries import papers
from lianxin.desk.views.frame import DeskRequest, drawn, form_page
from lianxin.kit import chance
from lianxin.kit.actor import Actor, Role
from lianxin.opinions import actions
from lianxin.opinions.permissions import STATION_STAFF
from lianxin.opinions.rules import Rejected

MOST_PASTED = 30


def may_write_down(actor: Actor) -> bool:
    """Staff of a place, volunteers and deputies."""
    return actor.is_deputy or bool(actor.posts_as(*STATION_STAFF, Role.VOLUNTEER, Role.COUNTY_OFFICE))


def _open(request: DeskRequest) -> None:
    if not may_write_down(request.actor):
        raise Http404


@form_page
def register(request: DeskRequest) -> HttpResponse:
    """The form; after it, the receipt to print or to read out. A reload gives the same receipt."""
    _open(request)
    form = Register(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.method != "POST":
        return drawn(request, "desk/register.html", {"form": form})
    receipt, status = _registered(form)
    if receipt is None:
        return drawn(request, "desk/register.html", {"form": form}, status=status)
    context = {"receipt": receipt, "qr": papers.look_up(receipt.number), "form": form}
    return drawn(request, "desk/receipt.html", context)


def _registered(form: Register) -> tuple[Any, int]:
    if not form.is_valid():
        return None, 400
    try:
        return form.carry_out(), 200
    except Rejected as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return None, 400
    except actions.KeyTaken:
        form.add_error(None, _("这张表刚才已经用过，内容却不一样。请另开一张表再登记。"))
        return None, 409
    except PermissionDenied:
        form.add_error("place", _("这个地方不归您的站登记。请写清楚地名，或者请本人到那边的站说。"))
        return None, 403


@form_page
def paste(request: DeskRequest) -> HttpResponse:
    """Paste, look through the drafts, register those that are ticked."""
    _open(request)
    if request.method == "POST" and request.POST.get("step") == "register":
        return _all_registered(request)
    form = Paste(request.POST if request.method == "POST" else None, auto_id="id_%s")
    if not form.is_valid():
        return drawn(request, "desk/paste.html", {"form": form}, status=400 if form.is_bound else 200)
    drafts = rules.pasted(form.cleaned_data["chat"])[:MOST_PASTED]
    context = {"drafts": drafts, "place": form.cleaned_data["place"], "key": chance.form_key()}
    return drawn(request, "desk/paste_check.html", context)


def _all_registered(request: DeskRequest) -> HttpResponse:
    """Each draft by itself: a receipt, or why it was not taken and its words."""
    stations = own_stations(request.actor)
    station = stations[0][0] if len(stations) == 1 else ""
    receipts, left = [], []
    for index in (i for i in request.POST.getlist("keep") if i.isdigit()):
        text = request.POST.get(f"text-{index}", "")
        words = actions.Words(text=text, place=request.POST.get(f"place-{index}", ""), station=station, channel="chat")
        try:
            key = f"{request.POST.get('key', '')[:40]}-{index}"
            receipts.append((actions.register(words, by=request.actor, key=key), text))
        except (Rejected, PermissionDenied, actions.KeyTaken) as error:
            left.append((text, words.place, str(error) or _("这个地方不归您的站登记。")))
    context = {"receipts": receipts, "left": left, "key": chance.form_key()}
    return drawn(request, "desk/paste_done.html", context, status=400 if left else 200)
