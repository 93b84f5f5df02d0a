"""Fetches updates from Telegram; one is let go there only after it is stored here."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter

from bot.channels.telegram.api import TokenRejected
from bot.channels.telegram.arrivals import Arrivals
from bot.channels.telegram.sender import seconds_of
from bot.channels.telegram.updates import CHANNEL, WANTED
from bot.services.ports import Marks
from bot.services.talk.courier import back_off

LOG = logging.getLogger(__name__)

LONG_POLL_S = 25
LONGEST_PAUSE_S = 60.0
CONFLICT_PAUSE_S = 30.0


class Polling:
    """The long polling loop. Asking from an offset makes Telegram forget everything before it."""

    def __init__(
        self,
        bot: Bot,
        arrivals: Arrivals,
        marks: Marks,
        *,
        long_poll_s: int = LONG_POLL_S,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`marks` keeps the offset over a restart."""
        self._bot, self._arrivals, self._marks = bot, arrivals, marks
        self._long_poll_s, self._sleep = long_poll_s, sleep
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled; `TokenRejected` if Telegram no longer takes the token."""
        failures = 0
        while True:
            try:
                await self.round()
                failures = 0
            except InvalidToken:
                raise TokenRejected from None
            except Exception as error:  # noqa: BLE001 - network or store: what was not stored comes again
                failures += 1
                await self._sleep(self._pause_after(error, failures))

    async def round(self) -> None:
        """One long poll, and everything it brought."""
        if self._offset is None:
            self._offset = await self._marks.position(CHANNEL)
        updates = await self._bot.get_updates(self._offset or None, timeout=self._long_poll_s, allowed_updates=WANTED)
        self._arrivals.foresee(updates)
        for update in sorted(updates, key=lambda update: update.update_id):
            await self._arrivals.take(update)
            await self._marks.move(CHANNEL, update.update_id + 1)
            # Not a maximum: after a quiet week Telegram begins anew at a random number, which may be lower.
            self._offset = update.update_id + 1

    @staticmethod
    def _pause_after(error: Exception, failures: int) -> float:
        if isinstance(error, Conflict):
            LOG.error("Telegram reports another poller, or a webhook, for this bot; stop it: one token, one reader")
            return CONFLICT_PAUSE_S
        LOG.warning("polling failed %d times in a row: %s", failures, type(error).__name__)
        if isinstance(error, RetryAfter):
            return max(1.0, seconds_of(error.retry_after))
        return min(LONGEST_PAUSE_S, back_off(failures))
