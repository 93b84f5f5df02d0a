"""Takes one update in, whichever way it came."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import replace

from telegram import Bot, Update

from bot.channels.telegram.files import Fetching, sent_file
from bot.channels.telegram.sender import acknowledge
from bot.channels.telegram.updates import Me, inbound_of
from bot.domain.files.refusal import Refusal
from bot.domain.talk.message import Inbound
from bot.domain.tickets.ticket import Attachment
from bot.services.ports import Reception

LOG = logging.getLogger(__name__)


class NotReady(Exception):  # noqa: N818 - a state of the world
    """Telegram has not told us yet who we are."""


class Arrivals:
    """The door that polling and webhook share."""

    def __init__(self, bot: Bot, reception: Reception, fetching: Fetching) -> None:
        """`bot` is asked for its name at the first update, so it may be introduced later."""
        self._bot, self._reception, self._fetching = bot, reception, fetching
        self._coming: dict[int, asyncio.Task[Attachment | Refusal]] = {}
        self._courtesies: set[asyncio.Task[None]] = set()

    async def take(self, update: Update) -> None:
        """Return once what the update brings is stored.

        A message that cannot be understood or stored whatever is done is logged by its number and let go. Any other
        fault of `Reception` is passed on: the update has to come again. `NotReady` before the bot was introduced.
        """
        inbound = self._translated(update)
        if inbound is not None:
            await self._store(update.update_id, await self._with_file(update, inbound))
        if update.callback_query:
            self._thank(update.callback_query.id)

    def foresee(self, updates: Iterable[Update]) -> None:
        """Begin to fetch the files of updates that will be taken one by one: an album takes no longer than a photo."""
        for update in updates:
            inbound = self._translated(update)
            if inbound is not None:
                self._fetch(update, inbound)

    async def close(self) -> None:
        """Wait for courtesies under way; files under way come again with their updates."""
        for task in self._coming.values():
            task.cancel()
        await asyncio.gather(*self._courtesies, *self._coming.values(), return_exceptions=True)

    def _fetch(self, update: Update, inbound: Inbound) -> asyncio.Task[Attachment | Refusal] | None:
        """The fetching of the update's file, begun if it was not; None for an update without one."""
        number, message = update.update_id, update.message or update.edited_message
        sent = sent_file(message) if message else None
        if sent and number not in self._coming:
            self._coming[number] = asyncio.create_task(self._fetching.fetch(inbound.conversation, sent))
        return self._coming.get(number)

    async def _with_file(self, update: Update, inbound: Inbound) -> Inbound:
        """The message with its file, or with the reason why there is none."""
        fetch = self._fetch(update, inbound)
        if fetch is None:
            return inbound
        try:
            fetched = await fetch
        finally:
            self._coming.pop(update.update_id, None)
        if isinstance(fetched, Refusal):
            return replace(inbound, refused=(fetched,))
        return replace(inbound, files=(fetched,))

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
