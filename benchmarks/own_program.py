"""A program of its own to measure: a free port, a temporary data folder, the trained model of var/models."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.rasa.supervisor import free_port
from bot.settings import ROOT

MODELS = ROOT / "var" / "models"
READY_WITHIN_S = 420.0
"""Long enough to train a model first, where the data changed since the last one."""
STOP_WITHIN_S = 40.0
CALLS_A_MINUTE = "600000"


class NotReady(Exception):  # noqa: N818 - what it is, in a word
    """The program ended or did not become ready; the message is the end of its log."""


@dataclass(frozen=True, slots=True)
class OwnProgram:
    """Where it answers, a key for its HTTP interface, its process, and its data folder with its log."""

    base: str
    key: str
    process_id: int
    ready_after_s: float
    folder: Path

    @property
    def engines(self) -> tuple[int, ...]:
        """The processes of its engine."""
        children = Path(f"/proc/{self.process_id}/task/{self.process_id}/children").read_text(encoding="ascii")
        return tuple(int(child) for child in children.split())

    @property
    def log(self) -> str:
        """What it has told so far."""
        return (self.folder / "program.log").read_text("utf-8", "replace")

    def cpu_s(self) -> tuple[float, float]:
        """Seconds of processor time spent so far: by the program, by its engine."""
        return _cpu_s(self.process_id), sum(_cpu_s(engine) for engine in self.engines)


@contextmanager
def own_program(lent: Mapping[str, Path] | None = None, **settings: str) -> Iterator[OwnProgram]:
    """Run it for as long as the block lasts; `settings` by their names in the environment, e.g. `WORKERS="8"`.

    `lent` are models that stand in for others, by the file name of those; they are not kept.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        borrow_models(folder)
        for stand_in, model in (lent or {}).items():
            shutil.copy2(model, folder / "models" / stand_in)
        port = free_port()
        environment = {
            **os.environ,
            "PORT": str(port),
            "DATA_DIR": name,
            "DATABASE_URL": "",
            "TELEGRAM_TOKEN": "",
            "RASA_URL": "",
            "LOG_LEVEL": "WARNING",
            **settings,
        }
        log, started = folder / "program.log", time.monotonic()
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=environment, stdout=output, stderr=output
            )
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_until_ready(base, process, log)
            ready_after_s = time.monotonic() - started
            return_models(folder, besides=frozenset(lent or {}))
            yield OwnProgram(base, _new_key(environment), process.pid, ready_after_s, folder)
        finally:
            _stop(process)


def borrow_models(folder: Path) -> None:
    """Copy the trained models into a data folder, so that nothing is trained twice."""
    (folder / "models").mkdir(parents=True, exist_ok=True)
    for model in MODELS.glob("*.tar.gz"):
        shutil.copy2(model, folder / "models" / model.name)


def return_models(folder: Path, besides: Collection[str] = ()) -> None:
    """Keep a model that was trained meanwhile and has proved to load; the next program finds it there."""
    for model in (folder / "models").glob("*.tar.gz"):
        if model.name not in besides and not (MODELS / model.name).exists():
            MODELS.mkdir(parents=True, exist_ok=True)
            shutil.copy2(model, MODELS / f"{model.name}.part")
            (MODELS / f"{model.name}.part").replace(MODELS / model.name)


def _cpu_s(process_id: int) -> float:
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _wait_until_ready(base: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/readyz", timeout=10):  # noqa: S310 - our own loopback address
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.25)
    raise NotReady(log.read_text("utf-8", "replace")[-2000:])


def _new_key(environment: dict[str, str]) -> str:
    made = subprocess.run(
        [sys.executable, "-m", "bot", "keys", "add", "benchmark", "--per-minute", CALLS_A_MINUTE],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return made.stdout.strip()


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
