"""Runs the program: the public port, the engine's door on loopback, the workers, the channels; stops them cleanly."""

import asyncio
import gc
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import aiohttp
from aiohttp import web

from bot.adapters.rasa.supervisor import EnginePlan, EngineSupervisor, free_port
from bot.adapters.rasa.training import Trainer
from bot.bootstrap import CannotStart, Program, action_server, assemble, data_folder, engine_secret, lessons_of
from bot.channels.telegram.channel import TelegramChannel
from bot.services.ports import Clock
from bot.settings import ROOT, Settings
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
        session = await stack.enter_async_context(aiohttp.ClientSession())
        port = settings.rasa_port or free_port()
        engine_url = settings.rasa_url or f"http://127.0.0.1:{port}"
        program = await assemble(settings, session, engine_url, clock=clock)
        stack.push_async_callback(program.stores.database.close)
        gc.freeze()  # what the program knows stays: without this it is looked through for rubbish, for 0.3 s each time
        engine = await stack.enter_async_context(AsyncExitStack())
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
        if settings.rasa_url:
            await _actions(engine, program, settings.action_port)
        else:
            await _own_engine(engine, program, port, tell)
        yield program


async def _own_engine(stack: AsyncExitStack, program: Program, port: int, tell: Tell) -> None:
    settings = program.settings
    folder = data_folder(settings)
    trainer = Trainer(root=ROOT, python=settings.rasa_python, folder=folder)
    try:
        model = await asyncio.to_thread(trainer.train, lessons_of(program.knowledge), tell)
    except asyncio.CancelledError:
        trainer.stop()  # or its process would outlive us
        raise
    action_port = await _actions(stack, program, settings.action_port)
    plan = EnginePlan(
        python=settings.rasa_python,
        root=ROOT,
        model=model,
        folder=folder / "rasa",
        port=port,
        action_url=f"http://127.0.0.1:{action_port}/internal/actions",
        secret=engine_secret(settings),
    )
    tell("starting the engine (about 15 s); until it is up, guides are found by cues")
    supervisor = asyncio.create_task(EngineSupervisor(plan).run())
    stack.push_async_callback(_cancel, supervisor)


async def _actions(stack: AsyncExitStack, program: Program, port: int) -> int:
    """The endpoint that the engine calls, on loopback; its port."""
    server = action_server(lambda: program.knowledge.desk, engine_secret(program.settings))
    runner = web.AppRunner(server.app(), access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    chosen = port or free_port()
    try:
        await web.TCPSite(runner, "127.0.0.1", chosen).start()
    except OSError as error:
        raise CannotStart(f"port {chosen} on 127.0.0.1 cannot be used ({error.strerror}); set ACTION_PORT") from error
    return chosen


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
        raise CannotStart(
            f"port {settings.port} on {settings.host} cannot be used ({error.strerror}); set PORT to another"
        ) from error
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


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
