"""Adds the pages of supervision, the files, the reminders and the heartbeat to an application with the shell."""

from aiohttp import web

from bot.consoles.reminders.pages import ReminderPages
from bot.consoles.supervision.export_pages import ExportPages
from bot.consoles.supervision.pages import SupervisionPages
from bot.consoles.supervision.parts import SupervisionParts
from bot.consoles.supervision.reminder_pages import SentReminderPages


def add_supervision_pages(app: web.Application, parts: SupervisionParts) -> None:
    """`add_console` must have been called."""
    SupervisionPages(parts).add_to(app)
    SentReminderPages(parts).add_to(app)
    ExportPages(parts).add_to(app)
    ReminderPages(parts.reminders, parts.pulse).add_to(app)
