"""Named places by their endings alone: for when the engine is down, and for the plainest ones."""

import re

_NAME = r"[一-鿿A-Za-z0-9]"
_GENERIC = re.compile(
    r"^(?:我们?|俺们?|咱们?|你们?|他们?|这个?|那个?|一个?|有个?|某个?|整个|全|每个?|哪个?|本|该|家|楼|小|大|老|新|前|后|旁边?|附近|对面)*"
    r"(?:小区|村|屯|镇|乡|街|路|医院|学校|市场|公园|工地|饭店|超市|单位)$"
)
_PLACE = re.compile(
    rf"{_NAME}{{2,8}}?(?:街道|小区|花园|家园|新城|嘉园|公寓|大厦|广场|市场|医院|卫生院|小学|中学|幼儿园|车站|火车站|客运站|公园|水库|大桥"
    rf"|[路街巷镇乡村屯])(?:{_NAME}{{1,6}}?(?:号楼|栋|幢|单元|路口|组|屯|村))?"
)
_BEFORE = re.compile(r"^(?:在|从|到|去|往|就|是|我家|我们|俺们|咱们|住|家住|位于|反映|投诉|举报|的|那|这)+")


def plain_place(text: str) -> str:
    """The first named place that its ending gives away; "" if there is none."""
    for found in _PLACE.finditer(text):
        place = _BEFORE.sub("", found[0])
        if len(place) > 2 and not _GENERIC.match(place):  # noqa: PLR2004 - two characters name no place
            return place
    return ""
