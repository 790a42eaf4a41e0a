"""The columns of the three registers: their titles in our own workbooks, and what counties call them."""

from dataclasses import dataclass

from lianxin.registers.rules import Kind
from lianxin.sheets.reading import Column


@dataclass(frozen=True)
class Plan:
    """One register as a sheet: its name, the columns, words in a sheet's name that speak for it, examples."""

    kind: Kind
    sheet: str
    columns: tuple[Column, ...]
    hints: tuple[str, ...]
    signs: frozenset[str]
    """Columns of which one at least must be there: names alone are no register."""
    examples: tuple[dict[str, str], ...]

    @property
    def titles(self) -> dict[str, str]:
        return {column.key: column.title for column in self.columns}


def _c(key: str, title: str, also: str = "", must: bool = False) -> Column:
    return Column(key, title, tuple(also.split()), must)


DEPUTIES = Plan(
    Kind.DEPUTIES,
    "代表",
    (
        _c("name", "姓名", "代表姓名 名字 代表 代表名字 姓名(代表)", True),
        _c("gender", "性别", "男女"),
        _c("level", "层级", "代表层级 级别 代表级别 人大层级 何级代表 代表类别 人大代表层级 所属层级"),
        _c("township", "乡镇", "所在乡镇 乡镇街道 所属乡镇 乡镇(街道) 所在镇 镇 所属镇 乡镇场 所在乡镇街道"),
        _c(
            "congress", "所属人大",
            "人大 哪一级人大 所属人大名称 "
            "人大名称 所属人民代表大会 所属人大区划代码 所属人大代码",
        ),
        _c("term", "届次", "届 届别 第几届 本届 当选届次 届数"),
        _c(
            "district", "选区或选举单位",
            "选区 所在选区 所属选区 选举单位 "
            "选区名称 当选选区 选区(选举单位) 原选举单位 选区号",
        ),
        _c("certificate", "代表证号", "证件号 代表证编号 证号 代表证件号 代表证 代表证号码 证件号码 代表证书号"),
        _c(
            "workplace", "工作单位",
            "单位及职务 单位职务 工作单位及职务 单位 现工作单位 "
            "所在单位 单位和职务 工作单位职务 现任职务 职业",
        ),
        _c("public", "公开联系方式", "公开电话 对外电话 公布电话 公开联系电话 公示电话 接待电话 公开的联系方式"),
        _c(
            "mobile", "本人手机",
            "联系电话 手机 电话 手机号 手机号码 "
            "联系方式 电话号码 本人电话 移动电话 联系手机 私人手机",
        ),
        _c(
            "from", "任期起",
            "任职时间 当选日期 当选时间 任期开始 起 "
            "任职起 任职日期 任期起始 开始日期 任职开始时间 当选年月",
        ),
        _c("until", "任期止", "任期届满 任期结束 止 届满日期 任职止 结束日期 任期截止 任职结束时间 届满时间"),
        _c(
            "stations", "所在联络站",
            "联络站 进站 所属联络站 代表联络站 所进联络站 "
            "进站名称 所在站点 所属站点 站点 编入联络站",
        ),
        _c("attached", "进站日期", "进站时间 编入日期"),
        _c("twin", "同名核对", "同名说明 是否同一人"),
        _c("code", "代表码", "系统编码 代表编码"),
    ),
    ("代表", "名册", "花名册"),
    frozenset("gender level congress term district certificate workplace from stations code".split()),
    (
        {
            "name": "示例甲", "gender": "女", "level": "县",
            "term": "18", "district": "第3选区", "certificate": "示0001",
            "workplace": "某镇中心小学教师", "public": "联络站 000-0000",
            "mobile": "0700-000-0001", "from": "2021-12-01",
        },
        {
            "name": "示例乙", "gender": "男", "level": "乡",
            "term": "19", "district": "第7选区", "certificate": "示0002",
            "workplace": "某村油茶种植户", "mobile": "0700-000-0002", "from": "2021-12-01",
        },
    ),
)  # fmt: skip

