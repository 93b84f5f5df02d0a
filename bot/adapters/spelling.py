"""Reads homophones, first letters and other regions' words as what is meant, character for character."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import accumulate

import jieba
from pypinyin import Style, pinyin

RARE = 50
"""A stretch that the word list has seen more often than this is a word of its own and stays."""
LONGEST, SHORTEST = 6, 2
_LETTERS = re.compile(r"(?<![a-z])[a-z]{3,6}(?![a-z])", re.IGNORECASE)


class Spelling:
    """`SpellingAid`: all that it changes keeps its length. Give it Simplified characters."""

    def __init__(self, words: Iterable[str], letters: Mapping[str, str], variants: Mapping[str, str]) -> None:
        """`words` are found by their sound, `letters` by the first letters, `variants` as they stand."""
        self._words = frozenset(words)
        self._by_sound: dict[tuple[str, ...], str] = {}
        for word in self._words:
            self._by_sound.setdefault(_sounds(word), word)
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)
        self._letters, self._variants = dict(letters), dict(variants)

    def read(self, text: str) -> str:
        """`text` as it is meant, as long as it was."""
        read = _LETTERS.sub(lambda found: self._letters.get(found[0].lower(), found[0]), text)
        for variant, word in self._variants.items():
            read = read.replace(variant, word)
        return self._heard(read)

    def _heard(self, text: str) -> str:
        """Each stretch between word borders that is no word, but sounds like one that we know."""
        tokens = list(jieba.cut(text, HMM=False))
        borders = [0, *accumulate(len(token) for token in tokens)]
        is_border = set(borders)
        place, parts = 0, []
        while place < len(text):
            word = self._word_at(text, place, is_border) if place in is_border else None
            parts.append(word or text[place])
            place += len(parts[-1])
        return "".join(parts)

    def _word_at(self, text: str, place: int, is_border: set[int]) -> str | None:
        for length in self._lengths:
            stretch = text[place : place + length]
            if len(stretch) < length or place + length not in is_border:
                continue
            if stretch in self._words:
                return stretch
            word = self._by_sound.get(_sounds(stretch))
            if word and _is_no_word(stretch):
                return word
        return None


def _is_no_word(stretch: str) -> bool:
    jieba.dt.check_initialized()
    return bool(jieba.dt.FREQ.get(stretch, 0) <= RARE)


def _sounds(text: str) -> tuple[str, ...]:
    return tuple(map(_sound, text))


@cache
def _sound(character: str) -> str:
    return str(pinyin(character, style=Style.NORMAL)[0][0])
