"""The Telegram channel as one thing that is started and stopped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from aiohttp import web
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.api import TokenRejected, build_bot
from bot.channels.telegram.arrivals import Arrivals
from bot.channels.telegram.files import Fetching
from bot.channels.telegram.polling import LONGEST_PAUSE_S, Polling
from bot.channels.telegram.sender import TelegramSender
from bot.channels.telegram.updates import CHANNEL
from bot.channels.telegram.webhook import PATH, Webhook
from bot.services.files.files import Files
from bot.services.ports import Clock, Marks, Outbox, Reception
from bot.services.talk.courier import Courier, back_off
from bot.settings import Settings

LOG = logging.getLogger(__name__)


class TelegramChannel:
    """Polling, or a webhook if its address is set; and the courier of the replies."""

    def __init__(  # noqa: PLR0913 - a channel meets both ways of a message
        self,
        settings: Settings,
        outbox: Outbox,
        reception: Reception,
        marks: Marks,
        clock: Clock,
        *,
        files: Files,
        resend_note: str,
    ) -> None:
        """Nothing is sent yet. `TokenRejected` for an empty token, ValueError for a webhook without a good secret."""
        self._bot = build_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_base)
        self._arrivals = Arrivals(self._bot, reception, Fetching(self._bot, files))
        self._polling = Polling(self._bot, self._arrivals, marks)
        self._webhook_url = _with_path(settings.telegram_webhook_url)
        self._webhook = _webhook(settings, self._arrivals)
        self._courier = Courier(outbox, TelegramSender(self._bot, resend_note, content=files.content), clock, CHANNEL)
        self._work: asyncio.Task[None] | None = None

    def routes(self) -> Sequence[web.RouteDef]:
        """What the HTTP server has to answer for this channel."""
        return [web.post(PATH, self._webhook.handle)] if self._webhook else []

    def wake(self) -> None:
        """A reply was put into the outbox."""
        self._courier.wake()

    async def start(self) -> None:
        """Begin in the background: Telegram may be out of reach for a while, the other channels do not wait for it."""
        self._work = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop; replies on their way are given a moment to arrive."""
        if self._work:
            self._work.cancel()
            with suppress(asyncio.CancelledError):
                await self._work
            self._work = None
        await self._arrivals.close()
        await self._bot.shutdown()

    async def _run(self) -> None:
        try:
            await self._until_done(self._bot.initialize)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._courier.run())
                tasks.create_task(self._receive())
        except* TokenRejected as refused:
            LOG.error("the Telegram channel stops: %s", refused.exceptions[0])  # noqa: TRY400 - no trace, it is no bug
        except* Exception as error:  # noqa: BLE001 - the edge of the channel: the program runs on without it
            LOG.error("the Telegram channel broke: %s", type(error.exceptions[0]).__name__)  # noqa: TRY400 - no text

    async def _receive(self) -> None:
        webhook = self._webhook
        if webhook:
            await self._until_done(lambda: webhook.announce(self._bot, self._webhook_url))
            return
        await self._until_done(self._bot.delete_webhook)
        await self._polling.run()

    @staticmethod
    async def _until_done(step: Callable[[], Awaitable[object]]) -> None:
        """Do a step as often as the network needs; `TokenRejected` ends it. PTB's own message holds the token."""
        failures = 0
        while True:
            try:
                await step()
            except InvalidToken:
                raise TokenRejected from None
            except TelegramError as error:
                failures += 1
                LOG.warning("Telegram is out of reach (%d): %s", failures, type(error).__name__)
                await asyncio.sleep(min(LONGEST_PAUSE_S, back_off(failures)))
            else:
                return


def _webhook(settings: Settings, arrivals: Arrivals) -> Webhook | None:
    if not settings.telegram_webhook_url:
        return None
    return Webhook(arrivals, settings.telegram_webhook_secret.get_secret_value())


def _with_path(url: str) -> str:
    """The address for Telegram: a bare host is completed."""
    return url + PATH if url and not urlsplit(url).path else url
