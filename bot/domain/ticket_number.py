"""Numbers of tickets: `SL20261122-0007-K` (day, sequence of the day, check character), and query codes."""

import re
from datetime import date

_PREFIX = "SL"
CHECK_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No I and no O: over the telephone they are taken for digits."""
QUERY_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Nothing that looks or sounds like another: no 0, 1, I, O."""
QUERY_LENGTH = 8
"""32^8 codes: guarded guessing (five tries) stays hopeless."""
_SHAPE = re.compile(r"SL[\s\-－—]*(\d{8})[\s\-－—]*(\d{4,6})[\s\-－—]*([A-Z])(?![A-Z])", re.IGNORECASE)


def ticket_number(day: date, sequence: int) -> str:
    """The number of a day's `sequence`-th ticket; ValueError beyond six digits."""
    if not 1 <= sequence <= 999_999:  # noqa: PLR2004 - six digits
        raise ValueError(f"a day has at most 999999 tickets, not {sequence}")
    digits = f"{day:%Y%m%d}{sequence:04d}"
    return f"{_PREFIX}{day:%Y%m%d}-{sequence:04d}-{_check(digits)}"


def _check(digits: str) -> str:
    """Weighted sum modulo 23: finds every single wrong digit and every swap of neighbours."""
    total = sum(place * int(digit) for place, digit in enumerate(reversed(digits), 2))
    return CHECK_CHARACTERS[total % 23]


def numbers_in(text: str) -> tuple[str, ...]:
    """The well-formed ticket numbers that a text names, however they are spaced."""
    return tuple(
        number
        for day, sequence, check in _SHAPE.findall(text)
        if (number := f"{_PREFIX}{day}-{sequence}-{check.upper()}") and is_ticket_number(number)
    )


def looks_like_number(text: str) -> bool:
    """Whether a text tries to name a ticket, rightly or wrongly written."""
    return bool(re.search(r"SL[\s\-]*\d{6}", text, re.IGNORECASE))


def is_ticket_number(number: str) -> bool:
    """Whether the check character is right."""
    match = re.fullmatch(r"SL(\d{8})-(\d{4,6})-([A-Z])", number)
    return bool(match) and _check(match[1] + match[2]) == match[3]  # type: ignore[index]


def query_code(random_numbers: "list[int]") -> str:
    """A query code (查询码) from `QUERY_LENGTH` random whole numbers below 32; ValueError for any others."""
    if len(random_numbers) != QUERY_LENGTH:
        raise ValueError(f"{QUERY_LENGTH} numbers are needed")
    return "".join(QUERY_LETTERS[number] for number in random_numbers)
