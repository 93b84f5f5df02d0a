"""`python -m tests.faults.hanging_desk ADDRESS`: a desk that takes its message and never comes to the end of the turn."""

import asyncio
import sys

from bot.adapters.cipher import FernetCipher
from bot.adapters.clock import WallClock
from bot.adapters.store.database import Database
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Inbound, Stored
from bot.services.ports import Done, Verdict
from bot.services.talk.intake import Intake
from bot.services.talk.workers import Workers
from tests.contract.stores import message_store
from tests.faults.desk_life import CHANNEL, KEY, MESSAGES, NoWords


class Hanging:
    """Says that it has begun, and hangs."""

    async def take(self, stored: Stored, conversation: Conversation) -> tuple[Done, Verdict | None]:
        """Never answer."""
        print(stored.number, flush=True)
        await asyncio.Event().wait()
        raise AssertionError


async def hang(address: str) -> None:
    """Take the first message in and work on it until somebody kills us."""
    store = message_store(Database(address), FernetCipher([KEY]))
    workers = Workers(store, Hanging(), NoWords(), WallClock(), owner="dead", at_once=4)
    intake = Intake(store, WallClock(), workers.wake, max_text_length=100)
    external_id, conversation, text = MESSAGES[0]
    await intake.accept(Inbound(CHANNEL, conversation, external_id, text))
    await workers.run()


if __name__ == "__main__":
    asyncio.run(hang(sys.argv[1]))
