"""What the pages of supervision stand on."""

from dataclasses import dataclass

from bot.consoles.tickets.parts import Choices
from bot.domain.clocks.working_time import WorkingTime
from bot.services.clocks.clock_work import Pulse
from bot.services.clocks.ports import Reminders
from bot.services.ports import Clock
from bot.services.tickets.export import Export, OrderFiles
from bot.services.tickets.ports import TicketStore
from bot.services.tickets.supervision import Supervision


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
