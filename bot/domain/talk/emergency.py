"""Is a life at stake now? Found by rule, so that it works when nothing else does."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmergencyKind:
    """One sort of emergency: its signs, the numbers to call, and what to do until help comes.

    One sign is enough. A hint is a group of words that mean danger only together, and only where nothing is asked.
    """

    name: str
    signs: tuple[re.Pattern[str], ...]
    call: tuple[str, ...]
    advice: str
    hints: tuple[tuple[re.Pattern[str], ...], ...] = ()
    is_bare_cry: bool = False
    """A cry for help that does not say what for: what does say it outweighs it."""


@dataclass(frozen=True, slots=True)
class EmergencyRules:
    """The rules of knowledge/emergencies.yml, in its words."""

    kinds: tuple[EmergencyKind, ...]
    figures_of_speech: tuple[re.Pattern[str], ...]
    over: tuple[re.Pattern[str], ...]
    now: tuple[re.Pattern[str], ...]
    calm: tuple[re.Pattern[str], ...] = ()

    def find(self, text: str) -> tuple[EmergencyKind, ...]:
        """The kinds of emergency that a normalised text reports as happening now; empty if none.

        Only signs count, and not where the text shows that it is over, denied, imagined or only asked about, unless
        the text also says that it happens now.
        """
        literal = self._literal(text)
        found = tuple(kind for kind in self.kinds if _any(kind.signs, literal))
        told = tuple(kind for kind in found if not kind.is_bare_cry)
        return () if found and self.is_over(literal) else told or found

    def suspect(self, text: str) -> tuple[EmergencyKind, ...]:
        """The kinds that signs, or else hints, point to: for when nothing else can tell a report from a complaint."""
        found = self.find(text)
        literal = self._literal(text)
        if found or _any(self.calm, literal) or self.is_over(literal):
            return found
        return tuple(kind for kind in self.kinds if any(_every(hint, literal) for hint in kind.hints))

    def _literal(self, text: str) -> str:
        for figure in self.figures_of_speech:
            text = figure.sub("", text)
        return text

    def is_over(self, text: str) -> bool:
        """Whether a text says that what it tells is past, denied, imagined or only asked about, and not now."""
        return _any(self.over, text) and not _any(self.now, text)


def emergency_rules(  # noqa: PLR0913 - the parts of one file
    *,
    kinds: Mapping[str, tuple[Sequence[str], Sequence[str], str]],
    figures_of_speech: Sequence[str],
    over: Sequence[str],
    now: Sequence[str],
    hints: Mapping[str, Sequence[Sequence[str]]] | None = None,
    calm: Sequence[str] = (),
    bare_cries: Collection[str] = (),
) -> EmergencyRules:
    """Rules from their written form: kind → (signs, numbers to call, advice), and kind → groups of hints.

    `re.error` for a broken pattern.
    """
    groups = hints or {}
    return EmergencyRules(
        kinds=tuple(
            EmergencyKind(
                name,
                _compiled(signs),
                tuple(call),
                advice,
                tuple(map(_compiled, groups.get(name, ()))),
                name in bare_cries,
            )
            for name, (signs, call, advice) in kinds.items()
        ),
        figures_of_speech=_compiled(figures_of_speech),
        over=_compiled(over),
        now=_compiled(now),
        calm=_compiled(calm),
    )


def _compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def _any(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _every(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return all(pattern.search(text) for pattern in patterns)
