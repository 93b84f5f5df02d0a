"""What the pages of supervision stand on."""

from dataclasses import dataclass

from bot.consoles.tickets.parts import Choices
from bot.domain.working_time import WorkingTime
from bot.services.clock_ports import Reminders
from bot.services.clock_work import Pulse
from bot.services.export import Export, OrderFiles
from bot.services.ports import Clock
from bot.services.supervision import Supervision
from bot.services.ticket_ports import TicketStore


@dataclass(frozen=True, slots=True)
class SupervisionParts:
    """The services behind the pages, and what they show besides."""

    supervision: Supervision
    export: Export
    files: OrderFiles
    reminders: Reminders
    pulse: Pulse
    tickets: TicketStore
    times: WorkingTime
    clock: Clock
    choices: Choices
