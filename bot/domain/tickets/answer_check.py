"""Checks of an answer before it is released: whether it answers what was asked, and tells nothing it should not.

It points out; whether it is right is for the reviewer to say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.text.masking import BANK_CARD, ID_NUMBER, PHONE, mask
from bot.domain.tickets.answer_words import ASKING, CONTACT, DATE, DONE, FOUND, HIDES, HOLLOW, PERSON_NAMED, WILL
from bot.domain.tickets.terms import Privacy, Result, TicketType
from bot.domain.tickets.ticket import Ticket

LEAST_CHARACTERS = 30
LEAST_SUBSTANCE = 20
"""Characters that must be left when courtesies are taken away."""
MOST_POINTS = 8
SHARED = 0.2
"""The part of a point's key words that an answer must mention."""
_SPLIT = re.compile(r"[。！!；;\n]+|(?<=[?？])|(?=(?:第[一二三四五六]|[一二三四五六]是|[（(]?\d[)）.、．](?!\d)))")
_SPEAKS = re.compile(r"[^0-9A-Za-z一-鿿]")
_EMPTY = re.compile(
    r"什么时候|啥时候|为什么|怎么办|怎么回事|能不能|可不可以|是不是|有没有|是否|请问|请求|要求|希望|尽快|赶紧|有关部门|相关部门|部门|解决|处理|核实"
    r"|一下|一个|我们|你们|他们|她们|自己|这个|那个|这样|这么|那么|没有|现在|就是|已经|还是|不是|但是|因为|所以|可以|知道|问题|情况|反映|投诉"
    r"|第[一二三四五六]|[一二三四五六](?=是)|[请的了吗呢吧啊呀在是有我你他她俺咱们这那个不都也还就把被给让和跟与又很最太到说要会能去来]"
)


class Check(StrEnum):
    """What is looked for; stored nowhere."""

    POINT = "point"
    ASKED_POINT = "asked_point"
    LONG_ENOUGH = "long_enough"
    NO_TEMPLATE = "no_template"
    RESULT = "result"
    RESULT_FITS = "result_fits"
    DATE = "date"
    CONTACT = "contact"
    NO_NUMBERS = "no_numbers"
    NO_MOBILE = "no_mobile"
    NO_NAMES = "no_names"


_ADVICE = frozenset({Check.ASKED_POINT, Check.CONTACT, Check.RESULT_FITS, Check.NO_MOBILE})


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and how it came out. `detail` is the point that was asked, or what should not be there."""

    check: Check
    is_met: bool
    detail: str = ""

    @property
    def needs_word(self) -> bool:
        """Whether the reviewer has to say why it is released all the same."""
        return not self.is_met and self.check not in _ADVICE


def check_answer(ticket: Ticket, answer: str, result: Result | None) -> tuple[Finding, ...]:
    """Every check of an answer to a demand, in the order in which a reviewer reads."""
    substance = _SPEAKS.sub("", HOLLOW.sub("", answer))
    return (
        *(Finding(Check.POINT, is_mentioned(point, answer), point) for point in points_of(ticket.text)),
        *(Finding(Check.ASKED_POINT, is_mentioned(point, answer), point) for point in ticket.asked_points),
        Finding(Check.LONG_ENOUGH, len(_SPEAKS.sub("", answer)) >= LEAST_CHARACTERS),
        Finding(Check.NO_TEMPLATE, len(substance) >= LEAST_SUBSTANCE),
        Finding(Check.RESULT, bool(DONE.search(answer) or WILL.search(answer) or FOUND.search(answer))),
        Finding(Check.RESULT_FITS, _fits(answer, result)),
        Finding(Check.DATE, bool(DATE.search(answer))),
        Finding(Check.CONTACT, bool(CONTACT.search(answer))),
        *_personal(ticket, answer),
    )


def needs_word(findings: Sequence[Finding]) -> bool:
    """Whether some finding may only be passed over with a reason."""
    return any(finding.needs_word for finding in findings)


def points_of(text: str) -> tuple[str, ...]:
    """What a demand asks, sentence by sentence; the whole of it where nothing is asked in so many words."""
    masked = mask(text).text
    parts = [part.strip(" ，,、") for part in _SPLIT.split(masked) if part]
    asked = [part for part in parts if ASKING.search(part) and (_keys(part) or HIDES.search(part))]
    if not asked:
        return (masked.strip(),) if _keys(masked) else ()
    return tuple(dict.fromkeys(asked))[:MOST_POINTS]


def is_mentioned(point: str, answer: str) -> bool:
    """Whether an answer takes up the key words of a point; a point that only asks for a time wants a date."""
    keys = _keys(point)
    if HIDES.search(point) and len(keys) <= 2:  # noqa: PLR2004 - hardly anything else is asked
        return bool(DATE.search(answer))
    shared = len(keys & _keys(answer))
    return not keys or shared >= max(1, min(4, round(len(keys) * SHARED)))


def _keys(text: str) -> set[str]:
    """Pairs of neighbouring characters that mean something."""
    stretches = re.split(r"[^0-9A-Za-z一-鿿]+", _EMPTY.sub(" ", text))
    return {stretch[start : start + 2] for stretch in stretches for start in range(len(stretch) - 1)}


def _fits(answer: str, result: Result | None) -> bool:
    """Whether what was done fits the result that was chosen."""
    if result is Result.SOLVED:
        return bool(DONE.search(answer) or FOUND.search(answer))
    if result is Result.UNREACHABLE:
        return "联系" in answer or "电话" in answer
    return True


def _personal(ticket: Ticket, answer: str) -> Iterator[Finding]:
    found = mask(answer).found
    numbers = [mark for mark, _ in found if mark in (ID_NUMBER, BANK_CARD)]
    mobiles = [said for mark, said in found if mark == PHONE and not said.startswith("0")]
    yield Finding(Check.NO_NUMBERS, not numbers, "、".join(dict.fromkeys(mark.strip("[]") for mark in numbers)))
    yield Finding(Check.NO_MOBILE, not mobiles, "、".join(dict.fromkeys(mobiles)))
    names = list(dict.fromkeys(_names(ticket, answer)))
    yield Finding(Check.NO_NAMES, not names, "、".join(names))


def _names(ticket: Ticket, answer: str) -> Iterator[str]:
    """Names of people whom the answer should not name; the citizen's own where nobody may know who she is."""
    yield from (hit["name"] for hit in PERSON_NAMED.finditer(answer))
    hidden = ticket.type is TicketType.REPORT or ticket.person.privacy is not Privacy.NAMED
    if hidden and ticket.person.name and ticket.person.name in answer:
        yield ticket.person.name
