"""One spelling for many keyboards: what is done to a text before anything tries to understand it."""

import re

SURE = 2
MAX_UNDERSTOOD = 1000
"""Characters of a message that are read for its meaning; the whole message is kept all the same."""

_INVISIBLE = dict.fromkeys(
    [
        *range(0x09),
        0x0B,
        0x0C,
        *range(0x0E, 0x20),
        0x7F,
        0xAD,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
    ]
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_KEEP_CHINESE = {ord(mark): mark for mark in "，。！？；：（）"}
_EMOJI = re.compile(r"[\U0001F000-\U0001FAFF☀-➿️⃣]+")
_SPACE = re.compile(r"\s+")
_REPEAT = re.compile(r"(\D)\1{3,}")
_LEADING = re.compile(r"^[\s/]+")
_MEANINGFUL = re.compile(r"[0-9A-Za-z一-鿿㐀-䶿]")


def clean(text: str, most: int = MAX_UNDERSTOOD) -> str:
    """Invisible characters away, full width to half (not Chinese punctuation), emoji to a space, runs shortened.

    At most `most` characters are kept. Never turns a text into an engine command: a leading slash is dropped
    (`／` included).
    """
    text = text.translate(_INVISIBLE).translate({**_FULL_WIDTH, **_KEEP_CHINESE})
    text = _REPEAT.sub(lambda run: run.group(1) * 3, _EMOJI.sub(" ", text))
    return _LEADING.sub("", _SPACE.sub(" ", text))[:most].rstrip()


def has_meaning(text: str) -> bool:
    """Whether there is a single letter, digit or Chinese character to understand."""
    return bool(_MEANINGFUL.search(text))


def is_traditional(text: str, simplified: str) -> bool:
    """Whether the citizen writes Traditional characters: two or more changed on the way to Simplified, or a tenth."""
    changed = sum(a != b for a, b in zip(text, simplified, strict=False))
    return changed >= SURE or (changed >= 1 and changed * 10 >= len(simplified))


def script_of(text: str, simplified: str, traditional: str) -> bool | None:
    """Whether the citizen writes Traditional characters; None for words like 提交 that look alike in both scripts."""
    if is_traditional(text, simplified):
        return True
    return None if simplified == traditional else False
