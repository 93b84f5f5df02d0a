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
_GAP = r"[\s\-－—_]*"
_DIGIT = "[0-9OI]"
"""A digit, or the letter that is mistaken for it."""
_SHAPE = re.compile(
    rf"(?:SL{_GAP}|(?<![0-9A-Z]))(2[0O]{_DIGIT}{{6}}){_GAP}({_DIGIT}{{4,6}}){_GAP}([A-Z])(?![A-Z])", re.IGNORECASE
)
_BEGINNING = re.compile(rf"SL{_GAP}{_DIGIT}{{6}}[0-9OI\s\-－—_]*[A-Z]?(?![A-Z])", re.IGNORECASE)
_MISTAKEN = str.maketrans("OoIi", "0011")


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
    """The well-formed ticket numbers that a text names, however they are spaced, with or without `SL`."""
    read = (
        f"{_PREFIX}{day.translate(_MISTAKEN)}-{sequence.translate(_MISTAKEN)}-{check.upper()}"
        for day, sequence, check in _SHAPE.findall(text)
    )
    return tuple(number for number in read if is_ticket_number(number))


def looks_like_number(text: str) -> bool:
    """Whether a text tries to name a ticket, rightly or wrongly written."""
    return bool(_SHAPE.search(text) or _BEGINNING.search(text))


def without_numbers(text: str) -> str:
    """A text without all that looks like a ticket number."""
    return _BEGINNING.sub(" ", _SHAPE.sub(" ", text))


def is_ticket_number(number: str) -> bool:
    """Whether the check character is right."""
    match = re.fullmatch(r"SL(\d{8})-(\d{4,6})-([A-Z])", number)
    return bool(match) and _check(match[1] + match[2]) == match[3]  # type: ignore[index]


def query_code(random_numbers: list[int]) -> str:
    """A query code (查询码) from `QUERY_LENGTH` random whole numbers below 32; ValueError for any others."""
    if len(random_numbers) != QUERY_LENGTH or not all(0 <= number < len(QUERY_LETTERS) for number in random_numbers):
        raise ValueError(f"{QUERY_LENGTH} numbers from 0 to {len(QUERY_LETTERS) - 1} are needed")
    return "".join(QUERY_LETTERS[number] for number in random_numbers)
