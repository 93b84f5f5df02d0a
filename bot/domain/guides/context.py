"""What a turn takes from the turns before it: a picked option, the item talked about, one talked about earlier."""

import re
from collections.abc import Callable, Sequence

from bot.domain.guides.cues import FacetCues
from bot.domain.guides.decision import Find, Turning
from bot.domain.guides.facet import Facet
from bot.domain.guides.tuning import Tuning
from bot.domain.guides.understanding import Hit, Matter
from bot.domain.talk.route import Route

Kin = Callable[[str, str], bool]
"""Whether two items belong to the same department."""

_BACK = re.compile(
    r"回到|再说回|刚才(?:说)?(?:的|那|问)|前面(?:说)?(?:的|那)|(?:头|先)前(?:那|说)|还是(?:说)?(?:那|刚才)|上面那"
)
_THAT = re.compile(r"^(?:我说的?是|我问的?是|就是)?(.{2,10}?)(?:那个|那件|那事儿?|那证|那块|的话|那头)[，,、\s]")
_LABEL_BREAK = re.compile(r"[（）()、，,；;：:/]|或|和")
_NO_DEMAND = frozenset({Route.GUIDE, Route.OUT_OF_SCOPE, Route.CONSULT})
SHORT, SHORT_ELLIPSIS = 40, 10


