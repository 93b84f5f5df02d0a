"""Adds the operators' live desk to an application that has the console's shell."""

from aiohttp import web

from bot.consoles.talks.act_pages import ActPages
from bot.consoles.talks.events import TalkEventPages
from bot.consoles.talks.file_pages import TalkFilePages
from bot.consoles.talks.pages import TalkPages
from bot.consoles.talks.parts import TalkParts


def add_talk_pages(app: web.Application, parts: TalkParts) -> None:
    """Queue, talks, files and news; `add_console` must have been called."""
    TalkPages(parts).add_to(app)
    ActPages(parts).add_to(app)
    TalkFilePages(parts).add_to(app)
    TalkEventPages(parts).add_to(app)
