"""Invented names and plausible everyday matters for synthetic worlds. No real person's data."""

from collections.abc import Sequence
from typing import TypeVar

from lianxin.kit import chance

T = TypeVar("T")

FAMILY = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹柏章苏潘葛范彭鲁韦马方俞袁柳唐薛雷贺罗毕"
GIVEN = (
    "云山河川林松柏竹梅兰荷菊桃柳春夏秋冬晨暮星月禾苗麦稻田园溪泉湖海江帆舟石玉珠锦绣文墨书画琴歌安宁和平明朗清远思齐"
)

# place, matter, wish
PLACES = (
    "村口", "三组", "老街", "河边", "学校门口", "卫生院门口", "农贸市场", "安置区", "大塘边", "渡口", "茶场", "新桥头",
    "祠堂前", "水库下", "养老院旁", "公交站",
)  # fmt: skip
MATTERS = (
    ("roads", "路面坑坑洼洼，下雨天一脚泥", "请修一修"),
    ("roads", "转弯处没有反光镜，撞过两回", "请装一面镜子"),
    ("roads", "桥栏杆断了一截，小孩走着怕人", "请尽快补上"),
    ("water", "自来水一到傍晚就没有压力", "请查一查水厂"),
    ("water", "水渠淤了，下丘田放不进水", "请组织清一清"),
    ("power_telecom", "变压器老跳闸，饭都煮不成", "请增容"),
    ("power_telecom", "手机没有信号，老人有事打不通电话", "请建个基站"),
    ("sanitation", "垃圾桶半个月才清一次，夏天臭得很", "请多清几趟"),
    ("environment", "养殖场的水直接排进沟里", "请管一管"),
    ("education", "放学时车堵成一团，小孩在车缝里钻", "请划个接送区"),
    ("health", "卫生院晚上没有医生", "请安排值班"),
    ("insurance", "报销要跑三趟，材料一回说一样", "能不能一次讲清"),
    ("eldercare", "老人吃饭不方便", "想办个食堂"),
    ("civil_affairs", "高龄补贴有两个月没到账", "请帮着问问"),
    ("municipal", "路灯坏了一大半，晚上黑漆漆的", "请换一换"),
    ("land", "征地的尾款还差一部分", "请说个准日子"),
    ("labour", "在工地做了三个月，工钱只发一半", "怎么办才好"),
    ("market", "市场的秤有的不准", "请查一查"),
    ("safety", "后山的石头有松动，下大雨睡不着", "请派人看看"),
    ("village_affairs", "村里的账半年没有公布了", "请贴出来"),
    ("culture", "健身器材坏了，怕伤到老人", "请修好或者换掉"),
    ("agriculture", "农机坏了要拖到县城修，误了农时", "能不能在镇上设个点"),
)  # fmt: skip
OPENINGS = ("我们这里", "我住在这边，", "想跟代表说一声，", "好几家都讲，", "来过两回了，", "不晓得找哪个，", "")
SINCE = ("快一年了", "有两三个月了", "上个月开始的", "去年冬天就这样", "已经好久了")
ANSWERS = ("问过单位，{}。手续和日子都写在告知单上。", "已经核实，{}。有变化站里会再打电话。", "当面看过，{}。")
DONE = ("已经修好", "列进了这个月的安排", "这个星期就来人", "已办妥", "换了新的", "清理完了")


def pick(values: Sequence[T]) -> T:
    """One of them."""
    return values[chance.below(len(values))]


def given_name() -> str:
    """A family name and one or two letters."""
    return pick(tuple(FAMILY)) + "".join(GIVEN[chance.below(len(GIVEN))] for _ in range(1 + chance.below(2)))


def said() -> tuple[str, str, str]:
    """Category, place and what a resident says of it."""
    category, matter, wish = pick(MATTERS)
    place = pick(PLACES)
    return category, place, f"{pick(OPENINGS)}{place}{matter}，{pick(SINCE)}，{wish}。"


def answer() -> str:
    """What somebody answers."""
    return pick(ANSWERS).format(pick(DONE))
