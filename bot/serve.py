"""Runs the program: the public port, the engine's door on loopback, the workers, the channels; stops them cleanly."""

import asyncio
import gc
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress

import aiohttp
from aiohttp import web

from bot.bootstrap import CannotStart, Program, assemble
from bot.channels.telegram.channel import TelegramChannel
from bot.engine import Engine
from bot.services.ports import Clock
from bot.settings import Settings
from bot.web import metrics_of, public_app

logger = logging.getLogger(__name__)
Tell = Callable[[str], None]
FAREWELL_S = 30.0
"""So long who waits for an answer when the program is stopped may wait on."""


async def serve(settings: Settings, tell: Tell) -> None:
    """Serve until SIGINT or SIGTERM. `CannotStart`, `KnowledgeFault` or `StoreUnavailable` if that is impossible."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with running(settings, tell) as program:
        shown = f"http://{settings.host}:{settings.port}"
        tell(f"chat page {shown}/   desk {shown}/desk/   interface {shown}/api/v1/openapi.json   stop with Ctrl-C")
        announcer = asyncio.create_task(_announce_engine(program, tell))
        await stop.wait()
        tell("stopping: nothing more is let in; running turns come to their end, then the engine")
        await _cancel(announcer)


@asynccontextmanager
async def running(settings: Settings, tell: Tell, *, clock: Clock | None = None) -> AsyncIterator[Program]:
    """The whole program, for as long as the block lasts; `clock` is the machine's unless told.

    It ends from the door inwards: nothing more is let in and who waits gets an answer, the turns that are left come to
    their end, and only then the engine and the store go.
    """
    async with AsyncExitStack() as stack:
        await _look_for_the_port(settings)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        engine = await stack.enter_async_context(Engine(settings, tell))
        await engine.start_early()
        with nothing_is_rubbish():
            program = await assemble(settings, session, engine.url, clock=clock)
        stack.push_async_callback(program.stores.database.close)
        await _first_administrator(program, tell)
        hand_over = asyncio.create_task(program.hand_over.run())
        stack.push_async_callback(_cancel, hand_over)
        stack.push_async_callback(_cancel, asyncio.create_task(program.files.run()))
        stack.push_async_callback(_cancel, asyncio.create_task(program.desk.clock_worker.run()))
        stack.push_async_callback(_cancel, asyncio.create_task(program.calls.learning.run()))
        stack.push_async_callback(_cancel, asyncio.create_task(program.dispute_watch.run()))
        stack.push_async_callback(_cancel, asyncio.create_task(program.talks.sweep.run()))
        workers = asyncio.create_task(program.workers.run())
        stack.push_async_callback(program.workers.stop)
        stack.push_async_callback(_cancel, workers)
        await _public(stack, program)
        await engine.follow(program)
        yield program


async def _look_for_the_port(settings: Settings) -> None:
    """A program that cannot be reached must not begin: its engine would write over the files of the one that runs."""
    try:
        probe = await asyncio.get_running_loop().create_server(asyncio.Protocol, settings.host, settings.port)
    except OSError as error:
        raise _cannot_use(settings, error) from error
    probe.close()
    await probe.wait_closed()


def _cannot_use(settings: Settings, error: OSError) -> CannotStart:
    return CannotStart(
        f"port {settings.port} on {settings.host} cannot be used ({error.strerror}); set PORT to another"
    )


async def _public(stack: AsyncExitStack, program: Program) -> None:
    settings = program.settings
    app = public_app(program, metrics_of(program))
    telegram = _telegram(program)
    if telegram:
        app.router.add_routes(telegram.routes())
        stack.push_async_callback(telegram.stop)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=FAREWELL_S)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        raise _cannot_use(settings, error) from error
    if telegram:
        await telegram.start()
        waker = asyncio.create_task(_wake_on_answer(program, telegram))
        stack.push_async_callback(_cancel, waker)


def _telegram(program: Program) -> TelegramChannel | None:
    settings = program.settings
    if not settings.telegram_token.get_secret_value():
        return None
    try:
        return TelegramChannel(
            settings,
            program.stores.outbox,
            program.intake,
            program.stores.marks,
            program.clock,
            files=program.files,
            resend_note=program.phrasebook.words("utter_resend_note"),
        )
    except ValueError as error:
        raise CannotStart(f"the Telegram settings are not usable: {error}") from error


async def _wake_on_answer(program: Program, telegram: TelegramChannel) -> None:
    answers = program.workers.listen()
    while True:
        finished = await answers.get()
        if finished.channel == "telegram":
            telegram.wake()


async def _first_administrator(program: Program, tell: Tell) -> None:
    """The very first start makes an administrator; her password is shown this once."""
    if password := await program.desk.room.accounts.first_administrator():
        tell(f"first administrator: login admin, password {password} (shown this once)")


async def _announce_engine(program: Program, tell: Tell) -> None:
    started = time.monotonic()
    while not await program.dialogue.is_ready():
        await asyncio.sleep(0.5)
    tell(f"the engine is up after {time.monotonic() - started:.0f} s: ready")


@contextmanager
def nothing_is_rubbish() -> Iterator[None]:
    """Nobody looks for rubbish while the program is put together, nor later among what it is made of (0.3 s a time)."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
