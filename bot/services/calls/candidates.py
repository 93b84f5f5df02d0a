"""What the caller may mean, while she talks: read by the bot's engine, decided by the rules of its answers."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.calls.candidate import MOST_CANDIDATES, Alarm, Block, BlockKind, DemandGuess, Found
from bot.domain.calls.matters import MOST_MATTERS, matters
from bot.domain.demands.asides import lodges, opens, tells_trouble
from bot.domain.guides.understanding import Reading, Understanding
from bot.domain.talk.conversation import Focus
from bot.domain.talk.emergency import EmergencyRules
from bot.domain.talk.route import Route
from bot.domain.text.clauses import clauses, without_opening
from bot.domain.text.normal_text import has_meaning
from bot.domain.tickets.terms import TicketType
from bot.services.calls.blocks import Blocks
from bot.services.calls.patient_engine import PatientEngine
from bot.services.demands.chat import TYPE_OF_ROUTE
from bot.services.demands.form_openings import STAYS, is_wish
from bot.services.guides.desk import GuideDesk
from bot.services.ports import EngineUnavailable, Turn
from bot.services.talk.fallback import CueReader
from bot.services.talk.turn_taking import Text
from bot.services.tickets.ports import DemandReader, DemandReading

LIKELY = 0.5
LEAST_OF_WHOLE = 0.1
"""Several matters in one text share words with anything: what scores less is left out."""
Prepare = Callable[[str], Text]


class CandidateReader:
    """Stateless: each text is read as if it opened a conversation."""

    def __init__(  # noqa: PLR0913 - the parts of a turn
        self,
        *,
        prepare: Prepare,
        engine: PatientEngine,
        fallback: CueReader,
        desk: Callable[[], GuideDesk],
        emergencies: EmergencyRules,
        plain_demands: DemandReader,
        blocks: Blocks,
    ) -> None:
        """`prepare` cleans and masks; `plain_demands` reads demands without the engine."""
        self._prepare, self._engine, self._fallback, self._desk = prepare, engine, fallback, desk
        self._emergencies, self._blocks, self._plain_demands = emergencies, blocks, plain_demands

    async def read(self, said: str) -> Found:
        """All that is to be shown for a text."""
        text = self._prepare(said)
        if not has_meaning(text.simplified):
            return Found((), (), "rules")
        deadline = self._engine.deadline()
        meant = without_opening(text.simplified)
        parts = self._parts(said, meant)
        whole, readings, by = await self._understood(meant, parts, deadline)
        alarms = self._alarms(text, is_read=by == "rasa")
        blocks = self._decided(text, meant, whole)
        if len(parts) > 1:
            for part, reading in zip(parts, readings, strict=True):
                blocks = _joined(blocks, self._of_part(part, Understanding(reading, (), by)))
            blocks = _told_plainly(blocks)
        filled = [await self._with_demand(block, deadline) for block in blocks]
        return Found(tuple(filled), alarms, by, self._engine.ask_again() if by == "cues" else None)

    async def demand(self, said: str) -> DemandReading:
        """What a text says of a demand, for a work order; within the same time."""
        text = self._prepare(said)
        deadline = self._engine.deadline()
        return await self._demand_reading(text.simplified, deadline)

    def as_told(self, said: str, block: Block) -> str:
        """The caller's own words of a block, unmasked; the whole text if they cannot be told apart."""
        for line in said.splitlines():
            for part in matters(without_opening(line.strip())):
                if self._prepare(part).simplified == block.said:
                    return part
        return said

    def _parts(self, said: str, meant: str) -> tuple[str, ...]:
        """The matters; a new line begins one too."""
        lines = [line for line in said.splitlines() if has_meaning(line)]
        told = tuple(part for line in lines for part in self._of_line(line))
        return told[:MOST_MATTERS] if len(told) > 1 else (meant,)

    def _of_line(self, line: str) -> tuple[str, ...]:
        """A line that is longer than what is understood at once is taken apart first, so that its end is read too."""
        text = self._prepare(line)
        if text.whole:
            return matters(without_opening(text.simplified))
        return tuple(self._prepare(part).simplified for part in matters(line))

    async def _understood(
        self, meant: str, parts: tuple[str, ...], deadline: float
    ) -> tuple[Understanding, tuple[Reading, ...], str]:
        """The text, each of its parts, and who read them."""
        pieces = clauses(meant)
        asked = pieces if len(parts) == 1 else (*pieces, *parts)
        try:
            read = await self._engine.read(meant, asked, deadline)
        except EngineUnavailable:
            read = self._fallback.read(meant, asked)
        return replace(read, clauses=read.clauses[: len(pieces)]), read.clauses[len(pieces) :], read.by

    def _alarms(self, text: Text, *, is_read: bool) -> tuple[Alarm, ...]:
        rules = self._emergencies
        kinds = rules.find(text.everything) if is_read else rules.suspect(text.everything)
        return tuple(Alarm(kind.name, kind.call, kind.advice) for kind in kinds)

    def _decided(self, text: Text, meant: str, understanding: Understanding) -> list[Block]:
        """What the bot would do with the whole text; a form comes before or beside an answer as it does there."""
        desk = self._desk()
        turn = Turn("", "", meant, clauses(meant), Focus())
        decision = desk.decide(turn, understanding)
        route = desk.responder.respond(decision, turn.focus).answer.route
        blocks = self._blocks.of(desk, decision, meant, route)
        kind, comes_first = _demanded(route, text.everything)
        if kind is None:
            return blocks
        demand = Block(BlockKind.DEMAND, meant, demand=DemandGuess(kind))
        guides = [block for block in blocks if block.kind is not BlockKind.WISH]
        return [demand, *guides] if comes_first else [*guides, demand]

    def _of_part(self, part: str, understanding: Understanding) -> list[Block]:
        """A matter by itself: only what is plain counts, questions back do not."""
        desk = self._desk()
        decision = desk.decide(Turn("", "", part, (), Focus()), understanding)
        route = desk.responder.respond(decision, Focus()).answer.route
        kind, _ = _demanded(route, part)
        if kind is not None and (route is not Route.GUIDE or tells_trouble(part)):
            return [Block(BlockKind.DEMAND, part, demand=DemandGuess(kind))]
        plain = (BlockKind.ANSWER, BlockKind.WHICH, BlockKind.OFFICE)
        return [block for block in self._blocks.of(desk, decision, part, route) if block.kind in plain]

    async def _with_demand(self, block: Block, deadline: float) -> Block:
        if block.demand is None:
            return block
        reading = await self._demand_reading(block.said, deadline)
        guess = replace(
            block.demand,
            category=reading.categories[0][0] if reading.categories else "",
            department=reading.departments[0][0] if reading.departments else "",
            district=reading.district,
            place=reading.place,
            is_urgent=reading.urgent >= LIKELY,
            why=reading.words,
        )
        return replace(block, demand=guess)

    async def _demand_reading(self, text: str, deadline: float) -> DemandReading:
        try:
            return await self._engine.read_demand(text, deadline)
        except EngineUnavailable:
            return await self._plain_demands.read(text)


