"""A conversation in the terminal: `python -m bot chat`."""

import asyncio
import sys
import uuid
from collections.abc import Awaitable, Callable

from bot.domain.talk.message import Answer, Button, Inbound
from bot.services.ports import Reception

CHANNEL = "cli"
ANSWER_WITHIN_S = 30.0


class TerminalChat:
    """Reads lines, prints answers; a number above the last button presses it."""

    def __init__(
        self,
        reception: Reception,
        answered: Callable[[int, float], Awaitable[Answer | None]],
        delivered: Callable[[int], None],
        say: Callable[[str], None] = print,
    ) -> None:
        """A conversation of its own."""
        self._reception, self._answered, self._say = reception, answered, say
        self._delivered = delivered
        self._conversation = f"{CHANNEL}:{uuid.uuid4().hex[:12]}"
        self._buttons: tuple[Button, ...] = ()

    async def run(self) -> None:
        """Until end of input or `/quit`."""
        self._say("双辽政务助手：请说您要办的事（/help 看能问什么，/new 重新开始，/quit 退出；按钮用 #1 #2 选）")
        while True:
            line = await asyncio.to_thread(_read_line)
            if line is None or line.strip() == "/quit":
                return
            await self.turn(line)

    async def turn(self, line: str) -> None:
        """One line of the citizen's and all that follows."""
        text, payload = line, ""
        if line.strip() in ("/start", "/help", "/new"):
            payload = line.strip()[1:]
        elif line.strip().startswith("#") and line.strip()[1:].isdecimal():
            number = int(line.strip()[1:])
            if not 1 <= number <= len(self._buttons):
                self._say(f"没有第{number}个按钮。")
                return
            button = self._buttons[number - 1]
            text, payload = button.title, button.payload
        inbound = Inbound(CHANNEL, self._conversation, uuid.uuid4().hex, text, payload)
        receipt = await self._reception.accept(inbound)
        answer = await self._answered(receipt.number, ANSWER_WITHIN_S)
        self._show(answer)
        if answer is not None:
            self._delivered(receipt.number)

    def _show(self, answer: Answer | None) -> None:
        if answer is None:
            self._say("（还没有答复，请稍等）")
            return
        for reply in answer.replies:
            self._say(f"\n{reply.text}")
        self._buttons = next((reply.buttons for reply in reversed(answer.replies) if reply.buttons), ())
        if self._buttons:
            self._say("  ".join(f"#{number} {button.title}" for number, button in enumerate(self._buttons, 1)))


def _read_line() -> str | None:
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None
