"""Adds the pages about tickets to an application that has the console's shell."""

from aiohttp import web

from bot.consoles.tickets.events import EventPages
from bot.consoles.tickets.file_pages import FilePages
from bot.consoles.tickets.list_pages import ListPages
from bot.consoles.tickets.parts import TicketParts
from bot.consoles.tickets.queue_pages import QueuePages
from bot.consoles.tickets.ticket_pages import TicketPages


def add_ticket_pages(app: web.Application, parts: TicketParts) -> None:
    """Queue, list, ticket, files and news; `add_console` must have been called."""
    QueuePages(parts).add_to(app)
    ListPages(parts).add_to(app)
    TicketPages(parts).add_to(app)
    FilePages(parts.reading).add_to(app)
    EventPages(parts).add_to(app)