STATIONS = Plan(
    Kind.STATIONS,
    "联络站",
    (
        _c("name", "站名", "名称 联络站名称 站点名称 联络站 代表联络站名称 站室名称 家站名称 代表联络站", True),
        _c("kind", "类型", "站点类型 类别 站点类别 家站点 种类"),
        _c("township", "乡镇", "所在乡镇 乡镇街道 所属乡镇 乡镇(街道) 所在镇 镇 所在乡镇街道"),
        _c("village", "村、社区", "村 社区 所在村 所在村社区 村(社区) 村社区 村居"),
        _c("division", "所在地", "区划代码 区划 所在区划 设站地点 所在地区划代码"),
        _c("address", "地址", "详细地址 站点地址 联系地址 具体地址 场所地址"),
        _c("hours", "开放时间", "接待时间 开站时间 服务时间 办公时间"),
        _c("phone", "电话", "联系电话 站点电话 值班电话 接待电话 公开电话"),
        _c("access", "无障碍情况", "无障碍 无障碍设施"),
        _c("venue", "场所类型", "场所类别 场所性质"),
        _c("host", "场所所属单位", "场所单位 产权单位 共建单位"),
        _c("shared_use", "共用情况", "是否共用 共用"),
        _c("opened", "启用日期", "建站时间 启用时间 设立时间 建成时间 开放日期 挂牌时间"),
        _c("code", "站点码", "站点编码 站码"),
    ),
    ("站", "家站", "站点"),
    frozenset("kind address hours phone access venue code".split()),
    (
        {
            "name": "某镇人大代表联络站", "kind": "联络站",
            "address": "某镇建设路1号", "hours": "周一至周五 8:30–17:30",
            "phone": "000-0000", "access": "门口没有台阶", "venue": "乡镇机关", "opened": "2022-03-01",
        },
        {
            "name": "某村代表联系点", "kind": "联系点",
            "village": "某村", "address": "某村村部一楼", "hours": "赶场日 9:00–12:00",
            "phone": "000-0001", "venue": "村（居）委会",
        },
    ),
)  # fmt: skip

ORGANS = Plan(
    Kind.ORGANS,
    "单位",
    (
        _c("name", "单位名称", "名称 单位 承办单位 机关名称 部门名称 部门 承办单位名称 单位全称", True),
        _c("short_name", "简称", "单位简称"),
        _c("kind", "类型", "单位类型 类别 性质 单位性质 单位类别"),
        _c("division", "所在区划", "层级 级别 区划 乡镇 所属 所在地 区划代码 单位层级 所属层级"),
        _c("assignable", "可以承办", "可否承办 是否承办 能否承办 承办"),
        _c("address", "办公地址", "地址 单位地址"),
        _c("mail", "电子邮箱", "邮箱 电子邮件"),
        _c("duty_line", "值班电话", "办公电话 单位电话 电话 总机 办公室电话"),
        _c("leader", "分管领导", "分管领导姓名 分管负责人 分管领导分管负责人"),
        _c("leader_duty", "分管领导职务", "领导职务"),
        _c("leader_phone", "分管领导电话", "领导电话 分管领导联系电话"),
        _c("handler", "承办人", "联系人 经办人 联络员 承办联系人 具体承办人 联系人姓名"),
        _c("handler_duty", "承办人职务", "联系人职务 经办人职务 职务"),
        _c("handler_phone", "承办人电话", "联系电话 联系人电话 经办人电话 联络电话 手机"),
        _c("from", "联系人起始日期", "联系人更新日期"),
        _c("code", "单位编号", "单位码 系统编号"),
    ),
    ("单位", "机关", "部门"),
    frozenset("kind short_name assignable address duty_line leader handler handler_phone code".split()),
    (
        {
            "name": "某县示例局", "short_name": "示例局", "kind": "政府及其部门", "division": "县", "assignable": "是",
            "duty_line": "000-0000", "leader": "示例丙", "leader_duty": "副局长", "leader_phone": "000-0001",
            "handler": "示例丁", "handler_duty": "办公室主任", "handler_phone": "000-0002",
        },
        {
            "name": "某镇人民政府", "short_name": "某镇政府",
            "kind": "政府及其部门", "assignable": "是", "handler": "示例戊",
            "handler_phone": "000-0003",
        },
    ),
)  # fmt: skip

PLANS = (DEPUTIES, STATIONS, ORGANS)
BY_KIND = {plan.kind: plan for plan in PLANS}
EXAMPLES = frozenset(example["name"] for plan in PLANS for example in plan.examples)
"""Names of the invented rows of our templates: whoever leaves them in is told, and they are left out."""
