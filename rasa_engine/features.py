"""From a sentence to what the classifier counts: words, and pieces of one to four characters."""

import re
from typing import Iterable, List, Tuple

import jieba

_DIGITS = re.compile(r"\d+")
_MARKS = re.compile(r"[\s，。、！？；：,.!?;:~…—\-“”\"'‘’（）()《》]+")


def pieces(text: str) -> List[str]:
    """Words, word pairs and character n-grams of a sentence; `^` and `$` mark its ends."""
    plain = _MARKS.sub(" ", _DIGITS.sub("0", text.lower())).strip()
    words = [word for word in jieba.lcut(plain) if word.strip()]
    found = [f"w:{word}" for word in words]
    found += [f"b:{first}_{second}" for first, second in _pairs(["^", *words, "$"])]
    framed = f"^{plain}$"
    for size in (1, 2, 3, 4):
        found += [f"c:{framed[i : i + size]}" for i in range(len(framed) - size + 1)]
    return found


def _pairs(words: List[str]) -> Iterable[Tuple[str, str]]:
    return zip(words, words[1:])
