"""What citizens say beside the form: impatience, worries about it, another matter; and the bare wish to lodge one."""

import re
from enum import StrEnum

from bot.domain.tickets.terms import TicketType


class Aside(StrEnum):
    """A worry about the form itself; the value ends the name of its response."""

    TIME = "time"
    PRIVACY = "privacy"
    MONEY = "money"
    CALL = "call"
    PHONE = "phone"
    LOST = "lost"


LONGEST = 24
"""Longer texts tell a matter, whatever they ask beside it."""
MATTER = 2
"""So many characters beside the worry (but for little words) tell a matter too, which must not be lost."""
_LITTLE = re.compile(
    r"信息|电话|号码|名字|情况|资料|[你您我俺咱他她们说的这个啥都是让也它写能不可以行吗么呢啊吧呀了会给，。？！?!\s]"
)
_WORRIES: dict[Aside, re.Pattern[str]] = {
    aside: re.compile(pattern)
    for aside, pattern in {
        Aside.PRIVACY: (
            r"泄露|泄漏|(?:他|她|对方|别人|人家).{0,4}(?:知道|晓得|看见|看到).{0,4}(?:我|俺|谁).{0,4}[吗么不?？]|(?:会不会|能不能"
            r"|会).{0,4}(?:知道|查到)(?:是)?[我俺]|安全吗"
        ),
        Aside.MONEY: (
            r"(?:要|用|得|收)(?:不要|不用|交|花)?钱(?:不|吗|么|啊|呢|[?？]|$)"
            r"|(?:收费|免费|花钱)(?:的)?(?:不|吗|么)"
        ),
        Aside.CALL: (
            r"(?:打|回)(?:个)?电话(?:给(?:我|俺)|说|问|找|行)|给(?:我|俺)(?:回|打)个?电话|电话里说"
            r"|跟?(?:你们?|人)(?:说话|通话|语音)"
        ),
        Aside.PHONE: (
            r"(?:为啥|为什么|干啥|干嘛|凭啥)(?:要|非得|得)?(?:留)?(?:我)?(?:的)?电话"
            r"|(?:要|留|给)(?:我)?(?:的)?电话(?:干啥|干嘛|有啥用|做什么|干什么)"
        ),
        Aside.TIME: (
            r"(?:多久|多长时间|多少天|几天|啥时候|什么时候|多咱|哪天|何时).{0,10}(?:结果|解决|答复|回复|回信|来人|管|处理|办|信儿?|能好|有)"
            r"|(?:赶紧|赶快|快点|快些|抓紧|麻溜)(?:儿|的|地)?(?:来人|来|修|解决|处理|办|派人|给|帮)"
            r"|(?:能|可以)(?:不能)?(?:给)?(?:解决|管|处理)(?:不|吗|么)|等多久"
            r"|(?:谁|哪个部门|哪家)(?:来)?(?:处理|管|负责|解决)|(?:有|管)用(?:吗|么|不)"
        ),
        Aside.LOST: (
            r"(?:看|听|弄|整|搞)不(?:懂|明白)|啥意思|什么意思|不会(?:打字|弄|填|整|写|说|用)|咋(?:整|填|弄|写|说)(?:啊|呀|呢|[?？]|$)|怎么(?:填|写"
            r"|弄|说)(?:啊|呀|呢|[?？]|$)|没文化|不识字|眼神不好"
        ),
    }.items()
}
_CURSE = (
    r"饭桶|废物|垃圾(?:玩意|东西|部门|单位|政府|机器)?|白痴|傻[逼比叉子瓜屌缺]|煞笔|[操草艹日]你?(?:妈|大爷|祖宗)?|他?妈(?:的|了个)|你妈|滚(?:犊子|蛋"
    r"|开|远点)?|王八(?:蛋|犊子)?|混(?:蛋|账)|脑残|吃干饭|吃白饭"
    r"|狗屁|放屁|屁用没有|啥也不是|(?:什么|啥)(?:破?玩意|东西)|没用的?(?:东西|玩意)?|死全家|sb|nmd|tmd|wtf|蠢(?:货|猪)?|有病|神经病|不要脸"
    r"|臭(?:不要脸|狗屎)|瞎整|糊弄(?:人|鬼|谁)"
)
_AROUND = (
    r"你们?|他们|这帮|那帮|一群|一帮|全是|都是|就是|真是|真|太|都|是|个|的|了|啊|吧|呢"
    r"|机器人|客服|政府|玩意儿?|东西|简直|一点|儿|，|。|！|!|,|\s|~|？|\?"
)
_SCOLDING = re.compile(rf"(?:{_AROUND})*+(?:{_CURSE})(?:{_AROUND}|{_CURSE})*+", re.IGNORECASE)
_ASKS = re.compile(
    r"[?？]|吗|(?<!那|什|这|多|要)么|怎么|咋|多少|什么|啥|哪|如何|(?:能|行|可|要|用|好|是|有)(?:不(?:能|行|可以|要|用|好|是)|没有)"
    r"|几[天个点号楼]?(?:能|办|可以)|(?<![这那前好过十])几(?:天|个月|个工作日)(?:给|回|有|能|可以|内|之内|出)|呢$|几点|多久"
)
_COMPLAINS = re.compile(
    r"凭(?:啥|什么)|为(?:啥|什么|何)|没人|不管|不给|不让|停了|扣了|欠|坏了|怎么(?:还|又|总|老|就)|咋(?:还|又|总|老|就)|太"
)
_ANOTHER = re.compile(
    r"(?:还有|另外|再说|再有)(?:一|个|件|别的)+(?:事|问题|情况)|(?:另外|顺便|还|再|对了)(?:，)?(?:我|俺)?(?:也)?(?:要|想"
    r"|得)(?:再)?(?:投诉|举报|反映|求助|建议)|再(?:投诉|举报|反映)(?:一|个|件|下)"
    r"|(?:另外|还有|顺便|对了|再)[^，。]{0,8}(?:提|有)(?:个|一个|条|一条|点|一点)?(?:建议|意见)"
)
_WANTS_TO_KNOW = re.compile(
    r"(?:我|俺)(?:就)?(?:是)?(?:想|要|来|先)?(?:跟你)?(?:问|打听|咨询|了解)(?:的|一下|问|个|下)?|(?:想|要)(?:问|打听)(?:的)?(?:是|一下|问)"
)
_OPENS = re.compile(
    r"(?:你好|您好|喂|那个|请问|同志|，|,|\s)*(?:我|俺|咱)?(?:们)?(?:现在|今天)?(?:要|想|得|来)?(?:跟你们?|向你们?|给你们?"
    r"|在这)?(?:进行|做|提|提个|提点|提一个|打个|反映个|反映一个|反应个|登记个?|登记一个)?"
    r"(?P<kind>投诉|举报|求助|建议|反映|反应|诉求|情况|问题|意见)(?:一?个?(?:件|点|下)?(?:事儿?|问题|情况|单位|人|商家|物业))?[吧啊呀了呗。！!\s]*"
)
_LODGES = re.compile(
    r"(?:你好|您好|喂|同志|，|,|\s)*(?:(?:我|俺|咱)(?:们)?)?(?:今天|现在)?(?:要|想|得|来)?(?:匿名|实名)?(?:向你们?)?"
    r"(?P<kind>投诉|举报|求助|反映)(?!电话|热线|信箱|平台|渠道|中心|方式|的|了|过|人|单)"
)
LEAST_TROUBLE = 5
_TROUBLE = re.compile(
    r"没人(?:管|修|收|理|清|处理)|(?:坏|断|塌|裂|漏|堵|淹|丢|没)了.{0,6}(?:没人|[天月周年]|礼拜|[回次]|不修)|一直不|总不|老不"
    r"|不(?:热|亮|通|走)了?[。！!]?$|停[水电气热暖].{0,6}(?:[天次]|没?通知)|天天.{0,8}[砸吵响叫堵占倒]|半夜.{0,6}(?:[砸吵响叫放]|施工)"
    r"|扰民|占道|乱(?:倒|扔|收费|涨价|停|排)|拖欠|欠(?:薪|我|俺)|不给(?:钱|工资|退|开|办|修)|骂人|打人|甩客|宰客|[短缺]斤"
    r"|假(?:货|药|种子|烟|酒|化肥)|过期|地沟油|偷(?:倒|排|工减料)|污染|井盖|发黄|呛人"
)
_LABELS = {one.label: one for one in TicketType}
_KINDS = {
    "举报": TicketType.REPORT,
    "求助": TicketType.HELP,
    "建议": TicketType.SUGGESTION,
    "意见": TicketType.SUGGESTION,
}


