"""`python -m benchmarks.callpad`: from a request of the call pad to its candidates, with the whole list.

One operator who types, then six at once; with the engine, with one that hangs (the worst: it is waited for as long as
it may be), and with one that was killed. Afterwards: of how many sentences the first candidate is what the bot answers.
"""

import argparse
import asyncio
import os
import re
import signal
import sys
import time
import uuid
from collections.abc import Sequence
from typing import Any

import aiohttp

from benchmarks.figures import head, percentile, row
from benchmarks.own_program import OwnProgram, own_program

ROUNDS, OPERATORS = 4, 6
GOAL_MS = 300
PAGE = {"Accept": "text/html"}
SECRET = "蓝色的拖拉机开过玉米地"  # noqa: S105 - of an account that lives as long as the measurement
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
    """Print two tables; 1 if the goal is missed with the engine."""
    argparse.ArgumentParser(prog="python -m benchmarks.callpad", description=__doc__).parse_args()
    with own_program(LOG_LEVEL="ERROR") as program:
        return asyncio.run(_measure(program))


async def _measure(program: OwnProgram) -> int:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(program.base, cookie_jar=jar) as session:
        csrf = await _sign_in(session, program)
        await _ask(session, csrf, SAID[0])
        print(head("engine", "operators at once", "requests", "p50 ms", "p95 ms", "max ms", "by words alone"))
        p95 = max([await _load(session, csrf, "up", count) for count in (1, OPERATORS)])
        agreed = await _agreement(session, csrf, program)
        for engine in program.engines:
            os.kill(engine, signal.SIGSTOP)
        await _load(session, csrf, "hangs", 1)
        for engine in program.engines:
            os.kill(engine, signal.SIGKILL)
        await _load(session, csrf, "killed", 1)
    print(f"\nfirst candidate = the bot's answer: {agreed} of {len(SAID)} sentences")
    return int(p95 > GOAL_MS)


async def _load(session: aiohttp.ClientSession, csrf: str, engine: str, operators: int) -> float:
    """One row of the table; the 95th percentile."""
    taken: list[float] = []
    by_words = 0

    async def type_on(number: int) -> None:
        nonlocal by_words
        for place in range(ROUNDS * len(SAID) // operators):
            text = SAID[(place + number * 5) % len(SAID)]
            began = time.perf_counter()
            found = await _ask(session, csrf, text)
            taken.append(1000 * (time.perf_counter() - began))
            by_words += found["by"] == "cues"

    await asyncio.gather(*(type_on(number) for number in range(operators)))
    taken.sort()
    figures = [f"{percentile(taken, share):.0f}" for share in (0.5, 0.95, 1.0)]
    print(row(engine, operators, len(taken), *figures, by_words), flush=True)
    return percentile(taken, 0.95)


async def _agreement(session: aiohttp.ClientSession, csrf: str, program: OwnProgram) -> int:
    same = 0
    for number, text in enumerate(SAID):
        body = {"conversation": uuid.uuid4().hex, "message_id": str(number), "text": text}
        headers = {"Authorization": f"Bearer {program.key}"}
        async with session.post("/api/v1/messages", json=body, headers=headers) as response:
            told = await response.json()
        seen, answer = _shown(await _ask(session, csrf, text)), _answered(told["messages"])
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


async def _ask(session: aiohttp.ClientSession, csrf: str, text: str) -> dict[str, Any]:
    headers = {"X-CSRF": csrf, "Accept": "application/json"}
    async with session.post("/desk/calls/candidates", json={"text": text}, headers=headers) as response:
        response.raise_for_status()
        answer: dict[str, Any] = await response.json()
        return answer


async def _sign_in(session: aiohttp.ClientSession, program: OwnProgram) -> str:
    """As the first administrator; the token that scripts send."""
    found = re.search(r"login admin, password (\S+)", program.log)
    if found is None:
        raise RuntimeError("the program told no password")
    page = await _page(session, "/desk/sign-in")
    page = await _page(session, "/desk/sign-in", csrf=_csrf(page), login="admin", password=found[1], next="")
    fields = {"old": found[1], "new": SECRET, "again": SECRET}
    await _page(session, "/desk/password", csrf=_csrf(page), **fields)
    return _csrf(await _page(session, "/desk/calls/"))


async def _page(session: aiohttp.ClientSession, path: str, **fields: str) -> str:
    async with session.request("POST" if fields else "GET", path, data=fields or None, headers=PAGE) as response:
        response.raise_for_status()
        return await response.text()


def _csrf(page: str) -> str:
    found = re.search(r'name="csrf" content="(\w+)"', page)
    return found[1] if found else ""


if __name__ == "__main__":
    sys.exit(main())
