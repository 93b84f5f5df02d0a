"""A whole city on one machine: the served program with both channels, its staff, and a clock that the test moves.

The wishes are read by the cues of knowledge/cues.yml, behind a scripted engine: what is tried here is the way of a case
through all rooms, not the accuracy of the trained model.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import func, select

from bot.adapters.rasa.supervisor import free_port
from bot.adapters.store.clock_schema import ReminderRow
from bot.adapters.store.schema import OutboxRow
from bot.bootstrap import Program, engine_secret
from bot.domain.clocks.office_hours import CHINA
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Ticket
from bot.serve import running
from bot.services.staff.accounts import COMMAND_LINE
from bot.services.talk.fallback import CueReader
from bot.services.tickets.ports import Staff
from bot.settings import Settings
from tests.contract.staff_stores import HandClock
from tests.integration.channels.fake_telegram import TOKEN, FakeTelegram
from tests.integration.consoles.staff_desk import OWN
from tests.integration.fake_engine import FakeEngine

HEATING, HOUSING, STREETS = "市热力公司", "市住房和城乡建设局", "市城市管理行政执法局"
STAFF = (
    Staff("chief", "孙督办", Role.SUPERVISOR),
    Staff("officer", "李经办", Role.OFFICER),
    Staff("operator", "钱话务", Role.OPERATOR),
    Staff("heating", "郑供热", Role.DEPARTMENT, HEATING),
    Staff("housing", "吴住建", Role.DEPARTMENT, HOUSING),
    Staff("streets", "冯城管", Role.DEPARTMENT, STREETS),
)


@dataclass
class CueEngine(FakeEngine):
    """An engine that reads wishes by cues."""

    cues: CueReader | None = None

    def _ranking(self, text: str) -> list[dict[str, Any]]:
        assert self.cues
        found = self.cues.read(text).whole.intents
        return [{"name": name, "confidence": weight} for name, weight in found.items()]


@dataclass
class City:
    """The running program and the world around it, which outlives it."""

    settings: Settings
    telegram: FakeTelegram
    clock: HandClock
    _life: AsyncExitStack = field(default_factory=AsyncExitStack)
    _program: Program | None = None

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://{self.settings.host}:{self.settings.port}"

    @property
    def program(self) -> Program:
        """The one that runs now."""
        assert self._program
        return self._program

    async def start(self) -> None:
        """The program begins, on what its store holds."""
        begun = running(self.settings, lambda _: None, clock=self.clock)
        self._program = await self._life.enter_async_context(begun)

    async def stop(self) -> None:
        """The program ends as it does when it is told to."""
        self._program = None
        await self._life.aclose()

    async def until(self, day: str) -> None:
        """On to a moment in 双辽, such as `2026-11-25 09:00`, with a round of the clocks each morning on the way."""
        goal = datetime.strptime(day, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
        assert goal > self.clock.at, "time runs forward only"
        while (morning := _next_morning(self.clock.at)) < goal:
            self.clock.at = morning
            await self.program.desk.clock_worker.once()
        self.clock.at = goal
        await self.program.desk.clock_worker.once()

    async def hire(self, *some: Staff) -> None:
        """They have passwords of their own."""
        room = self.program.desk.room
        for staff in some:
            first = await room.accounts.add(staff, COMMAND_LINE)
            await room.door.change_password(staff, first, OWN, "127.0.0.1")

    async def stored(self, number: str) -> Ticket:
        """A ticket as the store has it."""
        ticket = await self.program.stores.tickets.get(number)
        assert ticket is not None
        return ticket

    async def notices(self, conversation: str) -> int:
        """How many notices a conversation was sent."""
        wanted = select(func.count()).where(OutboxRow.conversation_id == conversation, OutboxRow.is_notice)
        async with self.program.stores.database.statements() as connection:
            return int((await connection.execute(wanted)).scalar_one())

    async def reminders(self, number: str, role: Role) -> list[str]:
        """The clocks of a ticket that somebody of a role was reminded of, in order."""
        wanted = select(ReminderRow.clock, ReminderRow.kind).where(
            ReminderRow.ticket_number == number, ReminderRow.role == role.value
        )
        async with self.program.stores.database.statements() as connection:
            return [f"{clock} {kind}" for clock, kind in await connection.execute(wanted.order_by(ReminderRow.id))]


@dataclass(frozen=True)
class Life:
    """What became of a ticket, for one look: its moves, and its clocks by whether they still run."""

    moves: list[str] = field(default_factory=list)
    clocks: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, ticket: Ticket) -> "Life":
        """The history of a stored ticket."""
        clocks = [f"{clock.key}{'…' if clock.is_running else ''}" for clock in ticket.clocks]
        return cls([step.move for step in ticket.steps], clocks)


def _next_morning(at: datetime) -> datetime:
    """The next half past nine."""
    there = at.astimezone(CHINA)
    morning = there.replace(hour=9, minute=30, second=0, microsecond=0)
    return morning if morning > there else morning + timedelta(days=1)


@asynccontextmanager
async def open_city(folder: Path, cues: CueReader) -> AsyncIterator[City]:
    """The program with a store of its own, on the morning of Monday, 23 November 2026."""
    clock = HandClock(datetime(2026, 11, 23, 9, 0, tzinfo=CHINA))
    async with FakeTelegram() as telegram, CueEngine(cues=cues) as engine:
        settings = Settings(
            _env_file=None,
            data_dir=folder,
            port=free_port(),
            action_port=free_port(),
            rasa_url=engine.url,
            telegram_token=SecretStr(TOKEN),
            telegram_api_base=telegram.base,
            webchat_per_minute=1000,
        )
        engine.secret = engine_secret(settings)
        engine.actions_url = f"http://127.0.0.1:{settings.action_port}/internal/actions"
        city = City(settings, telegram, clock)
        await city.start()
        try:
            await city.hire(*STAFF)
            yield city
        finally:
            await city.stop()
