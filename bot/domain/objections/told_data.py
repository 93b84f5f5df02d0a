"""What a text tells of data that somebody objects to: where they stand, which of them, what is wrong with them."""

import re
from dataclasses import dataclass

from bot.domain.guides.facet import Facet
from bot.domain.objections.terms import DataPlace, Fault
from bot.domain.text.telephone import Telephone, own_telephone

LONGEST = 300
"""Characters of one piece of data; what is told besides stays in the text."""
_PLACES: tuple[tuple[DataPlace, re.Pattern[str]], ...] = (
    (
        DataPlace.OPEN_DATA,
        re.compile(r"开放(?:平台|网站|网|目录|数据)|数据(?:平台|开放|目录|集)|目录里|《[^》]+》.{0,4}(?:目录|数据)"),
    ),
    (DataPlace.GUIDE, re.compile(r"办事指南|指南|刚才(?:你|说|答)|你(?:们)?(?:刚才|说的|答的|告诉|给我?的|发的|回的)")),
    (
        DataPlace.OTHER,
        re.compile(
            r"公示|公告|公开栏|网站|官网|信用(?:网|平台|中国)|公众号|网页|系统里|系统上|查询页|名单|名录|名册|台账"
        ),
    ),
)
_FACETS: tuple[tuple[Facet, re.Pattern[str]], ...] = (
    (Facet.LOCATION, re.compile(r"(?:上班|营业|办公|开门|下班)时间|地址|地点|位置|窗口|几楼|去哪|搬")),
    (Facet.PHONE, re.compile(r"电话|号码|打不通|空号|座机")),
    (Facet.FEE, re.compile(r"收费|费用|工本费|多少钱|价|要钱|交钱")),
    (Facet.MATERIALS, re.compile(r"材料|要带|手续|带什么|复印件")),
    (Facet.TIME_LIMIT, re.compile(r"时限|期限|工作日|几天|多久|天数|办理时间|时间")),
    (Facet.LEGAL_BASIS, re.compile(r"依据|法律|法规|文号|条款")),
    (Facet.CONDITIONS, re.compile(r"条件|谁能办|资格")),
    (Facet.PROCESS, re.compile(r"流程|步骤|程序")),
    (Facet.ONLINE, re.compile(r"网上办|网办|线上|网上")),
    (Facet.VISITS, re.compile(r"跑.{0,2}趟|跑.{0,2}次|趟数")),
    (Facet.DELIVERY, re.compile(r"邮寄|快递|寄")),
    (Facet.PROXY, re.compile(r"代办|代理|替办")),
    (Facet.RESULT, re.compile(r"结果|发什么证|证照")),
    (Facet.OVERVIEW, re.compile(r"全部|全都|都不对|都错|整个|介绍|简介|概况|名称")),
)
_FAULTS: tuple[tuple[Fault, re.Pattern[str]], ...] = (
    (Fault.SECRET, re.compile(r"商业秘密|商业机密|技术秘密|客户名单|配方|底价")),
    (
        Fault.PRIVACY,
        re.compile(
            r"隐私|(?:个人|我的|我家|俺家|家庭|身份证|手机号).{0,8}(?:公开|挂|晒|露|泄)|(?:公开|挂|晒|泄露|露).{0,8}(?:身份证|住址|手机号|个人信息|家庭)"
        ),
    ),
    (
        Fault.OUTDATED,
        re.compile(
            r"过时|过期|陈旧|旧的|老(?:的|黄历|地址|电话|号码|名)|搬(?:走|家|了|到)|早(?:就|都|已)?(?:变|移|撤|还|改|换|停|搬|没|结清|注销|不)|停用|空号|没更新|不更新|打不通|换(?:号|了|地方)"
        ),
    ),
    (Fault.MISSING, re.compile(r"缺(?!点)|少(?:了|写|列)|漏|没写|没有写|没列|没公开|不全|遗漏|没有(?:这|我)")),
    (Fault.WRONG, re.compile(r"错|不对|有误|不准|不符|不实|不是真|写成|登成|录成|弄混|张冠李戴|不一样|假的")),
)
_ENDS = r"[^，。；,;！!？?\n]"
_SAYS = re.compile(
    rf"(?:写的?是|写成了?|写着|显示(?:的是|为|成|是)|登(?:记)?成了?|录成了?|标的是|公开的是|填的是|说是|说的是)[“\"：:]?({_ENDS}{{1,{LONGEST}}})"
)
_SHOULD = re.compile(
    r"(?:应该|应当|其实|实际上?|正确的?|真正的?|准确的?)(?:应该|应当)?(?:(?:写|写的|改|登记?|显示|说|填)?(?:是|为|成|叫)|写|填)[“\"：:]?"
    rf"({_ENDS}{{1,{LONGEST}}})|(?:改成|改为|更正为|更正成|换成)[“\"：:]?({_ENDS}{{1,{LONGEST}}})"
    r"|(?:应该|应当|其实|本来|明明)(?:就|都|是)*((?:不用|不要|不收|不花|没收)(?:交|花)?(?:钱|费用?)|不收费|免费的?)"
)
_CATALOGUE = re.compile(
    r"《([^》]{2,60})》|(?:^|[，。,\s上里的])([一-鿿A-Za-z0-9（）()]{2,40}?)(?:这个|那个)?(?:目录|数据集|数据表)"
)
_RECORD = re.compile(
    r"(第\s*[0-9一二三四五六七八九十百]+\s*(?:条|行)(?:记录)?)|([^，。《》,\s]{2,40}?)(?:那|这|的)一?条(?:记录|数据)?"
)
_FIELD = re.compile(
    r"(?:字段|数据项|栏目)(?:是|：|:)?([^，。,\s]{2,20})|([^，。,\s的里上把]{2,20}?)(?:那|这)一?(?:项|栏|列|格)"
    r"|的([^，。,\s的把]{2,12}?)(?:都|也|给|被)*(?:公开|写|登记?|录|填|标|弄|搞)?(?:得)?(?:错|成|不对|有误)"
)
_ORGANISATION = (
    r"[一-鿿A-Za-z0-9（）()·]{2,40}?(?:有限公司|股份公司|公司|合作社|合伙企业|集团|工厂|厂|协会|商会|事务所|经营部|商行|超市|饭店|酒店|宾馆"
    r"|药店|门市部?|诊所|医院|卫生院|养老院|敬老院|福利院|学校|幼儿园|银行|中心|工作室|农场|网吧|村委会|居委会|社区|家庭农场|店)"
)
_OWN_ORGANISATION = re.compile(
    rf"(?:我们?是|我们?公司(?:叫|是)|我们?单位(?:叫|是)|我代表|代表|以|公司名?(?:叫|是|：|:)|单位名?(?:叫|是|：|:))(?P<name>{_ORGANISATION})"
)
_ANSWERED_ORGANISATION = re.compile(
    rf"(?:我们?|是|代表|以|单位|公司|企业|：|:|\s|，)*(?P<name>{_ORGANISATION})(?=$|[，,。\s]|的|法人|经理|名义|电话)"
)
_ORGANISATION_LEAD = re.compile(r"^(?:我们|我|是|代表|以|叫)+")
_OWN_NUMBER = re.compile(r"(?:我的?|俺|本人|联系)(?:的)?(?:联系)?(?:电话|手机|号码|我)|联系方式")


