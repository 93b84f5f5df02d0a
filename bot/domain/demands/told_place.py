"""Places as answers: what can be one, which are too general to be found, and how a correction mends one."""

import re

LONGEST_PLACE = 60
_NUMBER = r"[0-9A-Za-z一二三四五六七八九十百]+"
_UNIT = rf"(?:第?{_NUMBER}(?:号楼|号院|栋|幢|单元|楼|号|室|组|门|层|期|社|队|区)(?:[东西左右中]门|[东西]侧)?)"
_UNITS = re.compile(rf"(?:{_UNIT}[、,，\s的]*)+(?:\d{{3,4}})?")
_ONE_UNIT = re.compile(rf"({_NUMBER})(号楼|栋|幢|单元|号|楼|室|组|屯|村|门|层|期|路|街)")
_SIGNS = re.compile(
    r"[路街道巷楼栋幢镇乡村屯组社队厂局所站桥河渠坝库院店铺馆厅市区县]|胡同|家园|花园|公寓|广场|商场|超市|大厦|单元|小学|中学|大学|幼儿园|诊所"
    r"|公司|单位|公园|门[口前]|对面|旁边?|附近|跟前|后身|[东西南北]头|拐角|交叉|大集|大坑|垃圾点|[一二三四五六]中|苑|里弄|井|\d号|银行|窗口"
)
_GENERAL = re.compile(
    r"(?:就?在|是)?(?:我|俺|咱|我们|俺们|咱们|他|她|他们|邻居)?(?:的|们)?(?:家)?(?:家|家里|家门口|屯里?|村里?|屯子里?|屯子|村子|小区里?|单位|楼上|楼下|楼道里?|这边|那边"
    r"|附近|门口|旁边|对面|学校|厂里?|店里?|街上|路上|路边|外面|外边|院里|院子|双辽市?|城里|镇里|乡下|农村)(?:的|啊|呢|吧|这|那|里|了)*"
)
_NO_PLACE = re.compile(
    r"[您谁啥咋吗呢吧哦呵哈哎唉没]|不(?!夜)|了$|你(?!家)|怎么|什么|快点|赶紧|赶快|解决|处理|来人|投诉|举报|反映|登记|管不管|没人管|着急|生气|太[^平阳子白]|件|事(?![业务])|真[的是]|别|麻烦|辛苦|谢"
)
_HAPPENS = re.compile(r"[坏漏堵吵乱偷欠骗打占倒拆砸挖停断塌脏臭修丢]|有人|天天|半夜")
LONGEST_NAME = 16
_SHORT_NAME = 10
"""A name without any sign of a place (万达, 双山) is no longer than that."""
_LEAD = re.compile(
    r"^(?:就?在|是在|就是|就|是|我(?:家)?(?:就)?(?:住)?在|发生在|地址(?:是|在)?|位置(?:是|在)?|地点(?:是|在)?|：|:|[，,\s])+"
)
_HOUSE = ("号楼", "栋", "幢")


def place_said(text: str) -> str:
    """An answer without what leads up to the place."""
    return _LEAD.sub("", text.strip()).strip(" ，。,.！!~") or text.strip(" ，。,.！!~")


def is_units_only(place: str) -> bool:
    """Whether a text is a building or a flat without saying of what: 3栋, 2单元501."""
    return bool(_UNITS.fullmatch(place.strip(" ，。,.的")))


def is_too_general(place: str) -> bool:
    """Whether nobody could find it: 我家, 楼下, 村里."""
    return bool(_GENERAL.fullmatch(place.strip(" ，。,.")))


_ENDS = re.compile(
    r"(?:街|街道|路|小区|镇|乡|村|屯|组|社|队|那边|那块|这块|门口|对面|附近|旁边|路口|楼|栋|单元|家属院|学校|店|馆|厂|公司|超市|站|局|所|院|市场|广场|公园)[呢吧啊]?$"
)


def is_only_place(text: str) -> bool:
    """Whether a text names a place and tells nothing of it."""
    said = place_said(text)
    return len(said) <= LONGEST_NAME and can_be_place(said) and bool(_ENDS.search(said)) and not _HAPPENS.search(said)


def shows_place(text: str) -> bool:
    """Whether a text has a word of places in it."""
    return bool(_SIGNS.search(text))


def can_be_place(text: str) -> bool:
    """Whether an answer can name a place; an outburst, a question or a story cannot."""
    said = place_said(text)
    if len(said) < 2 or _NO_PLACE.search(said):  # noqa: PLR2004 - one character names no place
        return False
    return shows_place(said) or len(said) <= _SHORT_NAME


def whole_place(earlier: str, newer: str) -> str:
    """A compound and a building that were told one after the other, in whichever order."""
    if is_units_only(earlier) and not _ONE_UNIT.search(newer):
        return (newer + earlier)[:LONGEST_PLACE]
    return newer[:LONGEST_PLACE]


def mended_place(place: str, value: str) -> str:
    """3栋 (or a bare 3) in the place of 2栋; a unit not told yet is added; anything else replaces the whole."""
    if value.isdecimal():
        return _with_number(place, value)
    unit = _ONE_UNIT.fullmatch(value)
    if unit is None:
        return place + value if is_units_only(value) and place and not _shares_unit(place, value) else value[:60]
    kinds = _HOUSE if unit[2] in _HOUSE else (unit[2],)
    mended, count = re.subn(rf"{_NUMBER}(?:{'|'.join(kinds)})", value, place, count=1)
    return mended if count else (place + value)[:LONGEST_PLACE]


def _with_number(place: str, number: str) -> str:
    numbers = list(_ONE_UNIT.finditer(place))
    if not numbers:
        return f"{place}{number}号" if place else number
    last = numbers[0]
    return place[: last.start(1)] + number + place[last.end(1) :]


def _shares_unit(place: str, value: str) -> bool:
    return bool({one[2] for one in _ONE_UNIT.finditer(place)} & {one[2] for one in _ONE_UNIT.finditer(value)})
