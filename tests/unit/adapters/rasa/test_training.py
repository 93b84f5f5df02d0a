"""Training in a process of its own."""

import threading
from pathlib import Path

import pytest

from bot.adapters.rasa.training import Lessons, Trainer, TrainingFailed


def trainer_with(tmp_path: Path, script: str) -> Trainer:
    """One whose engine is a script that notes its process and does what it is told."""
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/process\n{script}\n", encoding="utf-8")
    python.chmod(0o700)
    return Trainer(root=tmp_path, python=python, folder=tmp_path / "var")


def test_a_training_that_is_broken_off_leaves_no_process(tmp_path: Path) -> None:
    """Whoever stops the program while it trains gets the machine back at once."""
    trainer = trainer_with(tmp_path, "exec sleep 60")
    raised: list[TrainingFailed] = []

    def train() -> None:
        try:
            trainer.train(Lessons((), ()), print)
        except TrainingFailed as reason:
            raised.append(reason)

    thread = threading.Thread(target=train)
    thread.start()
    trainer.stop()
    thread.join(20)
    assert "broken off" in str(raised[0])
    note = tmp_path / "process"
    assert not note.exists() or not Path(f"/proc/{note.read_text('utf-8').strip() or 0}").exists()


def test_a_training_that_fails_tells_why(tmp_path: Path) -> None:
    """The end of its log is the reason."""
    trainer = trainer_with(tmp_path, "echo no such component; exit 3")
    with pytest.raises(TrainingFailed, match=r"(?s)code 3.*no such component"):
        trainer.train(Lessons((), ()), print)
