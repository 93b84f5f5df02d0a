"""Which option of an open question a citizen picks: "2", "第二个", "最后那个", "就补办的"."""

import re
from collections.abc import Sequence

from bot.domain.talk.conversation import Option

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_ORDINAL = re.compile(
    r"^(?:嗯|那|就|选|要|我选|我要|是|就是|那就|对|按)*"
    r"(?:第\s*(?P<nth>[一二三四五六七八九1-9])\s*(?:个|项|种|条|样)?|(?P<bare>[一二三四五六七八九1-9])|"
    r"(?P<count>[一二三四五六七八九1-9])\s*号?|(?P<last>最后(?:一|那)?[个项种条]?|末尾那个))"
    r"(?:个|吧|的|那个|这个|呗|啊|呢|项|哈|。|！|\.|、)*$"
)


def pick_by_number(text: str, options: Sequence[Option]) -> Option | None:
    """The option named by its number or place in the list, or None if the text says no number or one too high."""
    hit = _ORDINAL.match(text.strip())
    if not hit or not options:
        return None
    if hit["last"]:
        return options[-1]
    said = hit["nth"] or hit["bare"] or hit["count"]
    position = _NUMERALS.get(said) or int(said)
    return options[position - 1] if 1 <= position <= len(options) else None
