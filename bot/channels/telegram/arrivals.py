"""Takes one update in, whichever way it came."""

import asyncio
import logging

from telegram import Bot, Update

from bot.channels.telegram.sender import acknowledge
from bot.channels.telegram.updates import Me, inbound_of
from bot.domain.message import Inbound
from bot.services.ports import Reception

LOG = logging.getLogger(__name__)


class NotReady(Exception):  # noqa: N818 - a state of the world
    """Telegram has not told us yet who we are."""


class Arrivals:
    """The door that polling and webhook share."""

    def __init__(self, bot: Bot, reception: Reception) -> None:
        """`bot` is asked for its name at the first update, so it may be introduced later."""
        self._bot, self._reception = bot, reception
        self._courtesies: set[asyncio.Task[None]] = set()

    async def take(self, update: Update) -> None:
        """Return once what the update brings is stored.

        A message that cannot be understood or stored whatever is done is logged by its number and let go. Any other
        fault of `Reception` is passed on: the update has to come again. `NotReady` before the bot was introduced.
        """
        inbound = self._translated(update)
        if inbound is not None:
            await self._store(update.update_id, inbound)
        if update.callback_query:
            self._thank(update.callback_query.id)

    async def close(self) -> None:
        """Wait for courtesies under way."""
        await asyncio.gather(*self._courtesies, return_exceptions=True)

    def _translated(self, update: Update) -> Inbound | None:
        me = self._me()
        try:
            return inbound_of(update, me)
        except Exception as error:  # noqa: BLE001 - our own fault must not hold up the others
            LOG.error("update %d cannot be translated: %s", update.update_id, type(error).__name__)  # noqa: TRY400
            return None

    async def _store(self, number: int, inbound: Inbound) -> None:
        try:
            await self._reception.accept(inbound)
        except ValueError as error:  # half a character, say: it would be refused again for ever
            LOG.error("update %d is refused: %s", number, type(error).__name__)  # noqa: TRY400 - no text in logs

    def _me(self) -> Me:
        try:
            return Me(self._bot.id, self._bot.username)
        except RuntimeError as error:
            raise NotReady("the bot has not been introduced") from error

    def _thank(self, press_id: str) -> None:
        courtesy = asyncio.create_task(acknowledge(self._bot, press_id))
        self._courtesies.add(courtesy)
        courtesy.add_done_callback(self._courtesies.discard)
