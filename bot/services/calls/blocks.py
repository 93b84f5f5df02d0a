"""From a decision of the desk to what the operator sees: candidates in the order in which the bot would answer."""

from collections.abc import Iterable

from bot.domain.calls.candidate import MOST_CANDIDATES, Block, BlockKind, Candidate
from bot.domain.guides.decision import AnswerGuide, AskItem, AskWhich, Decision, NameOffice, Several, TakeWish
from bot.domain.guides.facet import Facet
from bot.domain.guides.understanding import Matter
from bot.domain.talk.conversation import Focus
from bot.domain.talk.route import Route
from bot.services.guides.desk import GuideDesk
from bot.services.guides.text import GuideText
from bot.services.objections.marking import Disputes
from bot.services.ports import Phrasebook

WISHES = {
    Route.STATUS: "查办理进度",
    Route.URGE: "催办",
    Route.WITHDRAW: "撤回诉求",
    Route.HANDOFF: "要找人工",
    Route.OBJECTION: "对公共数据有异议",
    Route.PRAISE: "表扬",
    Route.EMERGENCY: "可能有人遇险，请先问清是否要报警、急救",
    Route.CONSULT: "咨询，清单里没有直接的答案",
    Route.FEEDBACK_NEGATIVE: "说答得不对",
    Route.GREET: "寒暄",
    Route.GOODBYE: "告别",
    Route.THANKS: "道谢",
}
UNHEARD = "没听出是什么事项"
MOST_NEAR = 3


class Blocks:
    """Makes blocks."""

    def __init__(self, phrasebook: Phrasebook, disputes: Disputes | None = None) -> None:
        """Fields are told in the same words as to citizens, and marked where they are disputed."""
        self._text = GuideText(phrasebook, disputes)

    def of(self, desk: GuideDesk, decision: Decision, said: str, route: Route) -> list[Block]:
        """The blocks of a decision on a text."""
        match decision:
            case Several(parts):
                return [block for part in parts for block in self.of(desk, part, said, route)]
            case AnswerGuide(answers):
                return self._answers(desk, answers, said)
            case AskWhich(_, _, facet):
                asked = desk.responder.respond(decision, Focus()).answer.replies[0]
                options = [(code, facet) for code in asked.data["candidates"]]
                note = _question(asked.text)
                shown = self._ranked(desk, options, said, facet, among_others=False)
                return [Block(BlockKind.WHICH, said, note, shown)]
            case AskItem(facet):
                note = f"只听出问“{self._text.label(facet)}”，没听出是哪个事项"
                return [Block(BlockKind.ITEM, said, note, self._ranked(desk, (), said, facet))]
            case NameOffice():
                told = desk.responder.respond(decision, Focus()).answer.replies[0].text
                near = self._ranked(desk, (), said, Facet.OVERVIEW)
                return [Block(BlockKind.OFFICE, said, told, near[:MOST_NEAR])]
            case TakeWish(_, near):
                options = [(code, Facet.OVERVIEW) for code in near]
                shown = self._ranked(desk, options, said, Facet.OVERVIEW)
                return [Block(BlockKind.WISH, said, WISHES.get(route, UNHEARD), shown)]

    def candidate(self, desk: GuideDesk, code: str, facet: Facet, said: str = "", score: float = 0.0) -> Candidate:
        """One facet of one item; KeyError if the list has no such item."""
        guide = self._text.published(desk.catalogue.guide(code))
        return Candidate(
            code=code,
            name=guide.name,
            department=guide.department.name,
            facet=facet,
            label=self._text.label(facet),
            field=self._text.shown(guide, facet),
            score=round(score, 3),
            version=guide.version,
            checked_on=guide.checked_on,
            sample=guide.sample,
            why=desk.search.explain(said, code) if said else (),
        )

    def labels(self) -> dict[Facet, str]:
        """What the facets are called, in their order."""
        return {facet: self._text.label(facet) for facet in Facet}

    def _answers(self, desk: GuideDesk, answers: Iterable[tuple[str, Facet]], said: str) -> list[Block]:
        """One item, maybe with two facets: one block; several items: one each."""
        by_item: dict[str, list[Facet]] = {}
        for code, facet in answers:
            by_item.setdefault(code, []).append(facet)
        several = len(by_item) > 1
        blocks = []
        for code, facets in by_item.items():
            options = [(code, facet) for facet in facets]
            shown = self._ranked(desk, options, said, facets[0], among_others=not several)
            blocks.append(Block(BlockKind.ANSWER, said, "", shown))
        return blocks

    def _ranked(
        self,
        desk: GuideDesk,
        first: Iterable[tuple[str, Facet]],
        said: str,
        facet: Facet,
        *,
        among_others: bool = True,
    ) -> tuple[Candidate, ...]:
        """These first, as decided; then what else the search finds."""
        found = {hit.codes[0]: hit.score for hit in desk.search.find(said) if hit.matter is Matter.ITEM}
        chosen = list(dict.fromkeys(first))
        if among_others:
            taken = {code for code, _ in chosen}
            chosen += [(code, facet) for code in found if code not in taken]
        known = [(code, one) for code, one in chosen if desk.catalogue.has(code)][:MOST_CANDIDATES]
        scores = {code: found.get(code) or self._score(desk, code, said) for code, _ in known}
        return tuple(self.candidate(desk, code, one, said, scores[code]) for code, one in known)

    def _score(self, desk: GuideDesk, code: str, said: str) -> float:
        hits = desk.search.find(said, [code])
        return hits[0].score if hits else 0.0


def _question(asked: str) -> str:
    """What the bot would ask, without what it says of its buttons."""
    line = asked.partition("\n")[0]
    question, mark, _ = line.partition("？")
    return question + mark if mark else line
