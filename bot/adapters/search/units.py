"""What a text is made of for the search: words, characters, pairs of characters and of sounds (homophone typos)."""

import hashlib
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import jieba
from pypinyin import Style, pinyin

WEIGHT = {"w": 1.2, "1": 0.3, "2": 1.0, "p": 0.5}
"""How much a unit of each sort counts: word, character, pair of characters, pair of sounds."""

_TAUGHT: list[str] = []
_MARKS = re.compile(r"[\s，。、！？；：,.!?;:~…—\-_“”\"'‘’（）()《》〈〉【】\[\]/]+")


def load_words(path: Path, cache: Path) -> None:
    """Teach the word cutter our own words; starts its dictionary (1 s), so call it at start.

    Its cache goes to the folder `cache`: it is unmarshalled code-like data, and in a shared folder it could be
    anybody's.
    """
    jieba.setLogLevel("ERROR")
    jieba.dt.tmp_dir = str(cache)
    with path.open("rb") as words:
        jieba.load_userdict(words)
    _TAUGHT.append(hashlib.sha256(path.read_bytes()).hexdigest())


def taught() -> tuple[str, ...]:
    """The fingerprints of the words that the cutter was taught."""
    return tuple(dict.fromkeys(_TAUGHT))


def units(text: str) -> Counter[str]:
    """The units of `text` and how often each stands in it; a unit's first character tells its sort."""
    found: list[str] = []
    for part in _MARKS.split(text.lower()):
        if not part:
            continue
        found += [f"1{character}" for character in part]
        found += [f"2{pair}" for pair in map("".join, pairwise(part))]
        found += [f"w{word}" for word in jieba.cut(part, HMM=False) if len(word) > 1]
        found += [f"p{first} {second}" for first, second in pairwise(map(_sound, part))]
    return Counter(found)


def readable(unit: str) -> str:
    """A unit as a person would read it, "" for sounds and single characters."""
    return unit[1:] if unit[0] in "w2" else ""


@cache
def _sound(character: str) -> str:
    return str(pinyin(character, style=Style.NORMAL)[0][0])
