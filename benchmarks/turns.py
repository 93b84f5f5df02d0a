"""`python -m benchmarks.turns`: whole turns through `POST /api/v1/messages`, engine included.

One, 8 and 60 conversations at once, each asking its next question as soon as the last is answered; 60 conversations
that ask once a second each; then one conversation of 306 turns, its last against its first. Afterwards every answer is
fetched once more by its `message_id`: what has none, or another one, is lost.
"""

import argparse
import asyncio
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from benchmarks.figures import head, percentile, row
from benchmarks.own_program import OwnProgram, own_program

LOADS = ((1, 120, 0.0), (8, 40, 0.0), (60, 20, 0.0), (60, 20, 1.0))
"""Conversations at once, how many turns each takes, and how many seconds lie between their beginnings at least."""
WARM_UP_TURNS = 20
COLUMNS = (
    "conversations at once",
    "a turn every s",
    "turns",
    "turns/s",
    "p50 ms",
    "p95 ms",
    "program CPU ms a turn",
    "engine CPU ms a turn",
    "lost",
    "without engine",
)
ENGINE_DOWN = "系统有一部分正在恢复"

SAID = (
    "户口本丢了怎么补",
    "要带什么材料",
    "多少钱",
    "去哪儿办",
    "那二手车过户呢",
    "几天能办好",
    "你好",
    "公积金贷款需要什么条件",
    "手机上能申请不",
    "我要投诉，楼下施工太吵",
    "种地补贴什么时候发",
    "谢谢",
    "结婚登记要本人去吗",
    "给孩子上户口",
    "法律依据是什么",
    "营业执照",
    "2",
    "能邮寄吗",
)
LONG_TURNS = 17 * len(SAID)
"""306: whole rounds, so that the first and the last turns ask the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One turn: what was sent, what came back, and after how long."""

    body: dict[str, str]
    answer: dict[str, Any]
    seconds: float

    @property
    def texts(self) -> list[str]:
        """The bubbles of the answer; none if it was refused or late."""
        return [message["text"] for message in self.answer.get("messages", [])]


class Citizen:
    """One conversation over the HTTP interface."""

    def __init__(self, session: aiohttp.ClientSession, program: OwnProgram, first: int) -> None:
        """`first` is where in the list of sayings this citizen begins."""
        self._session, self._program, self._next = session, program, first
        self._name = uuid.uuid4().hex
        self.asked: list[Asked] = []

    async def talk(self, turns: int, *, every_s: float = 0.0, after_s: float = 0.0) -> None:
        """So many turns, one after the other, one every so many seconds; the first after a while."""
        begun = time.perf_counter() + after_s
        for number in range(turns):
            await asyncio.sleep(max(0.0, begun + number * every_s - time.perf_counter()))
            text = SAID[self._next % len(SAID)]
            self._next += 1
            body = {"conversation": self._name, "message_id": uuid.uuid4().hex, "text": text}
            started = time.perf_counter()
            answer = await self._post(body)
            self.asked.append(Asked(body, answer, time.perf_counter() - started))

    async def lost(self) -> int:
        """How many turns have no answer, or another one when asked for again."""
        return sum([not one.texts or await self._post(one.body) != one.answer for one in self.asked])

    async def _post(self, body: dict[str, str]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._program.key}"}
        async with self._session.post(f"{self._program.base}/api/v1/messages", json=body, headers=headers) as response:
            answer: dict[str, Any] = await response.json() if response.status == 200 else {}
            return answer


async def measure(program: OwnProgram) -> int:
    """Print all figures; 1 if anything was lost."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=60)) as session:
        await Citizen(session, program, 0).talk(WARM_UP_TURNS)
        print(head(*COLUMNS))
        lost = 0
        for count, turns, every_s in LOADS:
            citizens = [Citizen(session, program, number) for number in range(count)]
            before, started = program.cpu_s(), time.perf_counter()
            talks = [one.talk(turns, every_s=every_s, after_s=every_s * i / count) for i, one in enumerate(citizens)]
            await asyncio.gather(*talks)
            taken_s, after = time.perf_counter() - started, program.cpu_s()
            spent_s = [end - start for start, end in zip(before, after, strict=True)]
            lost += await _report(citizens, every_s, taken_s, spent_s)
        long = Citizen(session, program, 0)
        await long.talk(LONG_TURNS)
        lost += await long.lost()
        _report_long(long.asked)
    return 1 if lost else 0


async def _report(citizens: Sequence[Citizen], every_s: float, taken_s: float, cpu_s: Sequence[float]) -> int:
    asked = [one for citizen in citizens for one in citizen.asked]
    ms = [1000 * one.seconds for one in asked]
    lost = sum([await citizen.lost() for citizen in citizens])
    without = sum(any(ENGINE_DOWN in text for text in one.texts) for one in asked)
    waited = percentile(ms, 0.5), percentile(ms, 0.95)
    cpu_ms = [1000 * seconds / len(asked) for seconds in cpu_s]
    print(row(len(citizens), every_s, len(asked), len(asked) / taken_s, *waited, *cpu_ms, lost, without), flush=True)
    return lost


def _report_long(asked: Sequence[Asked]) -> None:
    round_of_questions = len(SAID)
    first = percentile([1000 * one.seconds for one in asked[:round_of_questions]], 0.5)
    last = percentile([1000 * one.seconds for one in asked[-round_of_questions:]], 0.5)
    print(
        f"\none conversation of {len(asked)} turns: p50 of the first {round_of_questions} turns {first:.1f} ms, ",
        end="",
    )
    print(f"of the last {round_of_questions} {last:.1f} ms, ratio {last / first:.2f}")


def main() -> int:
    """Run against a program of its own."""
    argparse.ArgumentParser(prog="python -m benchmarks.turns", description=__doc__).parse_args()
    with own_program(LOG_LEVEL="ERROR") as program:
        print(f"ready after {program.ready_after_s:.1f} s\n")
        return asyncio.run(measure(program))


if __name__ == "__main__":
    sys.exit(main())
