"""好差评 in a citizen's own words: 满意, 不满意，根本没来人."""

import re

from bot.domain.tickets.terms import Rating

LONGEST = 120
"""A longer text tells a story rather than rates."""
_LEAD = r"^(?:对|这次|这个|你们的?|答复|回复|结果|处理|办理|我|俺|给个?|评价?|是|还是|就|，|,|：|:|\s)*"
_STRONG = r"(?:非常|很|太|特别|极其|十分|相当|一点(?:儿)?[也都]?|完全|根本|超级?|真)(?:的|地)?"
_NOT = r"满(?:意|(?=$|[，。！,!\s]))"
_ALMOST = rf"不(?:太|怎么|大|够|是很|算)?{_NOT}"
_LEVELS = (
    (Rating.VERY_DISSATISFIED, rf"(?:{_STRONG}不{_NOT}|差评|最差)"),
    (Rating.DISSATISFIED, rf"(?:{_ALMOST}|没法?满意)"),
    (Rating.FAIR, r"(?:基本|一般|凑合)满意"),
    (Rating.VERY_SATISFIED, rf"(?:{_STRONG}满意|五星|好评)"),
    (Rating.SATISFIED, r"(?:比较|还算|挺|还)?满意"),
)
_PATTERNS = tuple((rating, re.compile(f"{_LEAD}{pattern}(?![吗么?？度])")) for rating, pattern in _LEVELS)
_TURN = re.compile(r"但|可是|不过|就是|只是|还没|还是没|没有?解决|没修|没弄")
_HOLLOW = re.compile(r"^[\s，。！？、,.!?了的啊吧呀哈呢]+|[\s，。！,.!]+$")
_UNSOLVED = re.compile(
    r"(?:问题)?(?:根本|压根|还是?|也|一直|到现在)*(?:没解决|没人(?:来|管|修|联系|理)|没来人|没修好?|没处理|没动静)|糊弄|敷衍|骗人|白(?:反映|投诉)"
)
MOST_UNSOLVED = 24


def read_rating(text: str) -> tuple[Rating, str] | None:
    """The level that a text rates with, and what it says besides; None where it does not plainly rate.

    Praise with a "but" is no rating: whoever says it wants something done.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return None
    for rating, pattern in _PATTERNS:
        if found := pattern.match(text):
            reason = _HOLLOW.sub("", _HOLLOW.sub("", text[found.end() :]))
            return None if not rating.is_bad and _TURN.search(reason) else (rating, reason)
    return None


def sounds_unsolved(text: str) -> bool:
    """Whether a short text says that nothing came of it, without rating it."""
    return len(text) <= MOST_UNSOLVED and bool(_UNSOLVED.search(text))
