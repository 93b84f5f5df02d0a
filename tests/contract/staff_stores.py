"""The staff's stores joined as the program joins them, with quick passwords and a clock that the test moves."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from argon2 import PasswordHasher

from bot.adapters.hasher import KeyedHasher
from bot.adapters.passwords import Argon2Passwords
from bot.adapters.store.database import Database
from bot.joins.staff import StaffRoom, staff_room
from bot.services.staff.ports import Patience
from tests.contract.samples import NOON, utc

DEPARTMENTS = ("市公安局", "市住房和城乡建设局")
HASHER = KeyedHasher(b"k" * 32)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class HandClock:
    """Stands still until it is moved."""

    at: datetime = field(default_factory=lambda: utc(NOON))

    def now(self) -> datetime:
        """This moment."""
        return self.at

    def move(self, **span: float) -> None:
        """Forward, as in `minutes=5`."""
        self.at += timedelta(**span)


def quick_room(database: Database, clock: HandClock, patience: Patience | None = None) -> StaffRoom:
    """Door, accounts and trail."""
    return staff_room(
        database,
        HASHER,
        departments=DEPARTMENTS,
        patience=patience or Patience(),
        clock=clock,
        passwords=Argon2Passwords(QUICK),
    )
