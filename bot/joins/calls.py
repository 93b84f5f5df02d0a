"""Joins what the operator's call pad stands on."""

from bot.adapters.knowledge.book import Knowledge
from bot.adapters.search.neighbours import SearchNeighbours
from bot.adapters.search.units import units
from bot.adapters.store.call_learned_store import SqlLearned
from bot.adapters.store.call_pick_store import SqlKnowledgeGaps, SqlPicks
from bot.adapters.store.call_store import SqlCallOrders, SqlCalls
from bot.adapters.store.database import Database
from bot.adapters.store.ticket_store import SqlTickets
from bot.consoles.calls.parts import CallParts
from bot.consoles.tickets.parts import Choices
from bot.domain.calls.order_form import Lists
from bot.joins.papers import dice
from bot.joins.staff import StaffRoom
from bot.services.calls.blocks import Blocks
from bot.services.calls.candidates import CandidateReader, Prepare
from bot.services.calls.gaps import KnowledgeGaps
from bot.services.calls.learning import Learning
from bot.services.calls.orders import CallOrders
from bot.services.calls.oversight import CallOversight
from bot.services.calls.pad import CallPad
from bot.services.calls.patient_engine import PatientEngine
from bot.services.demands.filing import Filing
from bot.services.demands.reading import MixedDemandReader
from bot.services.ports import Cipher, Clock, Dialogue, EngineUnavailable, Hasher, Phrasebook
from bot.services.tickets.ports import DemandReader, DemandReading


class _NoEngine:
    """`DemandEngine` for when there is no time to ask the real one."""

    async def read_demand(self, text: str) -> DemandReading:  # noqa: ARG002 - the port has it
        """Never."""
        raise EngineUnavailable("not asked")


def call_parts(  # noqa: PLR0913 - everything is joined here
    *,
    database: Database,
    cipher: Cipher,
    hasher: Hasher,
    tickets: SqlTickets,
    room: StaffRoom,
    knowledge: Knowledge,
    phrasebook: Phrasebook,
    dialogue: Dialogue,
    demands: DemandReader,
    prepare: Prepare,
    choices: Choices,
    clock: Clock,
) -> CallParts:
    """The parts, on an open database; `demands` is the reader that citizens' forms use."""
    blocks, learned = Blocks(phrasebook, knowledge.disputes), SqlLearned(database, room.audit)
    neighbours = SearchNeighbours(knowledge.search, lambda: knowledge.desk.catalogue)
    picks, learning = SqlPicks(database), Learning(learned, knowledge.search, neighbours, clock)
    reader = CandidateReader(
        prepare=prepare,
        engine=PatientEngine(dialogue, demands, clock),
        fallback=knowledge.fallback,
        desk=lambda: knowledge.desk,
        emergencies=knowledge.emergencies,
        plain_demands=MixedDemandReader(_NoEngine(), lambda: knowledge.subjects, knowledge.districts),
        blocks=blocks,
    )
    lists = Lists(choices.departments, choices.categories, choices.districts)
    filing = Filing(tickets, knowledge.times.due, dice)
    orders = CallOrders(reader, filing, SqlCallOrders(database, tickets), tickets, clock, lambda: lists)
    calls = SqlCalls(database, cipher, hasher)
    return CallParts(
        reader=reader,
        blocks=blocks,
        pad=CallPad(calls, picks, tickets, room.audit, clock),
        oversight=CallOversight(calls, picks, clock),
        orders=orders,
        gaps=KnowledgeGaps(SqlKnowledgeGaps(database, room.audit), learning, units, clock),
        learning=learning,
        picks=picks,
        desk=lambda: knowledge.desk,
        lists=lambda: lists,
        staff=room.staff,
        clock=clock,
    )
