"""Telephone numbers as citizens write and say them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_SPOKEN = str.maketrans("幺一二三四五六七八九零〇壹贰叁肆伍陆柒捌玖洞拐勾", "112345678900123456789079")
_DIGITS = re.compile(r"(?<![\dA-Za-z])(?:(?:\+|00)?86[\s\-]*)?(\d(?:[\s\-－—.·]*\d){4,})(?![\dA-Za-z])")
_MOBILE_LENGTH = 11
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}")
_LOCAL = re.compile(r"[2-8]\d{6}")
LOCAL_AREA = "0434"
"""Of 四平, to which 双辽 belongs: a seven-digit number is one of ours."""
_LEAST_SPOKEN = 7
MOST_NUMBERS = 30
"""So many runs of digits are looked at; who pastes a list of more means none of them for us."""
_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9]\d{5}(?:18|19|20)\d{9}[\dXx](?![\dA-Za-z])")
_OWN = re.compile(
    r"(?:我|俺|本人|联系|回我|回个|留)[^，。；！？,;!?]{0,6}$|(?:^|[，。；！？,;!?\s])(?:电话|手机号?|号码|联系方式|tel)?[是:：\s]*$"
)
_OTHERS = re.compile(
    r"[他她]|对方|骗|商家|店|老板|物业|公司|卖家|中介|来电|打来|打给|推销|那人|司机|房东|工头|热线|客服|厂|单位|领导|村长|书记|主任|邻居|车主|机主"
    r"|广告|短信|加.{0,3}微信|群里|贷款|催收|登记的|收款|账号|卡号"
)
_BREAK = re.compile(r"[，。；！？,;!?\n]")


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number that can be called back; `said` is how it stands in the text."""

    number: str
    said: str

    @property
    def tail(self) -> str:
        """The last four digits, by which a ticket is looked up."""
        return self.number[-4:]


@dataclass(frozen=True, slots=True)
class WrongTelephone:
    """Digits that are no number to call back.

    `reason` is too_short, too_long, wrong_start or identity; `digits` counts them.
    """

    reason: str
    digits: int
    said: str


def read_telephone(text: str) -> Telephone | WrongTelephone | None:
    """The first number in a text that can be called back, else what is wrong with the first that cannot.

    None where no digits stand. Mainland mobile numbers (11 digits from 13 to 19) and landlines with their area code;
    seven digits are a landline of this area. Identity and ticket numbers are none.
    """
    if not _DIGITS.search(_plain(text)) and (card := _IDENTITY.search(text)):
        return WrongTelephone("identity", len(card[0]), card[0])
    wrong: WrongTelephone | None = None
    for number, said, _ in _numbers(text):
        if isinstance(number, Telephone):
            return number
        wrong = wrong or WrongTelephone(number, len(re.sub(r"\D", "", _plain(said))), said)
    return wrong


def own_telephone(text: str) -> Telephone | None:
    """The first number in a story that the teller gives as her own; that of a swindler or a shop is none."""
    for number, _, start in _numbers(text):
        if isinstance(number, Telephone) and _is_own(text, start, start + len(number.said)):
            return number
    return None


def hidden_number(number: str) -> str:
    """Enough of a number to know it again: what is shown lies open on the screen and in the outbox."""
    return f"{number[:3]}****{number[-4:]}" if number else ""


def _is_own(text: str, start: int, end: int) -> bool:
    """Said to be hers, or at the end (or all) of the text with nobody else named beside it."""
    before = _BREAK.split(text[:start])
    beside = before[-1]
    if re.search(r"[我俺](?:的|家)?(?:电话|手机|号|联系)|本人|联系我|回我|打我|找我|联系(?:电话|方式|人)", beside):
        return True
    if _OTHERS.search(beside) or not _OWN.search(text[:start]):
        return False
    at_the_end = not re.search(r"[一-鿿]{3,}", text[end:])
    named_before = before[-2] if len(before) > 1 and len(beside.strip()) < _LEAST_SPOKEN else ""
    return at_the_end and not re.search(r"(?:电话|号码|手机|账号|微信)(?:是|号)?$", named_before)


def _numbers(text: str) -> Iterator[tuple["Telephone | str", str, int]]:
    """Each run of digits: a number or the reason why it is none, how it is said, and where it begins."""
    for match in islice(_DIGITS.finditer(_plain(text)), MOST_NUMBERS):
        digits = re.sub(r"\D", "", match[1])
        said = text[match.start() : match.end()]
        number = _callable(digits)
        yield Telephone(number, said) if number else _what_is_wrong(digits), said, match.start()


def _plain(text: str) -> str:
    """The same length, with spoken numerals as digits wherever seven or more stand together."""
    spoken = re.compile(rf"[\d幺一二三四五六七八九零〇壹贰叁肆伍陆柒捌玖洞拐勾\s\-]{{{_LEAST_SPOKEN},}}")
    wide = text.translate({0xFF10 + digit: str(digit) for digit in range(10)})
    return spoken.sub(lambda run: run[0].translate(_SPOKEN), wide)


def _callable(digits: str) -> str:
    if re.fullmatch(r"1[3-9]\d{9}", digits) or _LANDLINE.fullmatch(digits):
        return digits
    return LOCAL_AREA + digits if _LOCAL.fullmatch(digits) else ""


def _what_is_wrong(digits: str) -> str:
    if _IDENTITY.fullmatch(digits):
        return "identity"
    if digits.startswith("1") and digits[1:2] in "3456789":
        return "too_short" if len(digits) < _MOBILE_LENGTH else "too_long"
    return "wrong_start" if len(digits) >= _MOBILE_LENGTH - 1 else "too_short"