class Context:
    """Reads a turn in the light of what was talked about."""

    def __init__(self, find: Find, cues: FacetCues, kin: Kin, tuning: Tuning) -> None:
        """All pure; `find` is the search."""
        self._find, self._cues, self._kin, self._tuning = find, cues, kin, tuning

    def picked(self, turn: Turning) -> str:
        """The option of an open question that the text describes, or ""."""
        options = [option.code for option in turn.focus.options]
        if not options or len(turn.text) > SHORT or _demand(turn) >= 0.7:  # noqa: PLR2004
            return ""
        labelled, length = _labelled(turn)
        among = self._find(turn.text, among=options)
        if not among:
            return labelled
        best = among[0]
        second = among[1].weight if len(among) > 1 else 0.0
        anywhere = self._find(turn.text)[0]
        elsewhere = anywhere.matter is Matter.ITEM and anywhere.codes[0] not in options
        if elsewhere and (anywhere.weight > 2 * best.weight + 4 or anywhere.named > max(length, best.named)):
            return ""
        if labelled:
            return labelled
        stands_out = best.weight - second >= 0.9 or second < 0.8 * best.weight  # noqa: PLR2004
        return best.codes[0] if best.score >= 0.1 and best.weight >= 1.5 and stands_out else ""  # noqa: PLR2004

    def asks_again(self, turn: Turning) -> bool:
        """Whether an open question is answered with nothing but another facet ("多少钱")."""
        return bool(turn.focus.options) and self._only_asks(turn.text) and _demand(turn) < self._tuning.sure_route

    def returned_to(self, turn: Turning) -> str:
        """The earlier item that the text goes back to in so many words ("回到刚才那个"), or ""."""
        spoken = [code for code in (turn.focus.item, *turn.focus.earlier) if code]
        that = _THAT.match(turn.text)
        if not spoken or not (that or _BACK.search(turn.text)) or _demand(turn) >= self._tuning.sure_route:
            return ""
        rest = that[1] if that else _BACK.sub("", turn.text)
        among, anywhere = self._find(rest, among=spoken), self._find(rest)
        if not among or among[0].weight < max(3.0, 0.9 * anywhere[0].weight):
            return ""
        return among[0].codes[0]

    def known(self, turn: Turning, hits: Sequence[Hit]) -> str:
        """An item talked about before, if it is about as good as the best finding, or ""."""
        spoken = (turn.focus.item, *turn.focus.earlier)
        for hit in hits:
            if hit.score < self._tuning.close * hits[0].score:
                break
            if hit.matter is Matter.ITEM and hit.codes[0] in spoken:
                return hit.codes[0]
        return ""

    def goes_on(self, turn: Turning) -> bool:
        """Whether the text asks for another facet of the item that is talked about."""
        if not turn.focus.item:
            return False
        if self._only_asks(turn.text):
            return _demand(turn) < 0.8 and not self._leaves(turn, self._tuning.bare_gain)  # noqa: PLR2004
        if _demand(turn) > 0.5:  # noqa: PLR2004
            return False
        facets = self._cues.found(turn.text)
        asks = bool(facets) and facets != (Facet.OVERVIEW,)
        guide = turn.understanding.whole.route_weights().get(Route.GUIDE, 0.0)
        if not asks and (guide < 0.5 or is_bare(turn)):  # noqa: PLR2004
            return False
        return not self._leaves(turn)

    def sibling(self, turn: Turning, hits: Sequence[Hit]) -> str:
        """The neighbouring item that a bare follow-up means ("要是丢了呢" after a renewal), or ""."""
        if not turn.focus.item or not is_bare(turn) or len(turn.text) > SHORT_ELLIPSIS:
            return ""
        for hit in hits:
            if (
                hit.matter is Matter.ITEM
                and hit.codes[0] != turn.focus.item
                and self._kin(turn.focus.item, hit.codes[0])
            ):
                return hit.codes[0] if hit.weight >= 1.5 else ""  # noqa: PLR2004
        return ""

    def only_kin(self, turn: Turning, codes: Sequence[str]) -> str:
        """The only one of these items that belongs with the one talked about, or ""."""
        kin = [code for code in codes if turn.focus.item and self._kin(turn.focus.item, code)]
        return kin[0] if len(kin) == 1 else ""

    def _only_asks(self, text: str) -> bool:
        return bool(self._cues.found(text)) and len(text) <= 2 * SHORT_ELLIPSIS and len(self._cues.without(text)) <= 1

    def _leaves(self, turn: Turning, wanted: float = 0.0) -> bool:
        """Whether the best finding is strong enough to leave the item that is talked about for it.

        `wanted` is the gain in weight that it takes; 0 leaves it to the tuning.
        """
        item, tuning = turn.focus.item, self._tuning
        hits = self._find(turn.text)
        outside = bool(hits) and hits[0].matter is Matter.UNLISTED and not wanted
        if outside and hits[0].score >= tuning.sure_item and hits[0].weight >= tuning.leave_weight:
            return True
        hits = tuple(hit for hit in hits if hit.matter is Matter.ITEM or (hit.matter is Matter.TOPIC and hit.named))
        if not hits or item in hits[0].codes:
            return False
        best = hits[0]
        own = self._find(turn.text, among=[item])
        gain = best.weight - (own[0].weight if own else 0.0)
        kin = any(self._kin(item, code) for code in best.codes)
        wanted = wanted or (tuning.sibling_gain if kin else tuning.switch_gain)
        return gain >= wanted and best.score >= tuning.switch_score


def _labelled(turn: Turning) -> tuple[str, int]:
    """The only option with a piece of its label in the text ("买房的话咋提"), and the length of that piece."""
    lengths = {
        option.code: max((len(piece) for piece in _pieces(option.label) if piece in turn.text), default=0)
        for option in turn.focus.options
    }
    longest = max(lengths.values(), default=0)
    best = [code for code, length in lengths.items() if length == longest]
    return (best[0], longest) if longest and len(best) == 1 else ("", 0)


def _pieces(label: str) -> list[str]:
    return [piece for piece in _LABEL_BREAK.split(label) if len(piece) > 1]


def is_bare(turn: Turning) -> bool:
    """Whether the text only names something: "那护照呢", "租房的那种"."""
    named = turn.understanding.whole.intents.get("name_item", 0.0)
    return named > 0.15 or turn.text.rstrip("？?。").endswith("呢")  # noqa: PLR2004


def _demand(turn: Turning) -> float:
    """The likeliest wish that is neither a question nor talk."""
    weights = turn.understanding.whole.route_weights()
    return max((weight for route, weight in weights.items() if route not in _NO_DEMAND), default=0.0)
