# ruff: noqa: E501 - told texts, whose letters count twice
"""Whole roads: opinions that deputies raised as suggestions, in a speech or as a proposed inspection, at every stage."""

from lianxin.worlds.script import Step, Story, step

NIGHT = (
    "镇卫生院晚上叫不到医生，我娘半夜胸口痛，只能打车去县城。",
    "夜里只有护士在，打点滴都不敢开。卫生院晚上能不能留个医生？",
    "上个月崽发高烧，卫生院锁了门，骑摩托跑了一个多小时。",
    "我们村离县城四十多里，晚上得急病真是怕。",
    "卫生院白天有人晚上没人，老人家最怕晚上。",
    "晚上被狗咬了没地方打针，第二天才打上。",
    "建议卫生院晚上也有医生坐班，哪怕一个也好。",
    "我爱人临产那晚，卫生院没有医生，救护车等了五十分钟。",
    "去年冬天我爹摔断腿，夜里没人接诊，痛到天亮。",
    "听说县里有医生轮值，怎么没轮到我们寸石？",
    "晚上孩子惊厥，值班电话打得通，就是没医生来。",
    "在外打工，屋里只有老的小的，夜里生病真不放心。",
    "镇卫生院盖了新楼，晚上一盏灯都没有医生。",
    "希望代表帮忙问问，夜班医生的事哪年能解决。",
)


def _voice(number: int, text: str) -> Story:
    """One of those who said the same as OP-03: joined, told by himself, some of them asked how they found it."""
    channel = ("visit", "phone", "web", "qr", "reception")[number % 5]
    told = "phone" if number % 3 else "visit"
    last: tuple[Step, ...] = ()
    if number % 2:
        last = (step(125, "evaluate", "resident", satisfaction="satisfied" if number % 5 else "basically"),)
    return Story(
        f"OP-03/{number}", "cunshi", 254 - number, channel, text,
        (
            step(253 - number, "merge", "officer", into="OP-03"),
            step(129, "feed_back", "officer", how=told, words="告诉本人：县里答应年内9家卫生院夜里都有医生，先从5家开始。"),
            *last,
            step(119, "conclude", "chair", ground="fed_back"),
        ),
        contact=f"000-03{number:02}", tell_by=told,
    )  # fmt: skip


