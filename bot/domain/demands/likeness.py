"""Whether two places may be the same: for finding open demands that a citizen can join."""

import re

ALIKE = 0.5
_GENERIC = re.compile(
    r"双辽市?|附近|旁边|那边|这边|一带|门口|对面|后面|前面|里面|院内|的|那个|那家|在|[\s，。,.（）()]"
)


def place_likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same): shared pairs of characters over those of the shorter name."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))


def _pairs(place: str) -> set[str]:
    plain = _GENERIC.sub("", place)
    return {plain[start : start + 2] for start in range(len(plain) - 1)}
