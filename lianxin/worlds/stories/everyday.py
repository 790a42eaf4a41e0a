# ruff: noqa: E501 - told texts, whose letters count twice
"""Everyday matters of a county: most are answered, explained or referred, some wait, some are late."""

from lianxin.worlds.script import Step, Story, step

FORTNIGHT = 14


def _deputy(station: str) -> str:
    return {"cunshi": "liu", "pingshang": "stranger_deputy"}.get(station, f"{station}_1")


def _phone(key: str) -> str:
    return f"000-04{key[-2:]}"


def answered(
    key: str, station: str, days: int, channel: str, text: str, words: str, source: str, *after: Step
) -> Story:
    """A deputy answered there and then."""
    steps = (
        step(days - 1, "pass_on", f"officer_{station}", deputy=_deputy(station)),
        step(days - 1, "acknowledge", _deputy(station)),
        step(days - 2, "answer_on_the_spot", _deputy(station), words=words, source=source),
        step(
            days - 5,
            "feed_back",
            f"officer_{station}",
            how="phone",
            words="照代表的答复在电话里讲了一遍，本人听明白了。",
        ),
        step(days - 9, "conclude", f"chair_{station}", ground="fed_back"),
    )
    return Story(key, station, days, channel, text, (*steps, *after), contact=_phone(key), tell_by="phone")


def informed(key: str, station: str, days: int, channel: str, text: str, target: str, words: str) -> Story:
    """The resident was told where to turn, with an explanation."""
    steps = (
        step(days - 1, "inform", f"officer_{station}", target=target, words=words),
        step(days - 4, "feed_back", f"officer_{station}", how="phone", words="说明了去处和要带的材料。"),
        step(days - 8, "conclude", f"chair_{station}", ground="fed_back"),
    )
    return Story(key, station, days, channel, text, steps, contact=_phone(key), tell_by="phone")


def referred(
    key: str, station: str, days: int, channel: str, text: str, target: str, reply: str, *after: Step, judged: str = "satisfied"
) -> Story:  # fmt: skip
    """The presidium referred a local matter, the unit answered, the resident was told."""
    officer, chair = f"officer_{station}", f"chair_{station}"
    steps = (
        step(days - 2, "refer", chair, target=target, words="请办理后书面回复主席团。"),
        step(days - 16, "record_referral_reply", officer, words=f"{target}回复：{reply}"),
        step(days - 18, "feed_back", officer, how="phone", words=reply),
        step(days - 19, "evaluate", "resident", satisfaction=judged),
        step(days - 21, "conclude", chair, ground="fed_back"),
    )
    return Story(key, station, days, channel, text, (*steps, *after), contact=_phone(key), tell_by="phone")


def handed_on(key: str, station: str, days: int, channel: str, text: str, *, read: bool) -> Story:
    """With a deputy, who has read it or not yet."""
    steps = [step(days - 1, "pass_on", f"officer_{station}", deputy=_deputy(station))]
    if read:
        steps.append(step(days - 2, "acknowledge", _deputy(station)))
    return Story(key, station, days, channel, text, tuple(steps), contact=_phone(key))


def waiting_reply(key: str, station: str, days: int, channel: str, text: str, target: str) -> Story:
    """Referred; the answer is awaited, and overdue when it is long ago."""
    return Story(
        key, station, days, channel, text,
        (step(days - 2, "refer", f"chair_{station}", target=target, words="请办理后书面回复主席团。"),),
        contact=_phone(key), tell_by="phone",
    )  # fmt: skip


def fresh(key: str, station: str, days: int, channel: str, text: str, place: str = "") -> Story:
    """Just registered; nobody has looked at it yet."""
    return Story(key, station, days, channel, text, place=place)


BRIDGE = (
    step(60, "prepare", "officer_cunshi", quote="桐木村口小桥的栏杆断了半边，娃娃上学从上面过，怕得很。",
         outcome="栏杆两边全换成钢的，桥头加了限重牌。代表带着村里的娃娃走过一遍。", done=True),
    step(59, "publish", "chair_cunshi"),
)  # fmt: skip
MARKET = (
    step(120, "prepare", "officer_chenjiafang", quote="赶场天菜摊摆到路中间，救护车都进不来。",
         outcome="划了黄线，摊子退到线内，赶场天有人看着。留出4米消防通道。", done=True),
    step(119, "publish", "chair_chenjiafang"),
)  # fmt: skip
FAQ = (
    step(88, "prepare", "officer_niangxi", quote="新生儿上户口，爸爸在外地打工回不来，妈妈一个人办得成吗？",
         outcome="办得成：带出生证、双方身份证和结婚证，妈妈一个人到户籍窗口就行，不收钱。", done=True),
    step(87, "publish", "chair_niangxi"),
)  # fmt: skip

