"""Adds the call pad, the gaps and the figures to an application with the shell."""

from aiohttp import web

from bot.consoles.calls.figure_pages import FigurePages
from bot.consoles.calls.gap_pages import GapPages
from bot.consoles.calls.order_pages import OrderPages
from bot.consoles.calls.oversight_pages import OversightPages
from bot.consoles.calls.pad_pages import PadPages
from bot.consoles.calls.parts import CallParts


def add_call_pages(app: web.Application, parts: CallParts) -> None:
    """`add_console` must have been called."""
    PadPages(parts).add_to(app)
    OrderPages(parts).add_to(app)
    GapPages(parts).add_to(app)
    FigurePages(parts).add_to(app)
    OversightPages(parts).add_to(app)
