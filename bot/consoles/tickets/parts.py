"""What the pages about tickets stand on."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.clocks.working_time import WorkingTime
from bot.domain.tickets.canned import CannedText
from bot.services.ports import Clock
from bot.services.staff.ports import StaffStore
from bot.services.tickets.ports import TicketStore
from bot.services.tickets.queue import TicketQueue
from bot.services.tickets.reading import TicketReading
from bot.services.tickets.ticket_news import TicketNews
from bot.services.tickets.work import TicketWork


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in forms and filters: 承办单位, 类别, 街道乡镇."""

    departments: tuple[str, ...]
    categories: tuple[str, ...]
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TicketParts:
    """The services behind the pages, and what they show besides."""

    queue: TicketQueue
    reading: TicketReading
    work: TicketWork
    news: TicketNews
    tickets: TicketStore
    staff: StaffStore
    times: WorkingTime
    clock: Clock
    choices: Choices
    canned: tuple[CannedText, ...]

    async def names(self) -> Mapping[str, str]:
        """The names of staff by login, also of those who have left."""
        return {one.login: one.name for one in await self.staff.everybody()}