def aside(text: str) -> Aside | None:
    """The worry that a short text tells; None if it tells none."""
    if len(text) > LONGEST:
        return None
    for worry, words in _WORRIES.items():
        found = words.search(text)
        if found and len(_LITTLE.sub("", text.replace(found[0], ""))) < MATTER:
            return worry
    return None


def scolds(text: str) -> bool:
    """Whether a text does nothing but scold; curses inside a story are part of the story."""
    return len(text) <= LONGEST and bool(_SCOLDING.fullmatch(text.strip()))


def asks_something(text: str) -> bool:
    """Whether a text has a word that asks."""
    return bool(_ASKS.search(text))


def complains(text: str) -> bool:
    """Whether a question is rather an outcry (为啥没人管)."""
    return bool(_COMPLAINS.search(text))


def wants_to_know(text: str) -> bool:
    """Whether a text says in so many words that it asks: 不是，我是想问……."""
    return bool(_WANTS_TO_KNOW.search(text))


def announces_another(text: str) -> bool:
    """Whether a text says in so many words that it is about one matter more."""
    return bool(_ANOTHER.search(text))


def kind_named(text: str) -> TicketType | None:
    """The kind of demand that a text wants to lodge in so many words: 我要举报."""
    found = re.search(
        r"(?:我|俺|们|得|，|^)(?:也|还)?(?:要|想|(?:给|跟|向)[^，。]{1,5}?)(?:求)?(投诉|举报|求助|提.{0,3}(?:建议|意见))",
        text,
    )
    return _LABELS.get(found[1], TicketType.SUGGESTION) if found else None


def lodges(text: str) -> TicketType | None:
    """The kind of demand that a text lodges in so many words at its beginning: 我要举报，昨天有个……."""
    found = _LODGES.match(text.strip())
    if not found or asks_something(text):
        return None
    return _LABELS.get(found["kind"], TicketType.COMPLAINT)


def tells_trouble(text: str) -> bool:
    """Whether a text that asks nothing tells of something that is wrong (路灯一直不亮)."""
    return len(text) >= LEAST_TROUBLE and bool(_TROUBLE.search(text)) and not asks_something(text)


def opens(text: str) -> TicketType | None:
    """The kind of demand that a text only announces: 我要举报, 反映个问题."""
    found = _OPENS.fullmatch(text.strip())
    if not found or text.strip() in ("情况", "问题", "反应", "意见"):
        return None
    return _KINDS.get(found["kind"], TicketType.COMPLAINT)
