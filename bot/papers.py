"""Joins what takes demands: forms, tickets and their wording."""

import secrets

from bot.adapters.knowledge.book import Knowledge
from bot.domain.tickets.number import QUERY_LENGTH, QUERY_LETTERS
from bot.services.demands.chat import DemandChat
from bot.services.demands.citizen_papers import CitizenPapers
from bot.services.demands.filing import Filing
from bot.services.demands.wording import DemandWording
from bot.services.ports import Clock, Phrasebook, Script
from bot.services.tickets.chat import ticket_chat
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.finding import TicketFinder
from bot.services.tickets.notices import TicketNotices
from bot.services.tickets.ports import DemandReader, Guesses, TicketStore


def dice() -> list[int]:
    """Unpredictable numbers for a query code."""
    return [secrets.randbelow(len(QUERY_LETTERS)) for _ in range(QUERY_LENGTH)]


def citizen_papers(  # noqa: PLR0913 - everything is joined here
    *,
    knowledge: Knowledge,
    phrasebook: Phrasebook,
    script: Script,
    tickets: TicketStore,
    guesses: Guesses,
    reader: DemandReader,
    clock: Clock,
) -> CitizenPapers:
    """Forms and tickets in the conversation."""
    forms = DemandChat(
        store=tickets,
        reader=reader,
        not_taken=knowledge.not_taken,
        wording=DemandWording(phrasebook),
        simplified=script.simplified,
        filing=Filing(tickets, knowledge.times.due, dice),
    )
    desk = TicketDesk(tickets, knowledge.times.due, TicketNotices(phrasebook, script), clock)
    later = ticket_chat(tickets, TicketFinder(tickets, guesses), desk, phrasebook)
    return CitizenPapers(forms, later, phrasebook)
