"""When a question back is due, and which options it offers."""

from collections.abc import Sequence

from bot.domain.guides.cues import FacetCues
from bot.domain.guides.decision import Find
from bot.domain.guides.states import States
from bot.domain.guides.tuning import Tuning
from bot.domain.guides.understanding import Hit, Matter


class Asking:
    """Asks for one of several items where a text names them all alike."""

    def __init__(self, find: Find, cues: FacetCues, states: States, tuning: Tuning) -> None:
        """All pure; `find` is the search."""
        self._find, self._cues, self._states, self._tuning = find, cues, states, tuning

    def topic(self, text: str, hits: Sequence[Hit], *, talking: bool) -> Hit | None:
        """The general word that is meant, where no item stands out among those it covers.

        Three things speak for asking: the general word explains the text as well as the best item does, its second
        item as well as its first, and the text is short. `talking` tells that an item is talked about already.
        """
        item = self.best_item(hits)
        topics = [hit for hit in hits if hit.matter is Matter.TOPIC]
        if not topics or item is None:
            return topics[0] if topics else None
        if item.name in text:
            return None
        topic = self._covering(item, topics)
        return topic if topic and self._is_open(text, item, topic, talking=talking) else None

    def best_item(self, hits: Sequence[Hit]) -> Hit | None:
        """The item that fits best; of items that fit alike, the one whose longest name stands in the text."""
        items = [hit for hit in hits if hit.matter is Matter.ITEM]
        alike = [hit for hit in items if hit.score >= self._tuning.close_named * items[0].score]
        return max(
            alike, key=lambda hit: (hit.named if hit.named >= self._tuning.sure_name else 0, hit.score), default=None
        )

    def options(self, text: str, topic: Hit) -> tuple[str, ...]:
        """The items of a topic that the words of the text do not exclude, in the topic's order."""
        among = self._find(text, among=topic.codes)
        if not among:
            return topic.codes
        likely = set(self._states.fitting(text, topic.codes))
        if likely:
            likely.add(among[0].codes[0])
        else:
            least = self._tuning.option_least * among[0].weight
            likely = {hit.codes[0] for hit in among if hit.weight >= least}
        kept = tuple(code for code in topic.codes if code in likely)
        return kept if len(kept) > 1 else topic.codes

    def is_clear(self, hit: Hit) -> bool:
        """Whether a stretch of a message names something plainly enough to be asked about by itself."""
        tuning = self._tuning
        heavy = hit.weight >= tuning.clause_weight or (hit.named > 0 and hit.weight >= tuning.clause_named)
        return heavy and hit.score >= tuning.clause_item

    def _covering(self, item: Hit, topics: Sequence[Hit]) -> Hit | None:
        """The topic that covers the best item, or one that explains the text clearly better than both."""
        tuning = self._tuning
        topic = next((hit for hit in topics if item.codes[0] in hit.codes), None)
        if topics[0].score >= tuning.topic_other * max(item.score, (topic or topics[0]).score):
            return topics[0]
        if topic is None:
            return None
        wider = (hit for hit in topics if set(hit.codes) > set(topic.codes))
        return next((hit for hit in wider if hit.score >= tuning.topic_wider * topic.score), topic)

    def _is_open(self, text: str, item: Hit, topic: Hit, *, talking: bool) -> bool:
        tuning = self._tuning
        named = item.named > topic.named
        if named and (len(self._cues.without(text)) <= item.named or item.named >= tuning.long_name):
            return False
        among = self._find(text, among=topic.codes)
        level = among[1].weight / among[0].weight if len(among) > 1 else 0.0
        likeness = topic.score / item.score
        alike = likeness >= tuning.topic_least and likeness + level >= tuning.topic_sum
        short = alike and len(text) <= tuning.topic_length
        if level >= tuning.topic_level and (short or likeness >= tuning.topic_wins):
            return True
        vagueness = likeness * tuning.topic_length / len(text)
        wanted = tuning.vague_talking if talking else tuning.vague
        return (
            not (named and item.named >= tuning.name_length) and likeness >= tuning.vague_least and vagueness >= wanted
        )
