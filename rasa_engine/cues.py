"""Turns of phrase that give an aspect away (knowledge/cues.yml), as features and as a thumb on the scales."""

import re
from typing import Dict, List, Mapping, Sequence

END = 8
"""A cue whose last find ends within so many characters of the sentence's end is where the question stands."""


class Cues:
    """Compiled patterns by aspect."""

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        """`patterns`: regular expressions by aspect."""
        self.patterns = {aspect: list(group) for aspect, group in patterns.items()}
        self._compiled = {
            aspect: re.compile("|".join(f"(?:{pattern})" for pattern in group))
            for aspect, group in self.patterns.items()
        }

    def found(self, text: str) -> Dict[str, bool]:
        """Aspects that a cue speaks for; True where the cue stands at the end."""
        found: Dict[str, bool] = {}
        for aspect, pattern in self._compiled.items():
            last = None
            for last in pattern.finditer(text):
                pass
            if last is not None:
                found[aspect] = last.end() >= len(text) - END
        return found

    def features(self, texts: Sequence[str]) -> List[Dict[str, float]]:
        """For a DictVectorizer."""
        rows = []
        for text in texts:
            row = {}
            for aspect, at_end in self.found(text).items():
                row[aspect] = 1.0
                if at_end:
                    row[f"end:{aspect}"] = 1.0
            rows.append(row)
        return rows
