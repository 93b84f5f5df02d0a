"""Why a file that a citizen sent is not taken."""

from enum import StrEnum


class Refusal(StrEnum):
    """Each has its sentence in the wording; stored values never change."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_ALLOWED = "not_allowed"
    """A sort of file that the desk does not open: programs, archives, web pages, drawings with script."""
    UNSAFE = "unsafe"
    """Two files in one, or one with macros."""
    TOO_MANY = "too_many"
    NO_ROOM = "no_room"
    NOT_FETCHED = "not_fetched"
    """The platform did not hand it over."""
    GONE = "gone"
    """It lay unsent for so long that it was removed."""


class FileRefused(Exception):  # noqa: N818 - a state of the world
    """A file is not taken; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason
