"""Personal data never leaves the desk: numbers and given names become placeholders before the engine sees them.

PIPL Art. 6 (minimum necessary) and Art. 51 (de-identification).
"""

import re
from dataclasses import dataclass

PHONE, ID_NUMBER, BANK_CARD, NAME = "[电话]", "[证件号]", "[银行卡]", "[姓名]"

_DIGIT_GAP = r"[ \-]?"
_ID = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_OLD_ID = re.compile(r"(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_CARD = re.compile(rf"(?<!\d)(?:\d{_DIGIT_GAP}){{15,18}}\d(?!\d)")
_MOBILE = re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_DIGIT_GAP})?1[3-9]\d{_DIGIT_GAP}(?:\d{_DIGIT_GAP}){{7}}\d(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[ \-]?[2-8]\d{6,7}(?!\d)")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤关佟曲迟鞠常牛康温洪乔翟滕葛岳包柴车符甘耿季焦柯兰路骆梅苗宁庞齐祁沙申施舒宋孙童涂王文翁席肖辛邢许燕尤俞袁臧詹甄祝庄宗左"
)
_GIVEN_NAME = re.compile(
    rf"(?P<lead>(?:我叫|我是(?!武|高|常|安|黄|白|红|石|马|牛|王奔|陶瓷)|姓名[:：]?|名字叫|本人叫?|联系人[:：]?)\s*)"
    rf"(?P<name>[{_SURNAMES}][一-鿿]{{1,2}}?)"
    r"(?=$|[\[，,。.;；\s、]|的|想|要|问|咨询|申请|反映|(?:电话|手机|身份证|住|家))"
)


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` with placeholders; `found` maps each placeholder to what stood there, in order."""

    text: str
    found: tuple[tuple[str, str], ...]


def mask(text: str) -> Masked:
    """Replace identity, bank card and telephone numbers, and names where they are given as names.

    Order matters: an identity number also looks like a bank card, and its middle like a telephone number.
    """
    found: list[tuple[str, str]] = []
    for pattern, placeholder in (
        (_ID, ID_NUMBER),
        (_CARD, BANK_CARD),
        (_OLD_ID, ID_NUMBER),
        (_MOBILE, PHONE),
        (_LANDLINE, PHONE),
    ):
        text = pattern.sub(lambda hit, mark=placeholder: _note(found, mark, hit.group()), text)  # type: ignore[misc]
    text = _GIVEN_NAME.sub(lambda hit: hit["lead"] + _note(found, NAME, hit["name"]), text)
    return Masked(text, tuple(found))


def _note(found: list[tuple[str, str]], placeholder: str, original: str) -> str:
    found.append((placeholder, original))
    return placeholder
