"""The matters that a caller tells one after the other, in a rough transcript without punctuation."""

import re

_NEXT = re.compile(
    r"[。！？!?；;\n]+"
    r"|[，,\s]*(?=(?:还有(?:就是|一个|个|件|一件)?|另外(?:就是|一个)?|再就是|再一个(?!月)|再有一个|顺便(?:再)?(?:问|打听)|再(?:问|打听)(?:一下|下|个)"
    r"|对了|第[二三四]个?(?:事儿?|问题|件事)|然后(?:我)?(?:还|再)?(?:想|要)问|其次))"
)
_BRIDGE = re.compile(
    r"^(?:还有|另外|再就是|再一个|再有一个|顺便|对了|其次|然后|第[二三四]个?(?:事儿?|问题|件事)?|就是|一个|一件|个|件|事儿?|还|再|也|[，,\s])*"
    r"(?:我?(?:还|再|也)?(?:想|要)?(?:问|打听)(?:一下|下|一个|个)?(?:事儿?)?(?:就是)?)?"
)
LEAST, MOST_MATTERS = 4, 4
"""A matter of fewer characters is none; of more matters than this only the first are looked at."""


def matters(text: str) -> tuple[str, ...]:
    """The parts of a text that may each be a matter of their own; the whole text if it does not fall apart."""
    parts = [_without_bridge(part) for part in _NEXT.split(text)]
    told = tuple(part for part in parts if len(part) >= LEAST)
    return told[:MOST_MATTERS] if len(told) > 1 else (text,)


def _without_bridge(part: str) -> str:
    part = part.strip(" ，,。")
    rest = _BRIDGE.sub("", part, count=1)
    return rest if len(rest) >= LEAST else part
