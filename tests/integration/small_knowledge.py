"""A knowledge folder of two items, quick to load and ready to be broken."""

import shutil
from pathlib import Path

from bot.settings import ROOT

ITEM = "items/GA/SL-GA-003.yml"
KEPT = (
    "places.yml",
    "departments.yml",
    "cues.yml",
    "emergencies.yml",
    "office_hours.yml",
    "limits.yml",
    "not_taken.yml",
    "spelling.yml",
    "districts.yml",
    "canned_texts.yml",
    "talk_texts.yml",
    ITEM,
    "items/GA/SL-GA-004.yml",
)
TOPICS = """\
topics:
  - name: 身份证
    question: 您的身份证是丢了还是到期了？
    options:
      - {item: SL-GA-003, label: 丢了补领}
      - {item: SL-GA-004, label: 到期换领}
    aliases: [身份证]
    examples: [身份证咋办, 办身份证, 身份证的事]
"""
UNLISTED = """\
checked_on: 2026-11-22
services:
  - name: 商标注册
    office: 国家知识产权局商标局
    near: [SL-GA-003]
    aliases: [注册商标]
    examples: [想注册个商标]
"""


def small_knowledge(folder: Path) -> Path:
    """The folder, made below `folder`: real places, departments, cues, emergencies and two items; one topic."""
    knowledge = folder / "knowledge"
    for name in KEPT:
        (knowledge / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "knowledge" / name, knowledge / name)
    shutil.copytree(ROOT / "knowledge" / "calendar", knowledge / "calendar")
    (knowledge / "demands").mkdir()
    shutil.copy(ROOT / "knowledge" / "demands" / "utilities_weather.yml", knowledge / "demands" / "weather.yml")
    (knowledge / "topics").mkdir()
    (knowledge / "topics" / "papers.yml").write_text(TOPICS, encoding="utf-8")
    (knowledge / "unlisted.yml").write_text(UNLISTED, encoding="utf-8")
    return knowledge


def broken(knowledge: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old` in a file, and on which line that is; ValueError if it is not there."""
    path = knowledge / name
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{name} does not hold {old!r}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
