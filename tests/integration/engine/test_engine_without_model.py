"""An engine that cannot load its model ends, so that the supervisor tries again and says so."""

import asyncio
import logging
import shutil
import tarfile
from pathlib import Path

import pytest

from bot.adapters.rasa.supervisor import EnginePlan, EngineSupervisor, free_port
from bot.settings import ROOT, Settings

pytestmark = [pytest.mark.engine, pytest.mark.timeout(180)]
NO_MODEL = "3"


def no_archive(path: Path, _model: Path) -> None:
    """Bytes that are no archive."""
    path.write_bytes(b"not a model")


def half(path: Path, model: Path) -> None:
    """A model whose writing was broken off."""
    path.write_bytes(model.read_bytes()[: model.stat().st_size // 2])


def without_parts(path: Path, model: Path) -> None:
    """A model that has lost what it learned."""
    with tarfile.open(model) as whole, tarfile.open(path, "w:gz") as rest:
        for member in whole.getmembers():
            if not member.name.endswith(".pickle"):
                rest.addfile(member, whole.extractfile(member))


def missing(_path: Path, _model: Path) -> None:
    """No model at all."""


@pytest.mark.parametrize("damage", [no_archive, half, without_parts, missing], ids=lambda damage: damage.__name__)
async def test_an_engine_without_a_model_ends(
    damage: object, data_dir: Path, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is wrong with it: the supervisor notes the end and the way to the reason, and will start it again."""
    (model,) = (data_dir / "models").glob("*.tar.gz")
    damage(tmp_path / model.name, model)  # type: ignore[operator]
    plan = EnginePlan(
        python=settings.rasa_python,
        root=ROOT,
        model=tmp_path / model.name,
        folder=tmp_path / "rasa",
        port=free_port(),
        action_url="http://127.0.0.1:9/internal/actions",
        secret="a-long-enough-secret",
    )
    caplog.set_level(logging.WARNING)
    supervisor = EngineSupervisor(plan)
    running = asyncio.create_task(supervisor.run())
    async with asyncio.timeout(120):
        while not supervisor.restarts:
            await asyncio.sleep(0.1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert f"code {NO_MODEL}" in caplog.text
    assert "could not load its model" in caplog.text
    shutil.rmtree(plan.folder)
