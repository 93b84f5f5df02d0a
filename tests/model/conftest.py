"""One real program with the trained model, for every test that needs it: `bot.serve.running` in a thread of its own."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from benchmarks.own_program import borrow_models, return_models
from bot.adapters.rasa.supervisor import free_port
from bot.bootstrap import Program
from bot.domain.talk.message import Answer, Inbound
from bot.serve import running
from bot.settings import Settings

READY_WITHIN_S = 420
ANSWER_WITHIN_S = 20


@dataclass(slots=True)
class ProgramInThread:
    """The program, its loop, and a key of its HTTP interface."""

    settings: Settings
    base: str
    key: str = ""
    loop: asyncio.AbstractEventLoop | None = None
    program: Program | None = None
    failure: BaseException | None = None
    ready: threading.Event = field(default_factory=threading.Event)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def run(self) -> None:
        """The thread: serve until `stop` is set."""
        try:
            asyncio.run(self._serve())
        except BaseException as failure:  # noqa: BLE001 - told to the test that waits
            self.failure = failure
        finally:
            self.ready.set()

    def wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        """The result of some work on the program's loop."""
        assert self.loop
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(ANSWER_WITHIN_S + 5)

    def take(self, inbound: Inbound) -> Answer:
        """Hand a message in as a channel does, and wait for its answer."""
        return self.wait(self._take(inbound))

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        async with running(self.settings, lambda _told: None) as self.program:
            self.key = await self.program.stores.keys.add("model-tests", 600_000, self.program.clock.now())
            while not self.stop.is_set() and not await self.program.dialogue.is_ready():
                await asyncio.sleep(0.25)
            self.ready.set()
            await self.stop.wait()

    async def _take(self, inbound: Inbound) -> Answer:
        assert self.program
        receipt = await self.program.intake.accept(inbound)
        answer = await self.program.workers.answered(receipt.number, ANSWER_WITHIN_S)
        assert answer is not None, f"no answer within {ANSWER_WITHIN_S} s"
        return answer


@pytest.fixture(scope="session")
def running_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProgramInThread]:
    """Ready once the engine reads; stopped cleanly after the last test. Trains only if the data changed."""
    folder: Path = tmp_path_factory.mktemp("model-program")
    borrow_models(folder)
    port = free_port()
    settings = Settings(_env_file=None, port=port, data_dir=folder, database_url="", telegram_token="", rasa_url="")
    own = ProgramInThread(settings, f"http://127.0.0.1:{port}")
    thread = threading.Thread(target=own.run, name="program under test")
    thread.start()
    try:
        ready = own.ready.wait(READY_WITHIN_S)
        if own.failure:
            raise own.failure
        assert ready, f"the program did not become ready; the end of the engine's log:\n{_end_of_log(folder)}"
        return_models(folder)
        yield own
    finally:
        if own.loop and not own.loop.is_closed():
            own.loop.call_soon_threadsafe(own.stop.set)
        thread.join(60)
    assert not thread.is_alive()
    assert own.failure is None


def _end_of_log(folder: Path) -> str:
    log = folder / "rasa" / "rasa.out"
    return log.read_text("utf-8", "replace")[-600:] if log.exists() else "(none)"
