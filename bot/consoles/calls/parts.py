"""What the pages of the call pad stand on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.calls.order_form import Lists
from bot.domain.tickets.terms import Role
from bot.services.calls.blocks import Blocks
from bot.services.calls.candidates import CandidateReader
from bot.services.calls.gaps import KnowledgeGaps
from bot.services.calls.learning import Learning
from bot.services.calls.orders import CallOrders
from bot.services.calls.oversight import CallOversight
from bot.services.calls.pad import CallPad
from bot.services.calls.ports import PickStore
from bot.services.guides.desk import GuideDesk
from bot.services.ports import Clock
from bot.services.staff.ports import StaffStore

PAD = frozenset({Role.OPERATOR, Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR})
FIGURES = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class CallParts:
    """The services behind the pages, and what they show besides."""

    reader: CandidateReader
    blocks: Blocks
    pad: CallPad
    orders: CallOrders
    gaps: KnowledgeGaps
    learning: Learning
    picks: PickStore
    oversight: CallOversight
    desk: Callable[[], GuideDesk]
    lists: Callable[[], Lists]
    staff: StaffStore
    clock: Clock

    async def names(self) -> Mapping[str, str]:
        """The names of staff by login, also of those who have left."""
        return {one.login: one.name for one in await self.staff.everybody()}