@dataclass(frozen=True, slots=True)
class ToldData:
    """What a text tells; whatever it does not tell is empty."""

    place: DataPlace | None = None
    facet: str = ""
    catalogue: str = ""
    record: str = ""
    field: str = ""
    fault: Fault | None = None
    says: str = ""
    should_say: str = ""


def read_told(text: str) -> ToldData:
    """Everything that a text tells of the data."""
    should = _SHOULD.search(text)
    rest = text.replace(should[0], "") if should else text
    says = _SAYS.search(rest)
    return ToldData(
        place=place_named(text),
        facet=facet_named(rest),
        catalogue=_first(_CATALOGUE.search(text)),
        record=_first(_RECORD.search(text)),
        field=_first(_FIELD.search(rest)),
        fault=fault_named(text),
        says=trimmed(says[1]) if says else "",
        should_say=trimmed(should[1] or should[2] or should[3]) if should else "",
    )


def place_named(text: str) -> DataPlace | None:
    """Where the data stand, as far as a text says."""
    return next((place for place, words in _PLACES if words.search(text)), None)


def facet_named(text: str) -> str:
    """The field of a guide that a text names; "" if it names none."""
    return next((facet.value for facet, words in _FACETS if words.search(text)), "")


def fault_named(text: str) -> Fault | None:
    """What is wrong, as far as a text says."""
    named = next((fault for fault in Fault if text.strip() in (fault.label, fault.label.removeprefix("数据"))), None)
    return named or next((fault for fault, words in _FAULTS if words.search(text)), None)


def organisation_told(text: str, *, is_asked: bool = False) -> str:
    """The company or body in whose name she speaks; "" if she names none."""
    found = (_ANSWERED_ORGANISATION if is_asked else _OWN_ORGANISATION).search(text)
    return _ORGANISATION_LEAD.sub("", found["name"]) if found else ""


def own_contact(text: str) -> str:
    """A telephone number by which to reach her; one that is itself disputed is none."""
    found = own_telephone(text) if _OWN_NUMBER.search(text) else None
    return found.number if isinstance(found, Telephone) else ""


def trimmed(text: str) -> str:
    """A piece of data without quotation marks and little words at its end, and no longer than is kept."""
    return re.sub(r"(?:[”\"'」吧啊呀呢了才对]|才是|才对)+$", "", text.strip(' ：:“”"，,。'))[:LONGEST].strip()


def _first(found: re.Match[str] | None) -> str:
    """The first group that holds something, without what leads to it."""
    text = next((group for group in found.groups() if group), "") if found else ""
    text = re.sub(r"^(?:就是|是)(?=.{2})", "", text)
    return re.sub(r"^.*(?:平台|网站|网上|网)(?:上|里)?(?:面)?的?", "", text).strip()