STORIES: tuple[Story, ...] = (
    referred("E-01", "cunshi", 92, "visit", "桐木村口小桥的栏杆断了半边，娃娃上学从上面过，怕得很。", "寸石镇人民政府",
             "栏杆两边全部换新，桥头加了限重牌。", *BRIDGE),
    answered("E-02", "niangxi", 118, "web", "新生儿上户口，爸爸在外地打工回不来，妈妈一个人办得成吗？",
             "办得成：带出生医学证明、双方身份证和结婚证，妈妈一个人到户籍窗口就行，不收钱。", "酿溪派出所户籍窗口，电话问过", *FAQ),
    referred("E-03", "chenjiafang", 152, "reception", "赶场天菜摊摆到路中间，救护车都进不来。", "陈家坊镇人民政府",
             "划了黄线，摊子全部退到线内，赶场天派人看着，留出4米通道。", *MARKET),
    answered("E-04", "yantang", 83, "visit", "家里两亩田转给合作社种，补贴该给哪个？",
             "地力补贴给承包户本人，种粮补贴谁种给谁，合同里写明最好。", "县农业农村局惠农补贴明白纸"),
    answered("E-05", "quetang", 141, "phone", "娃在广东读书，回来中考要什么手续？",
             "三月底前回原籍学校报名，带学籍证明和户口本；学校教务处能代查学籍。", "县教育局招生办，电话问过"),
    answered("E-06", "xiaotang", 55, "visit", "屋顶加盖一层要不要报批？", "要。先到村里申请，镇自然资源所来看过再动工，不收费。",
             "镇自然资源所，当面问过"),
    answered("E-07", "tanfu", 203, "home_visit", "蜂子被农药毒死了，有没有地方赔？", "先保留死蜂和农药瓶，报镇农技站取样；能查到是谁打的药，可以协商或者请司法所调解。",
             "镇农技站、司法所，当场打电话问过"),
    answered("E-08", "jukoupu", 74, "chat", "渡口的船汛期停不停？停了怎么过河？", "水位过警戒线就停。停航那几天镇里开摆渡车，从老桥绕，时刻表贴在渡口。",
             "巨口铺镇渡口管理站"),
    answered("E-09", "daxin", 66, "web", "网上卖土鸡蛋要办什么证？", "自家产的初级农产品不用办食品经营许可，平台要登记身份信息；加工过的要办小作坊登记。",
             "县市场监督管理局窗口，电话问过"),
    answered("E-10", "yingguang", 97, "visit", "烤烟房的电费太高，有没有农业电价？", "有。带合作社证明去供电所改电价类别，下个月起算。", "供电所营业窗口"),
    answered("E-11", "longxipu", 45, "reception", "老茶树被砍了算不算违法？", "集体的树要先办采伐许可，自己屋前屋后零星的不用。拿不准先问林业站。", "镇林业站"),
    informed("E-12", "xintianpu", 134, "visit", "儿子跟人打架被判了刑，我觉得判重了。", "新邵县人民法院；法律援助12348",
             "判决的事只能通过上诉、申诉走法律程序，代表不能过问案件。法律援助中心可以免费咨询。"),
    informed("E-13", "niangxi", 109, "phone", "超市买的奶粉过期了，店家不认账。", "12315；县市场监督管理局", "消费纠纷打12315最快，留好小票和奶粉罐。站里帮您拨通了电话。"),
    informed("E-14", "yantang", 178, "visit", "村支部换届我想反映选人的问题。", "中共严塘镇委员会", "这是政党组织的工作，请向镇党委反映，可以当面也可以写信。"),
    informed("E-15", "cunshi", 88, "web", "我在外县买房，开发商不给办证。", "房屋所在县的不动产登记中心和信访局", "房子在外县，由当地办理。我们把两处电话查好给您。"),
    informed("E-16", "taizhimiao", 58, "phone", "老板欠了我三个月工钱。", "县劳动保障监察大队12333", "劳动监察依法追讨，不收费。线索已经当天交过去了。"),
    informed("E-17", "pingshang", 47, "visit", "跟邻居争一块自留地，镇里调解过不服。", "坪上镇司法所；新邵县人民法院", "调解不成可以起诉，司法所能帮着写诉状。"),
    referred("E-18", "niangxi", 84, "qr", "资滨社区二巷下水道堵了，一下雨就往屋里倒灌。", "酿溪镇人民政府", "管道清淤完成，换了两块破井盖，雨后看过没有再倒灌。"),
    referred("E-19", "yantang", 120, "phone", "村小门口没有斑马线，货车跑得飞快。", "县公安局交警大队", "划了斑马线，装了减速带和黄闪灯。"),
    referred("E-20", "quetang", 72, "visit", "自来水一到晚饭时间就没有压力。", "雀塘镇水厂", "加压泵换新，晚高峰水压测过，三楼能用。", judged="basically"),
    referred("E-21", "tanxi", 161, "visit", "河堤上的路灯线被割了，黑了一个月。", "潭溪镇人民政府", "电缆重新架设，改在高处走线。"),
    referred("E-22", "longxipu", 101, "home_visit", "五保老人屋顶漏雨。", "龙溪铺镇人民政府社会事务办", "瓦全部换过，灶屋的梁也加固了。"),
    referred("E-23", "jukoupu", 190, "phone", "渡口的台阶长青苔，摔了好几个人。", "巨口铺镇人民政府", "台阶凿了防滑槽，装了扶手。"),
    referred("E-24", "xintianpu", 62, "web", "村口变压器总跳闸，做饭都做不成。", "县供电公司", "增容到200千伏安，最近两周没有跳闸。"),
    referred("E-25", "xiaotang", 211, "visit", "莲藕基地旁边的排水沟被填了。", "小塘镇人民政府", "沟已挖通，填土的人当面认了错。"),
    referred("E-26", "daxin", 139, "chat", "林道塌方挡了上山的路。", "大新镇人民政府", "塌方清完，垮的那段砌了护坡。"),
    referred("E-27", "tanfu", 94, "visit", "乡里的健身器材坏了三样，怕伤到老人。", "潭府乡人民政府", "坏的拆了，装了四样新的。", judged="dissatisfied"),
    referred("E-28", "taizhimiao", 173, "phone", "村道转弯处看不到来车，撞过两回。", "太芝庙镇人民政府", "装了两面广角镜，砍了挡视线的树。"),
    referred("E-29", "pingshang", 128, "qr", "农贸市场厕所又脏又没灯。", "坪上镇人民政府", "厕所翻新，装了感应灯，每天有人打扫。"),
    waiting_reply("E-30", "cunshi", 39, "phone", "寸石村的路灯十盏坏了六盏，晚上走路摸黑。", "寸石镇人民政府"),
    waiting_reply("E-31", "niangxi", 44, "web", "临江社区的楼道堆满杂物，消防车进不来。", "酿溪镇人民政府"),
    waiting_reply("E-32", "chenjiafang", 10, "visit", "农贸市场的秤有的不准，请查一查。", "县市场监督管理局"),
    waiting_reply("E-33", "xiaotang", 8, "phone", "小塘到县城的公交末班车太早，下班赶不上。", "县交通运输局"),
    handed_on("E-34", "cunshi", 13, "web", "寸石河边的步道能不能装几张凳子，老人走累了好歇脚。", read=True),
    handed_on("E-35", "niangxi", 2, "qr", "滨河市场门口电动车乱停，推婴儿车过不去。", read=False),
    handed_on("E-36", "quetang", 16, "visit", "种粮大户贷款手续多，能不能简化？", read=False),
    handed_on("E-37", "xintianpu", 3, "visit", "村小的音乐课一直没有老师上。", read=True),
    fresh("E-38", "cunshi", 11, "web", "镇上快递点搬到三里外了，老人取件不方便。", "寸石镇"),
    fresh("E-39", "cunshi", 2, "qr", "集镇上的公共厕所晚上八点就锁门，能不能开到十点？"),
    fresh("E-40", "niangxi", 3, "web", "广场舞音响太大，娃娃中考前睡不好。", "酿溪社区"),
    fresh("E-41", "cunshi", 1, "web", "组里想装太阳能路灯，不知道找哪个申请。", "寸石镇桐木村"),
    fresh("E-42", "pingshang", 4, "phone", "坪上到县城的路面坑多，骑摩托摔过人。"),
    fresh("E-43", "yantang", 1, "visit", "水稻收完了秸秆没人收，烧又不准烧，怎么办？"),
    Story("E-44", "cunshi", FORTNIGHT + 18, "sms", "那里的沟又堵了，快来人。",
          (step(FORTNIGHT + 17, "ask_to_clarify", "officer", words="请告诉我们是哪个村哪条沟。"),
           step(FORTNIGHT - 6, "conclude_by_rule", "system")), contact="000-0444", tell_by="sms"),
    # the firm is one that liu declared: he steps back, another deputy answers, nobody is told why
    Story("E-46", "cunshi", 17, "visit", "云上油茶厂的废水排到我们组的塘里，鱼翻了白。",
          (step(16, "pass_on", "officer", deputy="liu"),
           step(15, "recuse", "liu", words="厂子是我妻弟办的。"),
           step(14, "pass_on", "officer", deputy="long", words="请龙代表接着看。"),
           step(13, "acknowledge", "long")), place="桐木村下塘组", contact="000-0446", tell_by="phone"),
    Story("E-45", "cunshi", 29, "web", "我想问问镇上哪天有代表在，我上班只有周六有空。",
          (step(28, "pass_on", "officer", deputy="long"),
           step(27, "acknowledge", "long"),
           step(25, "answer_on_the_spot", "long", source="寸石镇人大代表联络站接待安排",
                words="每月第二个周六上午我在站里。别的日子可以打站里电话约，晚上七点半以后也行。"),
           step(23, "feed_back", "officer", how="sms", words="回了短信：第二个周六上午，带上要说的材料。")),
          contact="000-0445", tell_by="sms"),
)  # fmt: skip
