"""Whether a person can be had now."""

from enum import StrEnum


class Reach(StrEnum):
    """What is told to somebody who wants a person."""

    OPEN = "open"
    NOBODY = "nobody"
    """Office hours, but nobody sits at the live desk."""
    CLOSED = "closed"


def reach(on_duty: int, *, is_office_open: bool) -> Reach:
    """Who is there may be had, also after hours (a night shift); else the hours say why nobody is there."""
    if on_duty > 0:
        return Reach.OPEN
    return Reach.NOBODY if is_office_open else Reach.CLOSED
