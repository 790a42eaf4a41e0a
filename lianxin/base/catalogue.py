"""Sample content of the components page. People and places are invented; telephone numbers cannot ring."""

from datetime import date, datetime
from typing import NamedTuple

from django.core.paginator import Paginator

from lianxin.base.drawing import Mark, ruler
from lianxin.kit import lights
from lianxin.kit.moment import SHANGHAI
from lianxin.kit.road import Link, ReckoningLine, Road, Stop

TODAY = date(2026, 11, 23)
TYPED = {"place": "白石村杨家组", "level": "3", "home": True}
MISTYPED = {"wrong-place": "", "wrong-text": "井干了，要走三里路去挑水。", "wrong-check": "40791", "wrong-level": ""}
NUMBER, CODE = "583920174416", "4079158236"
PRIVATE = "我儿子（身份证430000199001011234，电话0700-0000000）吃药住院花了三万多没报销。"


class Swatch(NamedTuple):
    token: str
    name: str
    value: str
    use: str


SWATCHES = (
    Swatch("ink", "墨", "#1f2329", "正文、标题"),
    Swatch("ink-2", "墨2", "#464d55", "说明文字"),
    Swatch("ink-3", "墨3", "#5f666e", "次要、日期"),
    Swatch("red", "深红", "#a61b1b", "只用于一个主按钮和报头线"),
    Swatch("blue", "蓝", "#1b4b72", "路线、链接、信息"),
    Swatch("blue-2", "蓝2", "#2f6a98", "图"),
    Swatch("ok", "绿", "#1e6a46", "正常"),
    Swatch("warn", "褐", "#805200", "临期"),
    Swatch("late", "赭", "#b03a06", "逾期、填错"),
    Swatch("gold", "金", "#85651c", "只用于荣誉"),
    Swatch("edge", "框", "#7f868d", "输入框"),
    Swatch("paper", "纸", "#fbf9f5", "底"),
)


def _at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


RECKONING = (
    ReckoningLine("交办那天", "2026年4月20日 周一"),
    ReckoningLine("一般建议", "加3个月"),
    ReckoningLine("到第3个月的同一天", "2026年7月20日 周一"),
    ReckoningLine("那天不是法定休假日", "不顺延"),
    ReckoningLine("最迟答复", "2026年7月20日 周一", strong=True),
)
BASIS = "《代表法》第51条，从交办之日起3个月。休假日规则见《民法典》第203条。"


def kept_road(voices: int = 15) -> Road:
    """A whole road, from the words to the promise that was kept."""
    due = date(2026, 7, 20)
    stops = (
        Stop("origin", "您说了", _at(3, 12, 20, 14), words=("发短信说的。原话就是上面这一句，一个字没改。",)),
        Stop("step", "登记", _at(3, 13, 8, 40), words=("白石镇联络站登记，当天回短信告知登记号。",)),
        Stop(
            "merge",
            f"和另外{voices - 1}个人说的并到一起",
            _at(3, 27).date(),
            words=(f"3个乡镇{voices}个人说的是同一件事：夜里看病没有医生。一起办，结果逐个告诉。",),
            voices=voices,
        ),
        Stop(
            "step",
            "写成县人大代表第23号建议",
            _at(4, 8).date(),
            words=("《关于配齐乡镇卫生院夜间值班医生的建议》，龙秀梅领衔，刘禾生、陈望春联名。",),
            links=(Link("读建议全文", "#road"),),
        ),
        Stop(
            "step",
            "交办",
            _at(4, 20).date(),
            words=("县人大常委会代表工委交给县卫生健康局主办，县财政局协办。",),
            due=due,
            light=lights.light(due, due, done=True, done_on=date(2026, 7, 8)),
            reckoning=RECKONING,
            basis=BASIS,
        ),
        Stop(
            "step",
            "县卫生健康局答复",
            _at(7, 8).date(),
            quote="夜间只有护士值守的情况属实。今年招聘18名执业医师，优先补到夜班空缺的9家卫生院。",
            words=("局长到场当面答复。龙秀梅代表评价：态度满意，结果基本满意。",),
            chips=("B类：正在解决，或已列入计划",),
            links=(Link("看盖章的答复函", "#road"),),
        ),
        Stop(
            "promise",
            "许下一个日期",
            _at(7, 8).date(),
            words=("2026年10月31日前，9家卫生院夜间都有执业医师。", "记入承诺事项台账，到期前30天、15天、7天提醒。"),
        ),
        Stop("step", "兑现，比答应的早5天", _at(10, 26).date(), words=("9家全部排了夜班，代表晚上去看过。",)),
        Stop("end", "告诉您了，也公布了", _at(11, 2).date(), words=("电话告诉13人，2人没留联系方式，看公示栏。",)),
    )
    return Road(stops, voices, done=True)


