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
    return Trainer(root=tmp_path, python=python, folder=tmp_path / "var", knowledge=tmp_path / "knowledge")


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


TRAINS = 'for word; do case "$prev" in --out) out=$word;; --fixed-model-name) name=$word;; esac; prev=$word; done; echo model > $out/$name.tar.gz'
CHANGES = [
    ("knowledge/items/a.yml", "name: b"),
    ("knowledge/items/new.yml", "name: a"),
    ("config.yml", "language: en"),
    ("bot/adapters/knowledge/items.py", "pass"),
]


@pytest.mark.parametrize(("path", "content"), CHANGES)
def test_a_model_is_known_until_a_byte_changes(tmp_path: Path, path: str, content: str) -> None:
    """The next start takes it before anything is read; after a change it reads first, and may come to the same."""
    trainer = trainer_with(tmp_path, TRAINS)
    for name, first in (("knowledge/items/a.yml", "name: a"), ("config.yml", "language: zh")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(first, "utf-8")
    (tmp_path / "var" / "models").mkdir(parents=True)
    assert trainer.known() is None
    model = trainer.train(Lessons((), ()), print)
    assert trainer.known() == model
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(content, "utf-8")
    assert trainer.known() is None
    assert trainer.known() != trainer.train(Lessons((), ()), print) == trainer.known()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"model": "x.tar.gz"}', '{"sources": 1, "model": 2}', "\x00"])
def test_a_broken_note_of_the_model_is_none(tmp_path: Path, content: str) -> None:
    """The start is slower, and that is all."""
    trainer = trainer_with(tmp_path, "exit 3")
    (tmp_path / "var" / "models").mkdir(parents=True)
    (tmp_path / "var" / "models" / "known.json").write_text(content, "utf-8")
    assert trainer.known() is None


def test_a_model_that_is_gone_is_not_known(tmp_path: Path) -> None:
    """Somebody tidied up the data folder."""
    trainer = trainer_with(tmp_path, TRAINS)
    (tmp_path / "var" / "models").mkdir(parents=True)
    trainer.train(Lessons((), ()), print).unlink()
    assert trainer.known() is None
