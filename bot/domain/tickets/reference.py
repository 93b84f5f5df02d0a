"""Which ticket a text means: its number, its query code, and the last digits of a telephone."""

import re
from dataclasses import dataclass
from itertools import product

from bot.domain.text.telephone import Telephone, read_telephone
from bot.domain.tickets.number import QUERY_LENGTH, QUERY_LETTERS, looks_like_number, numbers_in, without_numbers

TAIL_LENGTH = 4
_CODE = re.compile(rf"(?<![0-9A-Za-z])(?:[0-9A-Za-z][\s\-－—]?){{{QUERY_LENGTH - 1}}}[0-9A-Za-z](?![0-9A-Za-z])")
_TAIL = re.compile(rf"(?<![0-9A-Za-z])\d{{{TAIL_LENGTH}}}(?![0-9A-Za-z])")
_MEANT = {"0": "QD", "O": "QD", "1": "LJ", "I": "LJ"}
"""What was misread where a code holds a character that codes do not have."""
_AROUND = re.compile(
    r"查询码|查询|查查|查|编号|单号|工单|号码|电话|手机|后四位|后4位|尾号|末四位|进度|情况|结果|看看|一下|催办|催催|催|撤回|补充|到哪步|到哪|办到|怎么样"
    r"|我的|我要|我想|我|的|帮|给|请|麻烦|了|吗|呢|吧|啊|是|和|加|这个|那个|您好|你好|[\s，。！？、：；,.!?:;（）()\[\]【】“”\"'#]"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text says of a ticket.

    `codes` are the readings of one query code, the likeliest first; `is_sure_code` tells that it can hardly be a word.
    """

    number: str = ""
    is_miswritten: bool = False
    """It names a number, but no such number can exist."""
    codes: tuple[str, ...] = ()
    is_sure_code: bool = False
    tail: str = ""
    rest: str = ""
    """What the text says besides, without the words that usually stand around a number."""

    @property
    def names_ticket(self) -> bool:
        """Whether it names a number or a code."""
        return bool(self.number or self.is_miswritten or self.codes)


def read_reference(text: str) -> Reference:
    """What a text (half width, Simplified) says of a ticket."""
    numbers, left = numbers_in(text), without_numbers(text)
    number = numbers[0] if numbers else ""
    is_miswritten = not number and looks_like_number(text)
    code = None if number or is_miswritten else _CODE.search(left)
    said = re.sub(r"[\s\-－—]", "", code[0]).upper() if code else ""
    codes = _readings(said)
    left = left.replace(code[0], " ", 1) if code and codes else left
    tail, left = _tail(left)
    is_sure = bool(codes) and ("查询码" in text or any(character.isdigit() for character in said))
    return Reference(number, is_miswritten, codes, is_sure, tail, _AROUND.sub("", left))


def bare_tail(text: str) -> str:
    """The last four digits, where a text gives nothing but them or a telephone number; "" otherwise."""
    tail, rest = _tail(text)
    return tail if tail and not _AROUND.sub("", rest) else ""


def _tail(text: str) -> tuple[str, str]:
    """The last digits that a text gives, and the text without them."""
    found = read_telephone(text)
    if isinstance(found, Telephone):
        return found.tail, text.replace(found.said, " ", 1)
    tail = _TAIL.search(text)
    return (tail[0], text.replace(tail[0], " ", 1)) if tail else ("", text)


def _readings(said: str) -> tuple[str, ...]:
    """All codes that may have been meant; none for digits alone, which are a date or a telephone."""
    if not said or said.isdigit():
        return ()
    choices = [letter if letter in QUERY_LETTERS else _MEANT[letter] for letter in said]
    return tuple("".join(letters) for letters in product(*choices))[:16]
