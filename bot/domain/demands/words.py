"""Turns of phrase by which a citizen steers the form."""

import re
from enum import StrEnum

from bot.domain.tickets.terms import TicketType


class Steer(StrEnum):
    """What she wants of the form, besides answering it; the value is the button's payload after `form:`."""

    CONFIRM = "confirm"
    CANCEL = "cancel"
    BACK = "back"
    SKIP = "skip"
    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    NAMED = "named"
    NO_PHONE = "no_phone"
    ALONE = "alone"
    RESUME = "resume"
    INSIST = "insist"
    SAME = "same"
    SEPARATE = "separate"
    LISTEN = "listen"
    """嗯, 好: she goes on listening, or agrees to what stands there."""


_END = r"[吧了啊呀呗哈嘞的哦哟嘛。，！!,.~\s]*$"
_AGREES = (
    r"对[的了]?|是的?|嗯+呐?|好[的了]?|行了?|中|可以了?|没错|没问题|没毛病|妥了?|ok|好嘞|得|正确|同意|对劲|成|就是|是这样的?"
    r"|明白|知道了?|收到"
)
_SUBMITS = (
    r"提交了?|确认|确定|交上去|报上去|发送|交|报|登记|就这样|就这么(?:着|办|报)|按这个(?:来|报|办)|填好了|说完了"
    r"|没有了|完了|没别的"
)
_GIVES_UP = (
    r"算了|拉倒|取消|放弃|撤销|撤回|撤了?|作废|不登了|别(?:登记|投诉|弄|填|整|提|报|记)"
    r"|不(?:想)?(?:再)?(?:投诉|举报|反映|登记|填|弄|办|说|提|报|用|要|整|告|建议)"
)
_WORDS: dict[Steer, re.Pattern[str]] = {
    wish: re.compile("".join(parts), re.IGNORECASE)
    for wish, parts in {
        Steer.CANCEL: (
            rf"^(?:那|我|俺|还是|先|就|唉|哎|对|是的?|嗯+|好的?|，|,|\s)*(?:{_GIVES_UP})(?:[，,\s]*(?:{_GIVES_UP}|这个|它|这件|事儿?|了|吧))*{_END}",
        ),
        Steer.BACK: (
            r"^(?:我?(?:要|想)?(?:返回|退回|回到?|回退|退)(?:上一?步|上一个|前面|去)?",
            rf"|上一?步|上一个(?:问题)?|重新?填上一个){_END}",
        ),
        Steer.CONFIRM: (
            rf"^(?:{_AGREES}|那|就|，|、|\s)*(?:{_SUBMITS})(?:{_AGREES}|{_SUBMITS}|吧|了|，|、|\s)*{_END}",
        ),
        Steer.SKIP: (
            r"^(?:跳过|略过|过|下一[步个题]|这个?(?:先)?不(?:填|说)|先?不(?:填|说|写)了?|忘了|忘记了?|无|没有|说不(?:好|准|清|上来?)|记不(?:得|清|住|起来?)",
            r"|(?:我|俺)?(?:也|真|都|哪|可)?(?:不|没)(?:知道|记得|清楚|晓得|太清楚|记住|印象|注意)",
            rf"|没有(?:具体)?(?:地址|地点|位置|时间)?|没具体(?:的)?(?:地址|地点|时间)?){_END}",
        ),
        Steer.NO_PHONE: (
            rf"^(?:我|俺)?(?:就|也|可)?(?:没(?:有)?(?:电话|手机|号码?)|不(?:想)?(?:留|给)|不方便|不愿意?|电话就?(?:不|别)(?:留|给|写|说)|不用(?:电话|联系)){_END}"
        ),
        Steer.ALONE: (
            r"单独|另外?(?:立|报|登记)|不(?:是)?(?:一|同一)?(?:个|件|回)?(?:事|加入|合并|一样)|不一样|都不是|分开",
            r"|我自己(?:报|登记)|^不(?:是|用|加|要)?[了吧。\s]*$",
        ),
        Steer.RESUME: (
            rf"^(?:算了)?，?(?:继续|接着(?:填|来|说|登记)?|接着吧|往下|不取消|别取消|不改|不用改)(?:填|登记|说|了)?{_END}",
        ),
        Steer.INSIST: (
            r"^(?:不行|不|那不行|，|我|俺|那)*(?:还是|就|也|必须|非)(?:要|得|想|是)?(?:登记|投诉|反映|记上|报|提|要登|告)|帮我(?:登记|记)上",
        ),
        Steer.SAME: (
            r"^(?:写进|加进|加到|并到|放)(?:这|一)|^(?:一起|同一件|一件|是一件|一回事|加上|加进去|就是这件|合一起|放一起|写一起)",
        ),
        Steer.SEPARATE: (
            rf"^(?:(?:要|得|想)?(?:单独|另外|分开|再|另)(?:登记?|报|立|一件|弄)*|两(?:件|码|回)事?|不是一(?:件|回|个)事?){_END}",
        ),
        Steer.LISTEN: (rf"^(?:那|就)*(?:{_AGREES})(?:[，、\s]*(?:{_AGREES}))*{_END}",),
    }.items()
}
SHORT = 20
"""Longer texts tell a story and steer nothing."""
_WHO_MAY_KNOW: dict[Steer, re.Pattern[str]] = {
    wish: re.compile(pattern)
    for wish, pattern in {
        Steer.NAMED: r"(?:取消|不|别)(?:用|要)?匿名|实名|(?:可以|还是)留(?:个|下)?(?:电话|名|姓名)",
        Steer.ANONYMOUS: (
            r"(?<!人)(?<!被)(?<!他)(?<!她)(?<!封)(?<!收到)匿名(?!信|电话|举报信|帖|评论|群|微信|短信|举报我|投诉我)|不署名|不(?:想|要)?实名"
            r"|(?:[我俺](?:可|就)?|^)不(?:想|愿意?|方便|能|敢)?(?:留|写|报|说|用|给)(?:我?的?)(?:姓名|名字|名|真名)"
        ),
        Steer.CONFIDENTIAL: (
            r"(?:给我|替我|帮我|要求|请|要|能不能|可以|身份|信息|名字)(?:个)?保密|^保密|(?:别|不要|不能|不想|千万别)(?:说|透露|泄露)(?:出去)?(?:是)?[我俺]"
            r"|(?:别|不要|不能|不想|千万别)(?:让|叫|给|跟)(?:他|她|人家?|对方|他们|老板|村里|单位|邻居|学校|别人|旁人|领导|厂里|公司|书记|村长)(?:们|家|人)?"
            r"(?:知道|晓得|看到|看见|说是我|说是俺)|(?:怕|担心|恐怕|免得|万一|省得).{0,6}(?:报复|找我麻烦|找我事|穿小鞋|记恨|打我|整我|为难我|给我小鞋)"
        ),
        Steer.NO_PHONE: (
            r"[我俺]?不(?:想|愿意?|方便|能|太想|敢)(?:留|给|说|提供|写)(?:我的?)?(?:电话|手机|号码|联系方式|号)|(?:^"
            r"|[，。,\s我俺])不留(?:我的?)?(?:电话|号码?|手机|联系方式)"
            r"|(?:电话|手机|号码|联系方式)(?:我|俺)?(?:就)?(?:不|别)(?:留|给|写|说)|^[我俺](?:可|也)?没(?:有)?(?:电话|手机)"
        ),
    }.items()
}
_CLAUSES = re.compile(r"[，。；！？,;!?\n]+")
_TYPES = {one.label: one for one in TicketType}
CORRECTS = re.compile(
    r"^(?:哎呀?|啊|等等|等下|那个|，|\s|我|刚才|上面|前面)*(?:不对|不是|错了|写错|说错|打错|弄错|更正|纠正|改一下|改下|修改|我?改)"
    r"|(?:改成|改为|换成|应该是|应当是|其实是)|(?:写|说|打|弄|填|记)错了"
    r"|^(?:地址|地点|位置|地方|时间|日期|电话|手机号?|号码|名字|内容)(?:有点)?(?:不对|有误|错了|不是)"
)
_LEAD = re.compile(
    r"^(?:(?:哎呀?|啊|等等|等下|那个|不对|不是(?!建议|投诉|举报|求助|咨询)|错了|更正|纠正|改一下|改下|修改|我改|刚才|上面|前面|我|俺|那)"
    r"|(?:(?:地址|地点|位置|地方|时间|日期|电话|手机号?|号码|内容|名字)(?:不对|有误|(?:写|说|打|弄|填|记)?错了?))|(?:写|说|打|弄|填|记)错了?"
    r"|(?:地址|地点|位置|地方|时间|日期|电话|手机号?|号码|内容|名字)"
    r"|(?:改成|改为|换成|应该是|应当是|其实是|是|改到|在|叫|：|:)|[，。、,.\s]|了)+"
)


