"""Joins what takes demands: forms, tickets and their wording."""

import secrets

from bot.adapters.knowledge.book import Knowledge
from bot.domain.tickets.number import QUERY_LENGTH, QUERY_LETTERS
from bot.services.demands.chat import DemandChat
from bot.services.demands.citizen_papers import CitizenPapers
from bot.services.demands.filing import Filing
from bot.services.demands.wording import DemandWording
from bot.services.guides.text import GuideText
from bot.services.objections.acts import ObjectionActs
from bot.services.objections.chat import ObjectionChat
from bot.services.objections.citizen_objections import CitizenObjections
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.filing import ObjectionFiling
from bot.services.objections.notices import ObjectionNotices
from bot.services.objections.ports import ObjectionStore
from bot.services.objections.status_wording import ObjectionStatusWording
from bot.services.objections.wording import ObjectionWording
from bot.services.ports import Clock, Phrasebook, Script
from bot.services.tickets.cases import Cases
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
    objections: ObjectionStore,
    guesses: Guesses,
    reader: DemandReader,
    clock: Clock,
    public_url: str = "",
) -> CitizenPapers:
    """Forms, tickets and objections in the conversation; `public_url` is where citizens reach the program."""
    forms = DemandChat(
        store=tickets,
        reader=reader,
        not_taken=knowledge.not_taken,
        wording=DemandWording(phrasebook),
        simplified=script.simplified,
        filing=Filing(tickets, knowledge.times.due, dice),
    )
    desk = TicketDesk(tickets, knowledge.times.due, TicketNotices(phrasebook, script), clock)
    told = ObjectionNotices(phrasebook, script, public_url)
    acts = ObjectionActs(
        ObjectionDesk(objections, knowledge.times.due, told, clock), ObjectionStatusWording(phrasebook, told)
    )
    cases = Cases(tickets, objections)
    later = ticket_chat(cases, TicketFinder(cases, guesses), desk, acts, phrasebook)
    chat = ObjectionChat(
        desk=lambda: knowledge.desk,
        text=GuideText(phrasebook, knowledge.disputes),
        store=objections,
        tickets=tickets,
        wording=ObjectionWording(phrasebook),
        filing=ObjectionFiling(tickets, knowledge.times.due, dice),
    )
    return CitizenPapers(forms, CitizenObjections(chat, phrasebook), later, phrasebook)
