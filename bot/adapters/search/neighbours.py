"""Whose sentences a new example would draw away: the search is tried with it before it is taught."""

from collections.abc import Callable, Iterator, Sequence

from bot.adapters.search.learning_search import LearningSearch
from bot.domain.calls.likeness import normal_form
from bot.domain.guides.understanding import Hit, Matter
from bot.services.calls.ports import Learned, Pulled
from bot.services.ports import Catalogue

MOST_PULLED = 5


class SearchNeighbours:
    """`Neighbours` over the newest state of the list."""

    def __init__(self, search: LearningSearch, catalogue: Callable[[], Catalogue]) -> None:
        """`catalogue` has the items that `search` finds."""
        self._search, self._catalogue = search, catalogue

    def pulled_by(self, example: Learned, learned: Sequence[Learned]) -> tuple[Pulled, ...]:
        """Only the neighbours that the example itself finds are looked at: no other shares its words."""
        with_it = self._search.trial(self._search.prepare([*learned, example]))
        pulled: list[Pulled] = []
        for hit in self._search.find(example.text):
            if hit.matter is Matter.ITEM and hit.codes[0] == example.code:
                continue
            for sentence in dict.fromkeys(self._sentences(hit, learned)):
                is_same = normal_form(sentence) == example.form
                if is_same or (_is_first(self._search, sentence, hit) and _leads_to(with_it, sentence, example.code)):
                    pulled.append(Pulled(sentence, hit.name))
        return tuple(pulled[:MOST_PULLED])

    def _sentences(self, hit: Hit, learned: Sequence[Learned]) -> Iterator[str]:
        """By what a finding is known: its name, and an item's aliases, examples and learned sentences."""
        yield hit.name
        if hit.matter is not Matter.ITEM:
            return
        guide = self._catalogue().guide(hit.codes[0])
        yield from guide.aliases
        for group in guide.examples.values():
            yield from group
        yield from (one.text for one in learned if one.code == guide.code)


def _is_first(search: LearningSearch, sentence: str, hit: Hit) -> bool:
    found = search.find(sentence)
    return bool(found) and (found[0].matter, found[0].name) == (hit.matter, hit.name)


def _leads_to(search: LearningSearch, sentence: str, code: str) -> bool:
    found = search.find(sentence)
    return bool(found) and found[0].matter is Matter.ITEM and found[0].codes[0] == code