def steer(text: str) -> Steer | None:
    """What a text wants of the form; None where it rather tells or answers something."""
    if len(text) > SHORT:
        return None
    if named_type(text):
        return None
    return next((wish for wish, words in _WORDS.items() if words.search(text)), None)


def who_may_know(text: str) -> tuple[Steer | None, str]:
    """A wish about name, telephone or secrecy, said anywhere, and the rest of the text without its clause."""
    for wish, words in _WHO_MAY_KNOW.items():
        if words.search(text):
            rest = [clause for clause in _CLAUSES.split(text) if clause.strip() and not words.search(clause)]
            return wish, "，".join(rest)
    return None, text


def corrects(text: str) -> bool:
    """Whether something said before is taken back."""
    return bool(CORRECTS.search(text))


def corrected(text: str) -> str:
    """What is put in the place of what was taken back; of two (不是二月，是三月) the one that is meant."""
    value = _LEAD.sub("", text).strip(" ，。,.！!")
    meant = re.search(r"[，,。\s](?:应该|应当|其实|而)?是([^，,。]+)$", value)
    return meant[1].strip() if meant and re.match(r"(?:哎呀?|啊|，)*不是", text) else value


def named_type(text: str) -> TicketType | None:
    """The type that a correction names: 不是投诉是建议."""
    found = re.search(r"(?:是|改成|改为|算|当)(投诉|举报|求助|建议|咨询)[吧啊呀的了。！\s]*$", text)
    return _TYPES[found[1]] if found else None
