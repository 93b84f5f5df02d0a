"""A copy of the knowledge with more items than the city has: full guides under made-up or given names."""

import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import jieba
import yaml

from benchmarks.search import synthetic_names
from bot.adapters.knowledge.book import Knowledge
from bot.adapters.rasa.training import Trainer
from bot.bootstrap import knowledge_of, lessons_of
from bot.settings import ROOT, Settings

EACH = 999
"""Items that share one beginning of a code."""
ENDINGS = {"overview": ("怎么办", "咋整"), "materials": ("要带什么", "需要啥材料"), "fee": ("多少钱", "收费吗")}
ENDINGS |= {"location": ("去哪办", "在哪儿办"), "time_limit": ("几天能好", "多久办完")}


def larger_list(folder: Path, size: int, names: Sequence[str] = ()) -> dict[str, Path]:
    """Write it to `folder`/knowledge; the models to lend a program that knows it, by file name.

    The model is that of the real list: what the engine makes of a text does not hang on the items, and training anew
    with ten sentences of each made-up item would measure nothing.
    """
    real, trainer = _knowledge(ROOT / "knowledge"), _trainer(ROOT / "knowledge")
    target = folder / "knowledge"
    shutil.copytree(ROOT / "knowledge", target)
    wanted = size - len(real.desk.catalogue.guides())
    _write(target / "items" / "X", list(names)[:wanted] or _made_up(real, wanted))
    return {_trainer(target).model(lessons_of(_knowledge(target))).name: trainer.model(lessons_of(real))}


def names_of(path: Path) -> list[str]:
    """The names of a large list: JSON lines, each with a `name`."""
    return [json.loads(line)["name"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _made_up(real: Knowledge, count: int) -> list[str]:
    guides = real.desk.catalogue.guides()
    parts = [[word for word in jieba.cut(guide.name, HMM=False) if word.strip("（）、")] for guide in guides]
    return list(synthetic_names(parts, count))


def _write(folder: Path, names: Sequence[str]) -> None:
    folder.mkdir(parents=True)
    patterns = [
        yaml.safe_load(path.read_text("utf-8")) for path in sorted((ROOT / "knowledge" / "items").rglob("*.yml"))
    ]
    chance = random.Random(20261123)
    for number, name in enumerate(names):
        code = f"SL-X{chr(ord('A') + number // EACH)}-{number % EACH + 1:03}"
        own = {"aliases": [f"{name}{ending}" for ending in ("证", "本", "手续", "业务", "事项")]}
        own["examples"] = {facet: [name + ending for ending in ENDINGS[facet]] for facet in ENDINGS}  # type: ignore[assignment]
        item = chance.choice(patterns) | {"code": code, "name": name} | own
        (folder / f"{code}.yml").write_text(yaml.safe_dump(item, allow_unicode=True, sort_keys=False), "utf-8")


def _knowledge(folder: Path) -> Knowledge:
    return knowledge_of(Settings(_env_file=None, knowledge_dir=folder))[0]


def _trainer(knowledge: Path) -> Trainer:
    settings = Settings(_env_file=None)
    return Trainer(root=ROOT, python=settings.rasa_python, folder=ROOT / "var", knowledge=knowledge)
