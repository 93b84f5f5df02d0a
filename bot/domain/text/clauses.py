"""A message in parts: polite openings away, and the clauses in which separate wishes may stand."""

import re

_OPENING = re.compile(
    r"^(?:(?:喂+(?!.{0,2}听)|嗨|哈喽|hello|hi|您好|你好|你们好|大家好|老师|同志|大哥|大姐|师傅|亲|在吗|在不在|有人吗|请问(?:一下)?|打扰(?:一下|了|您)?|麻烦(?:您|你)?问(?:一)?下|"
    r"(?:我)?(?:想|就想)?(?:咨询|请教|打听|问)(?:一)?(?:下|个事儿?)|辛苦了|不好意思|(?:谢谢|多谢)(?:你|您|啊|了)*(?=.{0,14}(?:再问|想问|问一下|问下|咨询|那我|还有|另外))|好的|对了(?=[,，\s])|那个|嗯+|呃+|啊+|哎+|就是|是这样的?)[呀啊呢哈吧哦了嘛]*[\s,，。!！?？、~:：]*)+",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[，。！？；,!?;\n]+|(?<=.)(?=还有(?:就是|一个|件|那个|个)|另外|顺便(?:再)?(?:问|打听)|再问(?:一)?(?:下|个)|对了)"
)
_SECOND_WISH = re.compile(r"还有|另外|顺便|再问|对了|再(?:就是|一个)|以及|同时|并且|也(?:想|要)问")
_QUESTION = re.compile(r"[吗么呢啥哪谁咋多几？?]|什么|怎么|如何|何时|要不要|用不用|[行中成可能][不没]|不(?:行|中|成)$")
_FURTHER = re.compile(r"^(?:还有|另外|顺便|再问|再就是|再一个|对了|以及|同时|还想)")
SHORTEST = 2
LEAST_LEFT = 3


def without_opening(text: str) -> str:
    """`text` without greetings and thanks in front, unless nothing would be left."""
    rest = _OPENING.sub("", text, count=1).strip()
    return rest if len(rest) >= LEAST_LEFT else text


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text that are long enough to mean something, in their order."""
    return tuple(part.strip() for part in _BREAK.split(text) if part and len(part.strip()) >= SHORTEST)


def announces_second_wish(text: str) -> bool:
    """Whether the text says in so many words that it asks for one thing more."""
    return bool(_SECOND_WISH.search(text))


def is_question(clause: str) -> bool:
    """Whether a clause has a word that asks; what is only told ("手续齐了") has none."""
    return bool(_QUESTION.search(clause))


def opens_second_wish(clause: str) -> bool:
    """Whether a clause begins with a word that announces one thing more ("另外...")."""
    return bool(_FURTHER.match(clause))


def without_bridge(clause: str) -> str:
    """A clause without the word in front that announced it."""
    return _FURTHER.sub("", clause).strip() or clause
