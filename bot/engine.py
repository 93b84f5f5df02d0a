"""The engine beside the program: its model, its process, and the door on loopback through which it calls actions."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.adapters.rasa.supervisor import EnginePlan, EngineSupervisor, free_port
from bot.adapters.rasa.training import Trainer
from bot.bootstrap import CannotStart, Program, action_server, data_folder, engine_secret, lessons_of
from bot.settings import ROOT, Settings

Tell = Callable[[str], None]


class Engine:
    """Our own engine, or the way to somebody else's if the settings name one. It ends with the block."""

    def __init__(self, settings: Settings, tell: Tell) -> None:
        """Nothing is started yet; `tell` hears what takes long."""
        self._settings, self._tell = settings, tell
        self._stack = AsyncExitStack()
        self._port = settings.rasa_port or free_port()
        self._action_port = settings.action_port or free_port()
        self._is_begun = False
        self.url = settings.rasa_url or f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        """Nothing happens."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The engine ends, then its door."""
        await self._stack.aclose()

    async def start_early(self) -> None:
        """Start beside a program that is still reading its knowledge, if the model is the one that it was."""
        if self._settings.rasa_url:
            return
        data_folder(self._settings)
        model = await asyncio.to_thread(self._trainer().known)
        if model:
            await self._start(model)

    async def follow(self, program: Program) -> None:
        """Open the door for its calls; train and start what was not started early."""
        await self._open_door(program)
        if self._settings.rasa_url or self._is_begun:
            return
        trainer = self._trainer()
        try:
            model = await asyncio.to_thread(trainer.train, lessons_of(program.knowledge), self._tell)
        except asyncio.CancelledError:
            trainer.stop()  # or its process would outlive us
            raise
        await self._start(model)

    def _trainer(self) -> Trainer:
        settings = self._settings
        return Trainer(
            root=ROOT, python=settings.rasa_python, folder=settings.data_dir, knowledge=settings.knowledge_dir
        )

    async def _start(self, model: Path) -> None:
        self._is_begun = True
        settings = self._settings
        plan = EnginePlan(
            python=settings.rasa_python,
            root=ROOT,
            model=model,
            folder=settings.data_dir / "rasa",
            port=self._port,
            action_url=f"http://127.0.0.1:{self._action_port}/internal/actions",
            secret=engine_secret(settings),
        )
        self._tell("starting the engine (about 15 s); until it is up, guides are found by cues")
        supervisor = asyncio.create_task(EngineSupervisor(plan).run())
        self._stack.push_async_callback(_ended, supervisor)
        await asyncio.sleep(0)

    async def _open_door(self, program: Program) -> None:
        server = action_server(lambda: program.knowledge.desk, engine_secret(self._settings))
        runner = web.AppRunner(server.app(), access_log=None)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        try:
            await web.TCPSite(runner, "127.0.0.1", self._action_port).start()
        except OSError as error:
            raise CannotStart(
                f"port {self._action_port} on 127.0.0.1 cannot be used ({error.strerror}); set ACTION_PORT"
            ) from error


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
