"""Joins what the pages of supervision, the files and the reminders stand on."""

from bot.adapters.sheets import OrderSheets
from bot.adapters.store.database import Database
from bot.adapters.store.figure_store import SqlFigures
from bot.adapters.store.reminder_store import SqlHeartbeats, SqlReminders
from bot.adapters.store.ticket_store import SqlTickets
from bot.consoles.supervision.parts import SupervisionParts
from bot.consoles.tickets.parts import Choices
from bot.domain.clocks.working_time import WorkingTime
from bot.services.clocks.clock_work import Pulse
from bot.services.ports import Clock
from bot.services.staff.ports import Audit
from bot.services.tickets.export import Export
from bot.services.tickets.supervision import Supervision


def supervision_parts(
    *,
    database: Database,
    tickets: SqlTickets,
    audit: Audit,
    times: WorkingTime,
    clock: Clock,
    choices: Choices,
) -> SupervisionParts:
    """The parts, on an open database."""
    reminders = SqlReminders(database)
    return SupervisionParts(
        supervision=Supervision(SqlFigures(database), tickets, reminders, times, clock),
        export=Export(tickets, audit),
        files=OrderSheets(),
        reminders=reminders,
        pulse=Pulse(SqlHeartbeats(database), clock),
        tickets=tickets,
        times=times,
        clock=clock,
        choices=choices,
    )
