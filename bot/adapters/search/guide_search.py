"""The search over items, topics and unlisted services."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.adapters.search.index import Scored, Sheet
from bot.adapters.search.kept_index import index_of
from bot.adapters.search.units import readable
from bot.domain.guides.guide import Guide
from bot.domain.guides.listing import Topic, UnlistedService
from bot.domain.guides.understanding import Hit, Matter

NAME, ALIAS, EXAMPLE, SUMMARY = 3.0, 2.0, 1.0, 1.0
BEST = 12
_DEED = re.compile(r"(?:办理|申领|申请|核发|签发|给付|发放|开具)$")
"""What a department does at the end of an item's name: people say the thing alone."""
REMEMBERED = 256
"""Texts whose scores are kept: one turn looks the same text up several times."""
ALL_FIELDS = frozenset({"name", "alias", "example"})


def guide_sheet(guide: Guide, fields: Collection[str] = ALL_FIELDS) -> Sheet:
    """A guide as the search sees it: its name, and as far as `fields` allows its aliases and examples."""
    texts = [(guide.name, NAME)]
    if "alias" in fields:
        texts += [(alias, ALIAS) for alias in guide.aliases]
    if "example" in fields:
        texts += [(sentence, EXAMPLE) for group in guide.examples.values() for sentence in group]
        texts += [(text, SUMMARY) for text in (guide.summary, *(s.name + s.when for s in guide.scenarios)) if text]
    return Sheet(guide.code, tuple(texts))


class BookSearch:
    """`GuideSearch` over one state of the list."""

    def __init__(
        self,
        guides: Sequence[Guide],
        topics: Sequence[Topic] = (),
        unlisted: Sequence[UnlistedService] = (),
        fields: Collection[str] = ALL_FIELDS,
        kept_at: Path | None = None,
    ) -> None:
        """Build the index, or take the one that is kept at `kept_at` if nothing has changed."""
        self._hits: dict[str, Hit] = {guide.code: Hit(Matter.ITEM, (guide.code,), guide.name) for guide in guides}
        self._names = {guide.code: _names(guide.name, guide.aliases if "alias" in fields else ()) for guide in guides}
        sheets = [guide_sheet(guide, fields) for guide in guides]
        if set(fields) >= ALL_FIELDS:
            for topic in topics:
                codes = tuple(option.code for option in topic.options)
                self._hits[f"topic:{topic.name}"] = Hit(Matter.TOPIC, codes, topic.name)
                self._names[f"topic:{topic.name}"] = _names(topic.name, topic.aliases)
                sheets.append(_worded(f"topic:{topic.name}", topic))
            for service in unlisted:
                self._names[f"unlisted:{service.name}"] = _names(service.name, service.aliases)
                self._hits[f"unlisted:{service.name}"] = Hit(Matter.UNLISTED, service.near, service.name)
                sheets.append(_worded(f"unlisted:{service.name}", service))
        self._index = index_of(sheets, kept_at)
        self._score = lru_cache(maxsize=REMEMBERED)(self._index.score)

    def find(self, text: str, among: Sequence[str] = ()) -> tuple[Hit, ...]:
        """The best findings by falling score; `among` limits them to these items."""
        scored = self._score(text)
        if not scored.ideal:
            return ()
        if among:
            numbers: Iterable[int] = [self._index.number[code] for code in among if code in self._index.number]
        else:
            best = min(BEST, len(self._index))
            numbers = np.argpartition(-scored.scores, best - 1)[:best].tolist()
        ranked = sorted((number for number in numbers if scored.scores[number] > 0), key=lambda n: -scored.scores[n])
        return tuple(self._hit(scored, number, text.lower()) for number in ranked)

    def scored(self, text: str) -> Scored:
        """The text's units with their weights, and every entry's score; not to be changed."""
        return self._score(text)

    def norm(self, length: float) -> float:
        """As the index has it."""
        return self._index.norm(length)

    def _hit(self, scored: Scored, number: int, text: str) -> Hit:
        key = self._index.keys[number]
        hit = self._hits[key]
        return Hit(
            hit.matter,
            hit.codes,
            hit.name,
            score=float(scored.scores[number]) / scored.ideal,
            weight=float(scored.scores[number]),
            named=max((len(name) for name in self._names.get(key, ()) if name in text), default=0),
        )

    def explain(self, text: str, code: str) -> tuple[str, ...]:
        """The three words of a text that speak most for an item."""
        scored, number = self._score(text), self._index.number[code]
        strength = {
            readable(unit): weight * self._index.share(unit, number)
            for unit, weight in scored.weights.items()
            if readable(unit)
        }
        return tuple(sorted((unit for unit in strength if strength[unit] > 0), key=lambda u: -strength[u])[:3])


def _names(name: str, aliases: Sequence[str]) -> tuple[str, ...]:
    short = _DEED.sub("", name.partition("（")[0])
    return tuple(dict.fromkeys(one.lower() for one in (name, short, *aliases) if len(one) > 1))


def _worded(key: str, what: Topic | UnlistedService) -> Sheet:
    texts = [(what.name, ALIAS), *((a, ALIAS) for a in what.aliases), *((e, EXAMPLE) for e in what.examples)]
    return Sheet(key, tuple(texts))
