"""What the desk calls each verb, which key presses it, what may leave in a table. Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lianxin.guidance.rules import article


@dataclass(frozen=True)
class Verb:
    """One act at the desk: its name in the workflow, its word, its key and icon; `front` stands in the dock itself."""

    name: str
    label: object
    key: str
    icon: str
    front: bool = False
    small: object = ""


OPINION_VERBS = (
    # in the order of red: the first that can be done is the one primary action of the screen
    Verb("conclude", _("审定办结"), "o", "check", True),
    Verb("raise_as_suggestion", _("我来提建议"), "1", "doc", True, _("草稿替您写好一半，改两句就能交")),
    Verb("feed_back", _("告诉本人"), "t", "phone", True),
    Verb("record_referral_reply", _("记单位答复"), "r", "edit", True),
    Verb("pass_on", _("转交代表"), "d", "people", True, _("转给别的代表，写一句原因")),
    Verb("answer_on_the_spot", _("当场解答"), "a", "speak", True, _("说几句，写上依据")),
    Verb("inform", _("告知去处"), "g", "pin", True, _("该找谁，讲清楚")),
    Verb("route", _("分到站"), "s", "house", True),
    Verb("clarify", _("补记原话"), "e", "edit"),
    Verb("acknowledge", _("签收"), "y", "check", True, _("看过了，心里有数")),
    Verb("ask_to_clarify", _("请补充"), "q", "info", True),
    Verb("refer", _("转办"), "z", "send", True),
    Verb("record_result", _("记下结果"), "w", "edit", True),
    Verb("raise_in_speech", _("会上发言提出"), "2", "mic"),
    Verb("propose", _("提请视察调研"), "3", "eye"),
    Verb("classify", _("定类别"), "c", "filter", True),
    Verb("merge", _("并到一起"), "b", "merge"),
    Verb("set_aside", _("不作办理"), "x", "x"),
    Verb("evaluate", _("请本人评价"), "v", "star", True),
    Verb("prepare_publication", _("整理公布稿"), "p", "bell", True),
    Verb("reopen", _("重新办理"), "h", "undo"),
    Verb("mark_emergency", _("标为紧急"), "!", "alert"),
    Verb("protect_identity", _("保护身份"), "i", "shield"),
    Verb("bar_from_raising", _("注明不得提出"), "u", "flag"),
    Verb("recuse", _("回避"), "f", "shield"),
    Verb("order_recusal", _("请代表回避"), "4", "shield"),
    Verb("mark_confidential", _("定为密件"), "m", "lock"),
    Verb("lift_confidential", _("解除密件"), "l", "lock"),
)

SUGGESTION_VERBS = (
    Verb("submit", _("交上去"), "1", "send", True),
    Verb("acknowledge", _("签收"), "y", "check", True),
    Verb("reply", _("答复"), "r", "edit", True),
    Verb("number", _("审查通过，编号"), "n", "check", True),
    Verb("assign_by_office", _("交办"), "a", "send", True),
    Verb("assign_by_presidium", _("由主席团交办"), "a", "send", True),
    Verb("evaluate", _("评价答复"), "e", "star", True),
    Verb("order_rehandling", _("要求重办"), "h", "undo", True),
    Verb("conclude", _("办结"), "o", "check", True),
    Verb("change_lead", _("换领衔代表"), "f", "swap", True),
    Verb("revise", _("修改"), "c", "edit", True),
    Verb("return_for_revision", _("退回修改"), "b", "back", True),
    Verb("treat_as_reference", _("作参阅件"), "x", "book", True),
    Verb("prepare_publication", _("整理公布稿"), "p", "bell", True),
    Verb("withdraw", _("撤回"), "w", "undo"),
)

TO_DO = (
    "emergency",
    "confidential",
    "with_me",
    "to_sort",
    "unrouted",
    "to_tell",
    "to_conclude",
    "drafts",
    "to_evaluate",
    "to_vet",
    "to_assign",
    "evaluated",
    "to_acknowledge",
    "to_reply",
)
ELSEWHERE = ("with_deputies", "clarifying", "elsewhere", "in_hand", "replied")

REDIRECTS = (
    _("县纪委监委（12388）：干部违纪违法"),
    _("县人民法院：打官司、执行"),
    _("县人民检察院（12309）：法律监督"),
    _("县委、镇党委：政党组织的工作"),
    _("县人社局（12333）：工资、社保、劳动争议"),
    _("县信访局：信访事项"),
    _("政务服务便民热线（12345）：便民事项"),
    _("公安机关（110）：治安、报警"),
)
"""Where residents are most often told to turn, besides the organs that the county has entered."""


def forbidden_words(verb: str) -> object:
    """Why somebody who is here may not do this, said where he tried it."""
    if verb in ("refer", "conclude", "reopen"):
        return _("代表和联络员不直接处理问题：这一步由乡镇人大主席、街道人大工委审定。")
    if verb in ("assign_by_office", "assign_by_presidium", "number", "return_for_revision", "treat_as_reference"):
        return _("审查、交办只由县人大常委会代表工委或者乡镇主席团作出。")
    if verb in ("raise_as_suggestion", "raise_in_speech", "propose", "submit", "revise"):
        return _("要由相应层级的在任代表提出。")
    return _("这一步不在您的职责里。")


@article(8, "代表和联络员不直接处理问题")
def limits_of_role(*, is_head: bool, is_station: bool, is_deputy: bool) -> object:
    """The sentence under the dock: what the person before it does not do."""
    if is_head:
        return _("办结要写明依据。转办不是法定的交办，只转本乡镇、街道的事。")
    if is_station:
        return _("联络员不直接处理问题：替代表记录，转交代表；办结由主席审定。")
    if is_deputy:
        return _("代表不直接处理问题：能答的当场答，要办的写成建议。正在审理的案件请别过问。")
    return ""


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def pasted(text: str) -> list[str]:
    """Several messages out of one paste: blank lines part them."""
    parts: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.strip():
            parts[-1].append(line.strip())
        elif parts[-1]:
            parts.append([])
    return ["\n".join(lines) for lines in parts if lines]


def after(keys: Sequence[str], done: str) -> str:
    """The item that follows `done` in a list, or the first one; '' when nothing else is left."""
    others = [key for key in keys if key != done]
    if not others:
        return ""
    behind = keys[keys.index(done) + 1 :] if done in keys else []
    return behind[0] if behind else others[0]