def new_road() -> Road:
    """What a receipt shows on the first day: one step done, the rest ahead."""
    return Road(
        (
            Stop("now", "您说了，我们登记了", _at(11, 23, 9, 20), when="今天", promise="最迟3个工作日"),
            Stop(
                "todo",
                "联络员看完，提出怎么办",
                when="11月26日前",
                words=("当场能答的就答；该找别处的，告诉您找谁；要办的，转给代表。",),
            ),
            Stop("todo", "办到哪里，您都查得到", when="有一步，记一步"),
            Stop("todo", "结果告诉您，也公布", when="有结果后"),
        )
    )


def open_road() -> Road:
    """A road under way, with a provisional date ahead."""
    due = date(2027, 2, 28)
    return Road(
        (
            Stop("origin", "您说了", _at(9, 7, 10, 5)),
            Stop("merge", "并到一起", _at(9, 10).date(), voices=3),
            Stop(
                "now",
                "镇政府在办",
                _at(11, 30).date(),
                due=due,
                light=lights.light(due, date(2026, 11, 30)),
                voices=3,
                promise="最迟2027年2月28日",
                reckoning=(
                    ReckoningLine("交办那天", "2026年11月30日 周一"),
                    ReckoningLine("一般建议", "加3个月"),
                    ReckoningLine("2月没有30日，取当月最后一天", "2027年2月28日 周日"),
                    ReckoningLine("最迟答复", "2027年2月28日", strong=True),
                ),
                basis=BASIS,
                provisional=True,
            ),
            Stop("todo", "答复您", when="2027年2月28日前"),
        ),
        voices=3,
    )


def _lights() -> list[lights.Light | None]:
    day = date.fromordinal
    today = TODAY.toordinal()
    return [
        lights.light(day(today + 56), TODAY),
        lights.light(day(today + 9), TODAY),
        lights.light(day(today + 2), TODAY, near=lights.NEAR_WORKING, working_days_left=2),
        lights.light(TODAY, TODAY),
        lights.light(day(today - 6), TODAY),
        lights.light(day(today + 35), TODAY, extended=True),
        lights.light(day(today), TODAY, done=True, done_on=day(today - 12)),
    ]


def _marks() -> list[Mark]:
    left = (-6, -2, 1, 4, 9, 13, 21, 24, 24, 30, 33, 39, 41, 47, 49, 58, 66, 71, 79, 85, 88)
    found = []
    for number, days in enumerate(left, 20):
        light = lights.light(date.fromordinal(TODAY.toordinal() + days), TODAY, extended=days == 58)
        if light:
            found.append(Mark(f"第{number}号", light))
    return found


def samples() -> dict[str, object]:
    """Everything the catalogue shows."""
    return {
        "swatches": SWATCHES,
        "scale": (("t5", "52 / 35"), ("t4", "34 / 28"), ("t3", "26 / 23"), ("t2", "21"), ("t1", "18"), ("t0", "16")),
        "icons": ICONS,
        "lights": _lights(),
        "kept": kept_road(),
        "crowd": kept_road(37),
        "new": new_road(),
        "open": open_road(),
        "ruler": ruler(_marks()),
        "reckoning": RECKONING,
        "basis": BASIS,
        "number": NUMBER,
        "code": CODE,
        "at": _at(3, 12, 20, 14),
        "private": PRIVATE,
        "page": Paginator(range(140), 20).page(4),
        "active": {"light": ("期限", "临期"), "organ": ("单位", "县水利局")},
        "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        "pairs": (("登记号", NUMBER), ("来源", "接待日"), ("地点", "白石镇桐木村"), ("空的", "")),
    }


ICONS = (
    "alert back bell big book cal cam chart check chev clip clock doc down edit eye filter flag fwd glass home house "
    "info left link list lock mail menu merge mic okc out paste people phone pin plus print right seal search send "
    "shield sound speak split star swap undo up user x"
).split()
