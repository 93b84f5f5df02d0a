"""Which questions that nobody could answer are one question.

The rule, as it stands on the page: two questions belong together if they have the same normal form, or if they share at
least 55 % of their search units (words and pairs of characters). The newest question of a group stands for it; a
question joins the first group whose head it is like.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calls.terms import GapSource
from bot.domain.text.clauses import without_opening

LEAST_SHARED = 0.55
MOST_FORM = 300
_NOTHING = re.compile(r"[\s，。！？；：、,.!?;:~…—\-_“”\"'‘’（）()《》【】\[\]]+")
_ENDING = re.compile(r"(?:谢谢(?:你|您)?|麻烦了|呢|吗|呀|啊|呗|吧|哈|哦)+$")

Units = Callable[[str], Mapping[str, float]]
"""What the search makes of a text."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One question without a good answer. `text` is masked; `item` and `facet` are what was answered, if anything."""

    at: datetime
    source: GapSource
    text: str
    item: str = ""
    facet: str = ""


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps that are one question, the newest first; `form` is the normal form of the first."""

    form: str
    gaps: tuple[Gap, ...]

    @property
    def text(self) -> str:
        """The words that stand for the group."""
        return self.gaps[0].text

    @property
    def forms(self) -> tuple[str, ...]:
        """The normal forms of all its questions."""
        return tuple(dict.fromkeys(normal_form(gap.text) for gap in self.gaps))


def normal_form(text: str) -> str:
    """A question without greetings, marks and particles at its end, in small letters."""
    bare = _NOTHING.sub("", without_opening(text.strip())).lower()
    return (_ENDING.sub("", bare) or bare)[:MOST_FORM]


def grouped(gaps: Iterable[Gap], units: Units) -> tuple[GapGroup, ...]:
    """Gaps (the newest first) in groups, the largest first."""
    heads: list[tuple[str, frozenset[str]]] = []
    members: dict[str, list[Gap]] = {}
    known: dict[str, str] = {}
    for gap in gaps:
        form = normal_form(gap.text)
        if form not in known:
            weighed = _weighty(units(form))
            head = next((one for one, its in heads if shared(its, weighed) >= LEAST_SHARED), None)
            if head is None:
                heads.append((form, weighed))
            known[form] = head or form
        members.setdefault(known[form], []).append(gap)
    groups = [GapGroup(form, tuple(those)) for form, those in members.items()]
    return tuple(sorted(groups, key=lambda group: -len(group.gaps)))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of units that two texts have in common, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _weighty(units: Mapping[str, float]) -> frozenset[str]:
    """Words and pairs of characters: single characters and sounds are shared by anything."""
    return frozenset(unit for unit in units if unit[0] in "w2")
