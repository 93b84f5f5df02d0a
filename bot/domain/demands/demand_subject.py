"""What citizens demand of (诉求事由), with the department that is responsible and sentences to learn from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemandExample:
    """A sentence in Simplified characters; `place` is where the named place begins and ends in it."""

    text: str
    place: tuple[int, int] | None = None
    is_urgent: bool = False
    act: str = "投诉"


@dataclass(frozen=True, slots=True)
class DemandSubject:
    """One subject: its category among the twelve, the department, and why it is that one (`basis`)."""

    name: str
    category: str
    department: str
    basis: str
    words: tuple[str, ...]
    examples: tuple[DemandExample, ...]