STORIES: tuple[Story, ...] = (
    *(_voice(number, text) for number, text in enumerate(NIGHT, start=1)),
    # a dissatisfied deputy: handled again
    Story(
        "R-01", "cunshi", 236, "visit", "桐木村到镇上的班车停了，老人赶场、娃娃上学都要自己想办法。",
        (
            step(235, "pass_on", "officer", deputy="liu"),
            step(234, "acknowledge", "liu"),
            step(216, "suggest", "liu", level=4, title="关于恢复寸石镇桐木片班车的建议",
                 situation="桐木、茅田等四个村的班车{-270}停开，两千多人出行不便，其中老人和学生占一半。",
                 analysis="客流少，企业亏损；面包车非法载客随之多起来，不安全。",
                 advice="请县交通运输局以预约响应方式恢复班车，赶场日、周五周日加密，给予线路补贴。"),
            step(216, "s_submit", "liu"),
            step(214, "s_number", "office"),
            step(213, "s_assign", "office", organ="transport"),
            step(211, "s_acknowledge", "handler_transport"),
            step(135, "s_reply", "handler_transport", reply_class="C", signed_by="局长 程万里", contacted="",
                 words="因客流不足，暂不具备恢复条件，建议群众合理安排出行。"),
            step(133, "s_evaluate", "liu", attitude="dissatisfied", result="dissatisfied",
                 words="没有和我见面，也没有下来数过客流。赶场天的人站满一车。"),
            step(131, "s_order_rehandling", "office", words="请与代表一起实地数客流，对预约班车提出具体意见，重新答复。"),
            step(130, "s_acknowledge", "handler_transport"),
            step(108, "s_reply", "handler_transport", reply_class="A", signed_by="局长 程万里",
                 contacted="{-118}和刘禾生代表在桐木村口一起数了两个赶场天的客流",
                 words="已开通桐木片预约班车：赶场日两班，周五、周日各一班，平日电话预约，2元一趟。"),
            step(101, "s_evaluate", "liu", attitude="satisfied", result="satisfied", words="两趟都坐过，准点。"),
            step(100, "s_conclude", "office"),
            step(99, "feed_back", "officer", how="visit", words="在村口贴了时刻表，也当面告诉了本人。"),
            step(98, "evaluate", "officer", satisfaction="satisfied", words="说赶场方便了。"),
            step(97, "conclude", "chair", ground="fed_back"),
            step(95, "prepare", "officer", quote="桐木村到镇上的班车停了，老人赶场、娃娃上学都要自己想办法。",
                 outcome="第一次答复代表不满意，退回重办。现在赶场日两班、周五周日各一班，平日可预约，2元一趟。", done=True),
            step(94, "publish", "office2"),
        ),
        place="桐木村", contact="000-0201", tell_by="visit",
    ),
    # township suggestions, assigned by the presidium
    Story(
        "R-02", "cunshi", 147, "reception", "桐木村的垃圾桶半个月才清一次，夏天臭得开不得窗。",
        (
            step(146, "pass_on", "officer", deputy="yang"),
            step(146, "acknowledge", "yang"),
            step(139, "suggest", "yang", level=5, title="关于增加村组垃圾清运次数的建议",
                 situation="桐木、茅田两村垃圾桶半个月清一次，夏天蚊蝇多。", advice="请镇政府改为每周清两次，赶场次日加清一次。"),
            step(139, "s_submit", "yang"),
            step(137, "s_number", "chair"),
            step(136, "s_assign", "chair", organ="town_hall"),
            step(134, "s_acknowledge", "town_hall"),
            step(112, "s_reply", "town_hall", reply_class="A", signed_by="镇长 唐守正", contacted="{-116}和杨小满代表一起走了两个村",
                 words="清运车从{-113}起每周二、五进村，赶场次日加一趟，清运表贴在村部。"),
            step(106, "s_evaluate", "yang", attitude="satisfied", result="satisfied"),
            step(105, "s_conclude", "chair"),
            step(104, "feed_back", "officer", how="face", words="在接待日当面告诉本人。"),
            step(103, "evaluate", "resident", satisfaction="satisfied"),
            step(102, "conclude", "chair", ground="fed_back"),
            step(92, "prepare", "officer", quote="村里的垃圾桶半个月才清一次，夏天臭得开不得窗。",
                 outcome="清运车每周二、五进村，赶场次日加一趟。清运表贴在村部，没来可以打站里电话。", done=True),
            step(91, "publish", "chair"),
        ),
        place="桐木村", contact="000-0202",
    ),
    Story(
        "R-03", "cunshi", 52, "visit", "茅田村的山塘漏水，今年下丘的田差点干死，请代表帮忙说说修塘。",
        (
            step(51, "pass_on", "officer", deputy="liu"),
            step(50, "acknowledge", "liu"),
            step(43, "suggest", "liu", level=5, title="关于维修茅田村三口山塘的建议",
                 situation="三口山塘坝脚漏水，受益的120亩田今年夏天断水11天。", advice="请镇政府冬修时优先安排，先修最大的老塘。"),
            step(43, "s_submit", "liu"),
            step(41, "s_number", "chair"),
            step(40, "s_assign", "chair", organ="town_hall"),
            step(38, "s_acknowledge", "town_hall"),
        ),
        place="茅田村", contact="000-0203", tell_by="phone",
    ),
    Story(
        "R-04", "niangxi", 29, "visit", "资滨社区老年人多，三楼的活动室没电梯，能不能换到一楼？",
        (
            step(28, "pass_on", "officer_niangxi", deputy="niangxi_2"),
            step(27, "acknowledge", "niangxi_2"),
            step(14, "suggest", "niangxi_2", level=5, title="关于把老年活动室调到一楼的建议",
                 situation="资滨社区老年活动室在三楼，每天有四五十位老人上下楼。", advice="请镇政府协调，和一楼仓库对换，加装扶手。"),
            step(14, "s_submit", "niangxi_2"),
            step(11, "s_number", "chair_niangxi"),
            step(10, "s_assign", "chair_niangxi", organ="niangxi_hall"),
        ),
        place="资滨社区", contact="000-0204",
    ),
    # county suggestions at the stages before
    Story(
        "R-05", "quetang", 187, "web", "镇中学食堂一张桌子坐十二个娃，饭菜到后面都冷了。",
        (
            step(186, "pass_on", "officer_quetang", deputy="quetang_1"),
            step(185, "acknowledge", "quetang_1"),
            step(165, "suggest", "quetang_1", level=4, title="关于改善农村中学食堂就餐条件的建议",
                 situation="雀塘镇中学食堂建于二十年前，按300人设计，现有820名学生就餐。",
                 advice="请县教育局在暑期扩建食堂，过渡期分两批就餐，配保温餐台。"),
            step(165, "s_submit", "quetang_1"),
            step(163, "s_number", "office2"),
            step(162, "s_assign", "office2", organ="education", complex_matter=True, reason="要新建用房，涉及立项、用地和暑期施工"),
            step(160, "s_acknowledge", "handler_education"),
            step(30, "s_reply", "handler_education", reply_class="A", signed_by="局长 文启明", contacted="{-35}请邹柏年代表和学生一起吃了一顿午饭",
                 words="食堂扩建{-40}完工，增加360个座位和8组保温餐台，不再分批就餐。"),
            step(24, "s_evaluate", "quetang_1", attitude="satisfied", result="satisfied", words="饭是热的，座位够了。"),
            step(23, "s_conclude", "office"),
            step(22, "feed_back", "officer_quetang", how="published", words="没有留联系方式，以公布代替反馈。"),
            step(21, "conclude", "chair_quetang", ground="published_instead"),
            step(17, "prepare", "officer_quetang", quote="镇中学食堂一张桌子坐十二个娃，饭菜到后面都冷了。",
                 outcome="食堂扩建完工，多了360个座位和8组保温餐台。代表和学生一起吃过，饭是热的。", done=True),
            step(16, "publish", "office"),
        ),
    ),
    Story(
        "R-06", "tanxi", 124, "phone", "乡里的农机维修点撤了，收割机坏在田里要拖到县城修，误了农时。",
        (
            step(123, "pass_on", "officer_tanxi", deputy="tanxi_1"),
            step(122, "acknowledge", "tanxi_1"),
            step(118, "suggest", "tanxi_1", level=4, title="关于恢复乡镇农机维修服务点的建议",
                 situation="潭溪、陈家坊一带收割季农机故障要等两三天。", advice="请县农业农村局农忙时派流动维修车，平时在两镇各设一个点。"),
            step(118, "s_submit", "tanxi_1"),
            step(116, "s_number", "office"),
            step(115, "s_assign", "office", organ="farming"),
            step(113, "s_acknowledge", "handler_farming"),
        ),
        place="潭溪镇", contact="000-0206", tell_by="phone",
    ),
    Story(
        "R-07", "chenjiafang", 111, "visit", "果子熟了没有冷库，价钱再贱也得卖。",
        (
            step(110, "pass_on", "officer_chenjiafang", deputy="chenjiafang_1"),
            step(109, "acknowledge", "chenjiafang_1"),
            step(104, "suggest", "chenjiafang_1", level=4, title="关于建设产地冷藏保鲜设施的建议",
                 situation="陈家坊镇水果种植4000多亩，没有一座共用冷库。", advice="请县农业农村局支持合作社建200吨共用冷库，按次收费。"),
            step(104, "s_submit", "chenjiafang_1"),
            step(102, "s_number", "office"),
            step(101, "s_assign", "office", organ="farming"),
            step(99, "s_acknowledge", "handler_farming"),
            step(12, "s_reply", "handler_farming", reply_class="B", signed_by="局长 龙在田", contacted="{-20}和金穗儿代表看了选址",
                 words="已列入明年产地冷藏项目，合作社用地已落实。", promise="建成200吨共用冷库", promise_day="{+250}"),
        ),
        place="陈家坊镇", contact="000-0207", tell_by="phone",
    ),
    Story(
        "R-08", "cunshi", 17, "qr", "寸石中心小学门口上学放学车堵成一团，小孩在车缝里钻，建议划个接送区。",
        (
            step(16, "pass_on", "officer", deputy="long"),
            step(15, "acknowledge", "long"),
            step(9, "suggest", "long", level=4, title="关于规范乡镇学校门口接送秩序的建议",
                 situation="寸石镇中心小学放学时段三百多辆车集中在60米路段。", advice="请县公安局、教育局划出接送区和等候线，错峰放学。"),
            step(9, "s_submit", "long"),
            step(5, "s_number", "office"),
        ),
        place="寸石镇中心小学",
    ),
    Story(
        "R-09", "cunshi", 22, "web", "村里的老人看病报销要跑三趟，能不能在镇上一次办完？",
        (
            step(21, "pass_on", "officer", deputy="long"),
            step(20, "acknowledge", "long"),
            step(8, "suggest", "long", level=4, title="关于医保报销在乡镇一次办结的建议",
                 situation="群众反映手工报销要在村、镇、县之间跑三趟。", advice="请县医保局把手工报销收件和初审放到镇便民服务中心。"),
            step(6, "s_submit", "long"),
        ),
        place="寸石镇", contact="000-0209",
    ),
    Story(
        "R-10", "cunshi", 36, "visit", "田里的高压线垂得好低，插秧机都不敢过。",
        (
            step(35, "pass_on", "officer", deputy="liu"),
            step(34, "acknowledge", "liu"),
            step(30, "suggest", "liu", level=4, title="关于整改农田低垂线路的建议",
                 situation="桐木村有三处线路离地不到四米。", advice="请供电公司升高杆塔。"),
            step(30, "s_submit", "liu"),
            step(27, "s_return_for_revision", "office", words="请写明三处的具体位置和线路电压等级，便于交办。"),
        ),
        place="桐木村", contact="000-0210", tell_by="phone",
    ),
    Story(
        "R-11", "cunshi", 12, "home_visit", "山里手机没有信号，屋里老人有事打不通电话。",
        (
            step(11, "pass_on", "officer", deputy="liu"),
            step(10, "acknowledge", "liu"),
            step(3, "suggest", "liu", level=4, title="关于消除山区通信盲区的建议",
                 situation="岱山片有五个组手机没有信号。", advice="请县有关部门协调通信企业建一座基站。"),
        ),
        place="寸石镇岱山", tell_by="visit",
    ),
    Story(
        "R-12", "longxipu", 143, "mail", "希望县里给每个村配一名专职电工。",
        (
            step(142, "pass_on", "officer_longxipu", deputy="longxipu_1"),
            step(141, "acknowledge", "longxipu_1"),
            step(138, "suggest", "longxipu_1", level=4, title="关于给每个村配备专职电工的建议",
                 situation="群众反映停电报修等得久。", advice="请供电公司按村配一名专职电工。"),
            step(138, "s_submit", "longxipu_1"),
            step(135, "s_treat_as_reference", "office", words="属企业内部用工，不宜作为建议交办；已转供电公司参阅，并公布24小时报修电话95598。"),
            step(133, "feed_back", "officer_longxipu", how="phone", words="告诉本人：作参阅件转给了供电公司，报修打95598，四十五分钟内到。"),
            step(131, "conclude", "chair_longxipu", ground="fed_back"),
        ),
        contact="000-0212", tell_by="phone", place="龙溪铺镇",
    ),
    # in a speech, as a proposed inspection, as research
    Story(
        "R-13", "cunshi", 134, "reception", "做小生意办个证要跑四个窗口，能不能并成一个？",
        (
            step(133, "pass_on", "officer", deputy="long"),
            step(132, "acknowledge", "long"),
            step(125, "raise_in_speech", "long", meeting="县人大常委会第三十一次会议分组审议", on="{-126}",
                 words="我在审议营商环境报告时讲了这件事：个体户办证四个窗口跑，建议并成一窗。"),
            step(88, "record_result", "officer", words="县行政审批服务局在会后第34天并了窗：个体户开办一个窗口收件，当天拿照。"),
            step(87, "feed_back", "officer", how="phone", words="电话告诉本人：现在一个窗口就办。"),
            step(86, "evaluate", "resident", satisfaction="satisfied"),
            step(85, "conclude", "chair", ground="fed_back"),
            step(68, "prepare", "officer", quote="做小生意办个证要跑四个窗口，能不能并成一个？",
                 outcome="代表在县人大常委会会议上讲了。现在个体户开办一个窗口收件，当天拿照。", done=True),
            step(67, "publish", "chair"),
        ),
        place="寸石镇", contact="000-0213", tell_by="phone",
    ),
    Story(
        "R-14", "cunshi", 31, "visit", "河里采砂的船晚上还在挖，岸边的田塌了一丘又一丘，请代表去看看。",
        (
            step(30, "pass_on", "officer", deputy="liu"),
            step(29, "acknowledge", "liu"),
            step(22, "propose", "liu", kind="committee_inspection",
                 words="建议县人大常委会组织代表夜间视察寸石河段采砂管理，看许可范围、作业时间和河岸塌方。"),
        ),
        place="寸石镇", contact="000-0214", tell_by="phone",
    ),
    Story(
        "R-15", "tanxi", 19, "visit", "农村寄递点收费不一样，同一个包裹有的要加三块钱。",
        (
            step(18, "pass_on", "officer_tanxi", deputy="tanxi_1"),
            step(17, "acknowledge", "tanxi_1"),
            step(11, "propose", "tanxi_1", kind="topic_research", words="想走访五个村的寄递点，弄清二次收费的来龙去脉，写一份调研。"),
        ),
        place="潭溪镇",
    ),
    # born confidential: the resident ticked it himself
    Story(
        "R-16", "niangxi", 15, "web", "我要反映某站所负责人收礼办事，怕打击报复，请替我保密。",
        place="酿溪镇", contact="000-0216", confidential=True,
    ),
)  # fmt: skip
