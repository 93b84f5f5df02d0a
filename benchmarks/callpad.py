"""`python -m benchmarks.callpad`: how soon the call pad shows candidates, and how often the right one first.

Times over HTTP: one operator who types, then six at once; with the engine, with one that hangs, with one that was
killed; then of how many sentences the first candidate is what the bot answers. `--browser`: from the last key to the
screen. `--questions FILE`: hit rates by style. `--items N`: all of it with N items.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.callpad_browser import last_keys
from benchmarks.callpad_hits import Question, answered, missed, read_questions, told
from benchmarks.figures import head, percentile, row
from benchmarks.larger_list import larger_list, names_of
from benchmarks.own_program import OwnProgram, own_program
from benchmarks.pad_client import PadClient, pad_client

ROUNDS, OPERATORS = 4, 6
GOAL_MS = 300
BACK_WITHIN_S = 30
SAID = (
    "身份证丢了补办要啥材料",
    "喂你好我想问下孩子刚出生落户口咋整",
    "护照到期换一本多少钱",
    "去香港的通行证在哪办",
    "想开个小饭店营业执照怎么办",
    "食品经营许可几天能下来",
    "社保卡丢了去哪补",
    "失业金怎么领",
    "公积金能不能提出来还房贷",
    "房产证丢了补一个要带啥",
    "离婚登记需要什么手续",
    "低保申请条件是啥",
    "残疾证在哪块办",
    "驾照到期换证可以网上办吗",
    "医保异地就医备案怎么弄",
    "养犬登记在哪",
    "教师资格认定啥时候报名",
    "供热报停去哪申请",
    "商标注册找谁",
    "我家楼下路灯坏了一个月没人修",
    "我要举报有人往河里倒垃圾",
    "老板拖欠三个月工资不给",
    "小区停水三天了没人管",
    "建议学校门口装个红绿灯",
    "身份证丢了补办要啥材料还有我家楼下路灯坏了没人修",
    "社保卡丢了咋补另外医保异地备案怎么弄",
    "今天天气真好",
    "谢谢你啊",
)


def main() -> int:
    """Print the tables that were asked for; 1 if the goal is missed with the engine."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.callpad", description=__doc__)
    parser.add_argument("--items", type=int, default=0, help="measure with so many items, the real ones among them")
    parser.add_argument("--large", type=Path, help="the names of further items: JSON lines, each with a `name`")
    parser.add_argument("--questions", type=Path, help="hit rates on JSON lines with text, item, facet, style")
    parser.add_argument("--misses", type=Path, help="write the questions whose item did not stand first to this file")
    parser.add_argument("--browser", action="store_true", help="also from the last key to the screen, in Chromium")
    parser.add_argument("--no-load", action="store_true", help="leave the tables of times over HTTP out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        lent, settings = _list_of(options, Path(name))
        with own_program(lent, LOG_LEVEL="ERROR", **settings) as program:
            print(f"ready after {program.ready_after_s:.0f} s\n")
            return asyncio.run(_measure(program, options))


def _list_of(options: argparse.Namespace, folder: Path) -> tuple[Mapping[str, Path], dict[str, str]]:
    """Models and settings of a program with the list that was asked for."""
    names = names_of(options.large) if options.large else []
    size = options.items or (len(names) if names else 0)
    if not size:
        return {}, {}
    return larger_list(folder, size, names), {"KNOWLEDGE_DIR": str(folder / "knowledge")}


async def _measure(program: OwnProgram, options: argparse.Namespace) -> int:
    questions = read_questions(options.questions) if options.questions else ()
    async with pad_client(program) as client:
        await client.ask(SAID[0])
        if questions:
            await _hits(client, questions, options.misses)
        if options.browser:
            await _keys(program, client, [one.text for one in questions] or list(SAID))
        p95 = 0.0 if options.no_load else await _loads(program, client)
    return int(p95 > GOAL_MS)


async def _hits(client: PadClient, questions: Sequence[Question], misses: Path | None) -> None:
    results = await answered(client, questions)
    print("\n".join(told(results)) + "\n", flush=True)
    if misses:
        _write(misses, missed(results))


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


async def _keys(program: OwnProgram, client: PadClient, texts: Sequence[str]) -> None:
    """With the engine, then with one that hangs, until it goes on."""
    print(head("engine", "last keys", "p50 ms", "p95 ms", "max ms"))
    _row_of("up", await last_keys(program, texts))
    _signal(program, signal.SIGSTOP)
    try:
        _row_of("hangs", await last_keys(program, texts))
    finally:
        _signal(program, signal.SIGCONT)
    await _engine_back(client)
    print()


def _row_of(engine: str, taken: Sequence[float]) -> None:
    figures = [f"{percentile(taken, share):.0f}" for share in (0.5, 0.95, 1.0)]
    print(row(engine, len(taken), *figures), flush=True)


async def _engine_back(client: PadClient) -> None:
    """Until it reads again: the pad leaves it alone for some seconds after a silence."""
    for _ in range(BACK_WITHIN_S):
        if (await client.ask(SAID[0]))["by"] != "cues":
            return
        await asyncio.sleep(1)
    raise TimeoutError("the engine did not come back")


async def _loads(program: OwnProgram, client: PadClient) -> float:
    print(head("engine", "operators at once", "requests", "p50 ms", "p95 ms", "max ms", "by words alone"))
    p95 = max([await _load(client, "up", count) for count in (1, OPERATORS)])
    agreed = await _agreement(client, program)
    _signal(program, signal.SIGSTOP)
    await _load(client, "hangs", 1)
    _signal(program, signal.SIGKILL)
    await _load(client, "killed", 1)
    print(f"\nfirst candidate = the bot's answer: {agreed} of {len(SAID)} sentences")
    return p95


def _signal(program: OwnProgram, what: signal.Signals) -> None:
    for engine in program.engines:
        os.kill(engine, what)


async def _load(client: PadClient, engine: str, operators: int) -> float:
    """One row of the table; the 95th percentile."""
    taken: list[float] = []
    by_words = 0

    async def type_on(number: int) -> None:
        nonlocal by_words
        for place in range(ROUNDS * len(SAID) // operators):
            text = SAID[(place + number * 5) % len(SAID)]
            began = time.perf_counter()
            found = await client.ask(text)
            taken.append(1000 * (time.perf_counter() - began))
            by_words += found["by"] == "cues"

    await asyncio.gather(*(type_on(number) for number in range(operators)))
    taken.sort()
    figures = [f"{percentile(taken, share):.0f}" for share in (0.5, 0.95, 1.0)]
    print(row(engine, operators, len(taken), *figures, by_words), flush=True)
    return percentile(taken, 0.95)


async def _agreement(client: PadClient, program: OwnProgram) -> int:
    same = 0
    for number, text in enumerate(SAID):
        body = {"conversation": uuid.uuid4().hex, "message_id": str(number), "text": text}
        headers = {"Authorization": f"Bearer {program.key}"}
        async with client.session.post("/api/v1/messages", json=body, headers=headers) as response:
            told_by_bot = await response.json()
        seen, answer = _shown(await client.ask(text)), _answered(told_by_bot["messages"])
        same += seen == answer
        if seen != answer:
            print(f"  {text}: pad {seen}, bot {answer}", file=sys.stderr)
    return same


def _shown(found: dict[str, Any]) -> str:
    block: dict[str, Any] = found["blocks"][0] if found["blocks"] else {"kind": "none", "candidates": []}
    if block["kind"] == "demand":
        return "form"
    return str(block["candidates"][0]["code"]) if block["kind"] in ("answer", "which") else ""


def _answered(messages: Sequence[dict[str, Any]]) -> str:
    for message in messages:
        data = message.get("data") or {}
        if message["kind"] == "form":
            return "form"
        if code := data.get("item") or (data.get("candidates") or [""])[0]:
            return str(code)
    return ""


if __name__ == "__main__":
    sys.exit(main())
