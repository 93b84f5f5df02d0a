"""Trains the engine's model when what it learns from has changed."""

import hashlib
import json
import os
import re
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.domain.demands.demand_subject import DemandSubject
from bot.domain.guides.guide import Guide

LEARNED_FROM = (
    "config.yml",
    "knowledge/cues.yml",
    "nlu_data/**/*.yml",
    "nlu_data/**/*.txt",
    "rasa_engine/*.py",
    "requirements/rasa.txt",
)
READ_BY = ("bot/adapters/knowledge/*.py", "bot/adapters/rasa/training.py", "bot/domain/guides/guide.py")
"""What turns files of knowledge into lessons."""
_COMPONENT = re.compile(r"Starting to train component '(\w+)'")


class TrainingFailed(Exception):  # noqa: N818
    """The engine could not be trained; the message is the end of its log."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What the engine learns from besides its own files: the guides' example questions and the demands' sentences."""

    guides: Sequence[Guide]
    demands: Sequence[DemandSubject]

    def questions(self) -> str:
        """The guides' example questions as Rasa's training data."""
        by_intent: dict[str, list[str]] = {}
        for guide in self.guides:
            for facet, sentences in sorted(guide.examples.items()):
                by_intent.setdefault(f"ask_{facet}", []).extend(sentences)
        data = [{"intent": intent, "examples": _listed(by_intent[intent])} for intent in sorted(by_intent)]
        return yaml.safe_dump({"version": "3.1", "nlu": data}, allow_unicode=True, sort_keys=False, width=10_000)

    def subjects(self) -> str:
        """The subjects of demands as JSON, for the engine's own component."""
        return json.dumps([_subject(subject) for subject in self.demands], ensure_ascii=False)


class Trainer:
    """One model a state of the data, named after a fingerprint of all files it learns from."""

    def __init__(self, *, root: Path, python: Path, folder: Path, knowledge: Path) -> None:
        """`python` of the engine's environment; models and logs go to `folder`; lessons come from `knowledge`."""
        self._root, self._python, self._folder, self._knowledge = root, python, folder, knowledge
        self._known = folder / "models" / "known.json"
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Break a training off that runs in another thread; it then ends with `TrainingFailed`."""
        self._stopped.set()

    def model(self, lessons: Lessons) -> Path:
        """Where the model for the present data is, or would be."""
        digest = hashlib.sha256((lessons.questions() + lessons.subjects()).encode())
        self._add(digest, LEARNED_FROM)
        return self._folder / "models" / f"{digest.hexdigest()[:16]}.tar.gz"

    def known(self) -> Path | None:
        """The model, before anything has been read: if no byte has changed since `train` last told it."""
        try:
            known = json.loads(self._known.read_text("utf-8"))
            model, sources = self._folder / "models" / str(known["model"]), known["sources"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return model if sources == self._sources() and model.is_file() else None

    def _sources(self) -> str:
        """A fingerprint of every byte that has a say in what the model is."""
        digest = hashlib.sha256(str(self._knowledge).encode())
        self._add(digest, LEARNED_FROM + READ_BY)
        for path in sorted(self._knowledge.rglob("*.yml")):
            digest.update(str(path.relative_to(self._knowledge)).encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()

    def _add(self, digest: "hashlib._Hash", patterns: Sequence[str]) -> None:
        for pattern in patterns:
            for path in sorted(self._root.glob(pattern)):
                digest.update(str(path.relative_to(self._root)).encode() + b"\0" + path.read_bytes() + b"\0")

    def train(self, lessons: Lessons, tell: Callable[[str], None]) -> Path:
        """The model, trained if there is none for the present data; `TrainingFailed` with the reason."""
        if not self._python.exists():
            raise TrainingFailed(f"the engine's environment is missing ({self._python}); run: make setup")
        sources, model = self._sources(), self.model(lessons)
        if not model.exists():
            self._learn(model, lessons, tell)
        self._known.write_text(json.dumps({"sources": sources, "model": model.name}), encoding="utf-8")
        return model

    def _learn(self, model: Path, lessons: Lessons, tell: Callable[[str], None]) -> None:
        build = self._folder / "build"
        build.mkdir(parents=True, exist_ok=True)
        (build / "guide_examples.yml").write_text(lessons.questions(), encoding="utf-8")
        (build / "demands.json").write_text(lessons.subjects(), encoding="utf-8")
        self._run(model, build, tell)
        for old in model.parent.glob("*.tar.gz"):
            if old != model:
                old.unlink()

    def _run(self, model: Path, build: Path, tell: Callable[[str], None]) -> None:
        log_path = build / "train.log"
        data = ["nlu_data/nlu", "nlu_data/rules", str(build / "guide_examples.yml")]
        command = [
            str(self._python), "-m", "rasa_engine", "train", "--config", "config.yml", "--data", *data,
            "--domain", "nlu_data/domain", "--out", str(model.parent),
            "--fixed-model-name", model.name.removesuffix(".tar.gz"), "--skip-validation", "--force",
        ]  # fmt: skip
        environment = {
            **os.environ,
            "TMPDIR": str(build),
            "DEMAND_LESSONS": str(build / "demands.json"),
            "PYTHONWARNINGS": "ignore",
            "PYTHONUNBUFFERED": "1",
            "RASA_MAX_CACHE_SIZE": "0",
        }
        started = time.monotonic()
        with log_path.open("wb") as log:
            process = subprocess.Popen(command, cwd=self._root, env=environment, stdout=log, stderr=log)  # noqa: S603
        told: list[str] = []
        while process.poll() is None:
            if self._stopped.wait(0.5):
                process.terminate()
                process.wait()
                raise TrainingFailed("the training was broken off")
            for component in _COMPONENT.findall(log_path.read_text("utf-8", "replace"))[len(told) :]:
                told.append(component)
                tell(f"training {component} ({time.monotonic() - started:.0f} s)")
        if process.returncode or not model.exists():
            end = log_path.read_text("utf-8", "replace")[-2000:]
            raise TrainingFailed(f"training ended with code {process.returncode}; the end of {log_path}:\n{end}")


def _subject(subject: DemandSubject) -> dict[str, Any]:
    examples = [{"text": one.text, "place": one.place, "urgent": one.is_urgent} for one in subject.examples]
    return {
        "name": subject.name,
        "category": subject.category,
        "department": subject.department,
        "words": subject.words,
        "examples": examples,
    }


def _listed(sentences: Sequence[str]) -> str:
    return "".join(f"- {sentence}\n" for sentence in dict.fromkeys(sentences))