def _demanded(route: Route, text: str) -> tuple[TicketType | None, bool]:
    """The kind of demand that a text lodges, and whether a form is opened at once (else it is offered)."""
    named = None if is_wish(route, text) else opens(text) or lodges(text)
    if named or route in TYPE_OF_ROUTE:
        return named or TYPE_OF_ROUTE[route], True
    if tells_trouble(text) and not is_wish(route, text):
        return TicketType.COMPLAINT, route not in STAYS
    return None, False


def _joined(blocks: list[Block], more: list[Block]) -> list[Block]:
    """With the blocks that tell something new: another item first, or the first demand.

    Where a part tells what the whole was answered with, the block is narrowed to the part: what else comes into
    question is then about this matter alone.
    """
    for block in more:
        known = {one.candidates[0].code for one in blocks if one.candidates}
        blocks = [_narrowed(one, block) for one in blocks]
        has_demand = any(one.demand for one in blocks)
        is_new = not has_demand if block.demand else bool(block.candidates) and block.candidates[0].code not in known
        if block.kind is BlockKind.OFFICE:
            is_new = block.note not in {one.note for one in blocks}
        if is_new and not _is_chance(block) and len(blocks) < 5:  # noqa: PLR2004 - more than five nobody reads while talking
            blocks = [one for one in blocks if one.kind is not BlockKind.WISH] + [block]
    return blocks


def _told_plainly(blocks: list[Block]) -> list[Block]:
    """Without what was found by chance words only, where other matters are told plainly."""
    return [one for one in blocks if not _is_chance(one)] or blocks


def _is_chance(block: Block) -> bool:
    return bool(block.candidates) and block.candidates[0].score < LEAST_OF_WHOLE


def _narrowed(whole: Block, part: Block) -> Block:
    """The block with the words of the part, if both mean the same; what comes first stays first."""
    if whole.demand and part.demand and whole.demand.type is part.demand.type:
        return replace(whole, said=part.said)
    if not (whole.candidates and part.candidates) or whole.demand or part.demand or whole.kind is not part.kind:
        return whole
    first = whole.candidates[0]
    if first.code != part.candidates[0].code:
        return whole
    leading = tuple(one for one in whole.candidates if one.code == first.code)
    others = tuple(one for one in part.candidates if one.code != first.code)
    score, why = part.candidates[0].score, part.candidates[0].why
    leading = tuple(replace(one, score=score, why=why) for one in leading)
    return replace(whole, said=part.said, candidates=(*leading, *others)[:MOST_CANDIDATES])
