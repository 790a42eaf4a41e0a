"""What the page of a desk without network asks: the fields of a reception sheet, checked on the device itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.base.forms import FacedForm
from lianxin.desk.forms.reception_day import DOORS, MatterForm, SheetForm

SHORTEST = 8
"""Letters of a passphrase that keeps a device's words from whoever finds it."""
MATTERS = 5
"""Blocks of one sheet; whoever has more to say gets a second sheet."""


class TakeAlong(FacedForm):
    """带走: which device this is, and the passphrase that alone opens it without network."""

    device = forms.CharField(
        label=_("这台设备叫什么"), required=False, max_length=40, help_text=_("好认就行：站里的平板。")
    )
    passphrase = forms.CharField(
        label=_("定一个口令"),
        widget=forms.PasswordInput(attrs={"minlength": SHORTEST, "autocomplete": "new-password"}),
        help_text=_("至少8位。断网时凭它打开，设备丢了别人也看不到。"),
    )
    again = forms.CharField(label=_("再写一遍口令"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))


class TakenMatter(MatterForm):
    """One matter, with the fields and words of the sheet on line; the device fills in who and where to."""

    def __init__(self, at: int) -> None:
        super(MatterForm, self).__init__(prefix=f"m{at}", auto_id="off_%s")
        self.at = at
        self.fields["door"].choices = list(DOORS.items())  # type: ignore[attr-defined]


class TakenSheet(FacedForm):
    """Who came, as little as is needed."""

    headcount = SheetForm.base_fields["headcount"]
    contact = SheetForm.base_fields["contact"]
    tell_by = SheetForm.base_fields["tell_by"]
    signed = SheetForm.base_fields["signed"]


WORDS = {
    "announced": _("还没开始"),
    "open": _("正在接待"),
    "closed": _("结束了，等传回"),
    "online": _("有网"),
    "offline": _("没有网"),
    "comma": _("，"),
    "booked": _("约的{at}"),
    "waits": _("候补"),
    "walk_in": _("现场"),
    "people": _("{n}个人"),
    "called_at": _("{at}请进"),
    "came_at": _("{at}到"),
    "skips": _("叫了{n}次没有应"),
    "and_more": _("……等{n}件"),
    "confidential": _("（密件，传回去以后您也看不到）"),
    "next_said": _("{n}位在等，下一位是"),
    "nobody_waits": _("现在没有人在等"),
    "take_first": _("来了人，先取一个号。"),
    "numbers_left": _("还有{n}个登记号可以用。"),
    "unsent": _("这台设备上写了{n}条。"),
    "which": _("第{n}件"),
    "sheet": _("接待登记表"),
    "sheet_of": _("{name}号的登记表"),
    "choose": _("请选"),
    "begun": _("接待开始了。代表到了，点一下“已到”。"),
    "came": _("{name}到了，记下了。"),
    "given": _("取好了：{name}号。请告诉他。"),
    "called": _("请{name}号。"),
    "skipped": _("{name}号没有应，先过号。人回来了再点“回来了”。"),
    "back": _("{name}号回来了，接着等。"),
    "left": _("{name}号先走了。"),
    "over": _("接待结束了。到有网的地方，把写的传回去。"),
    "not_yet": _("还没有到接待的日子，到那天再点。"),
    "past": _("接待的日子过了。这一天的请传回去；漏记的，在工作台上补录。"),
    "draft": _("上次没写完的登记表还在，接着写。"),
    "letter": _("号前带{letter}"),
    "you": _("您是{name}。接待前7天到当天能带走。"),
    "no_days": _("这7天没有您能带走的接待。"),
    "sign_in": _("要先登录，才能带走或者传回。写的都还在。"),
    "no_net": _("现在连不上平台。写的都还在，有网了再试。"),
    "short": _("口令至少8位。"),
    "differ": _("两遍口令不一样，请再写一遍。"),
    "wrong": _("口令不对，再试一次。"),
    "rescued": _("平台替您打开了。请记好口令，或者尽快传回去。"),
    "elsewhere": _("这台设备上另一个窗口正开着它，请到那个窗口去。"),
    "taken": _("带好了。断网也能打开这一页。这台设备发的号前面带{letter}。"),
    "failed": _("没有写进去（{why}）。请再点一次；还不行，先写在纸上。"),
    "sending": _("正在传……"),
    "sent_so_far": _("传了{n}条，共{all}条。"),
    "sent": _("传了{n}条，都收到了。可以接着用。"),
    "summary": _("传回了{n}条；没用过的登记号作废了{voided}个；等人补登的有{waiting}条。"),
    "closed_there": _("这次接待在平台上也结束了。"),
    "need_text": _("这一件还没有写说了什么。"),
    "need_answer": _("请写下是怎么答复的。"),
    "need_source": _("请写出处：哪个文件、哪个电话、问过谁。"),
    "need_target": _("请选一个去处，或者写下来。"),
    "need_why": _("请写怎么跟他解释的。"),
    "need_count": _("人数写1到99。"),
    "need_contact": _("要打电话或者上门告诉他，就要留个电话或者住址。"),
    "no_numbers": _("带来的登记号用完了。请写在纸上，回来再补录。"),
    "kind_open": _("开始接待"),
    "kind_close": _("结束接待"),
    "kind_attend": _("代表到了"),
    "kind_ticket": _("取号"),
    "kind_call": _("叫号"),
    "kind_skip": _("过号"),
    "kind_come_back": _("回来了"),
    "kind_leave": _("走了"),
    "kind_sheet": _("登记表"),
}
"""What the page's script says; {n} and the like are filled in there."""
