"""Keeps the engine's process alive: starts it, restarts it when it dies, stops it with the program."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

logger = logging.getLogger(__name__)
GRACE_S = 10.0
ENDS = {3: "it could not load its model; rasa.out tells why. Without var/models the next start trains a new one"}
"""What the engine's own exit codes mean (rasa_engine/__main__.py)."""
FIRST_PAUSE_S, LONGEST_PAUSE_S, GOOD_RUN_S = 1.0, 30.0, 60.0


@dataclass(frozen=True, slots=True)
class EnginePlan:
    """How to run the engine: interpreter, project folder, model, a folder of its own for its files."""

    python: Path
    root: Path
    model: Path
    folder: Path
    port: int
    action_url: str
    secret: str

    def write(self) -> None:
        """Write endpoints and credentials, readable by the program's user only."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        endpoints = (
            f"action_endpoint:\n  url: {self.action_url}\n  headers:\n    X-Desk-Secret: {self.secret}\n"
            "  enable_selective_domain: true\n"
        )
        credentials = f"rasa_engine.channel.DeskChannel:\n  secret: {self.secret}\n"
        for name, text in (("endpoints.yml", endpoints), ("credentials.yml", credentials)):
            path = self.folder / name
            path.touch(mode=0o600)
            path.write_text(text, encoding="utf-8")

    def command(self) -> Sequence[str]:
        """The engine's command line: loopback only."""
        return (
            str(self.python), "-m", "rasa_engine", "run", "--enable-api",
            "--interface", "127.0.0.1", "--port", str(self.port), "--model", str(self.model),
            "--endpoints", str(self.folder / "endpoints.yml"), "--credentials", str(self.folder / "credentials.yml"),
            "--auth-token", self.secret, "--log-file", str(self.folder / "rasa.log"),
        )  # fmt: skip

    def environment(self) -> dict[str, str]:
        """A private TMPDIR: jieba unmarshals its cache from there, and a shared one could be anybody's."""
        return {**os.environ, "TMPDIR": str(self.folder), "PYTHONWARNINGS": "ignore", "SANIC_WORKERS": "1"}


class EngineSupervisor:
    """Runs one engine until it is told to stop."""

    def __init__(self, plan: EnginePlan) -> None:
        """Nothing is started yet."""
        self._plan = plan
        self._process: asyncio.subprocess.Process | None = None
        self.restarts = 0

    @property
    def process_id(self) -> int | None:
        """The engine's process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def run(self) -> None:
        """Start, wait for the end, start again; each quick death doubles the pause. Ends the engine when cancelled."""
        self._plan.write()
        pause, loop = FIRST_PAUSE_S, asyncio.get_running_loop()
        try:
            while True:
                started = loop.time()
                code = await self._run_once()
                pause = FIRST_PAUSE_S if loop.time() - started > GOOD_RUN_S else min(pause * 2, LONGEST_PAUSE_S)
                self.restarts += 1
                reason = ENDS.get(code, "see rasa.out")
                logger.warning("the engine ended with code %s (%s); it starts again in %.0f s", code, reason, pause)
                await asyncio.sleep(pause)
        finally:
            await self._stop()

    async def _run_once(self) -> int:
        log = (self._plan.folder / "rasa.out").open("ab")
        with log:
            self._process = await asyncio.create_subprocess_exec(
                *self._plan.command(),
                cwd=self._plan.root,
                env=self._plan.environment(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return await self._process.wait()

    async def _stop(self) -> None:
        if self.process_id is None or self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), GRACE_S)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
