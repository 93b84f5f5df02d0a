"""Workers with a store in memory and turns that do as they are told."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.talk.conversation import Conversation, Focus
from bot.domain.talk.message import Answer, Inbound, Kind, Reply, Stored
from bot.domain.talk.route import Route
from bot.services.ports import Done, Finish, Held, LeaseLost, Outcome, Phrasebook, Verdict
from bot.services.talk.workers import Workers
from tests.unit.services.talk.turn_office import START, StandingClock


class StoreBroken(Exception):  # noqa: N818 - a state of the world
    """The store cannot be reached."""


@dataclass
class FakeStore:
    """Inbox and conversations in memory; `holders` says who holds which conversation."""

    messages: dict[int, Stored] = field(default_factory=dict)
    answers: dict[int, Answer] = field(default_factory=dict)
    verdicts: list[Verdict | None] = field(default_factory=list)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    faults: list[Exception] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    on_release: Callable[[], None] = lambda: None

    async def put(self, inbound: Inbound, at: datetime) -> tuple[int, bool]:
        """Store a message; a repeated delivery keeps its number."""
        for number, stored in self.messages.items():
            if stored.inbound.external_id == inbound.external_id:
                return number, False
        return self.add(inbound, at), True

    def add(self, inbound: Inbound, at: datetime = START) -> int:
        """One more message, whatever its id."""
        number = len(self.messages) + 1
        self.messages[number] = Stored(number, inbound, at)
        known = Conversation(inbound.conversation, inbound.channel, at)
        self.conversations.setdefault(inbound.conversation, known)
        return number

    async def claim(self, conversation: str, owner: str, at: datetime) -> Held | None:
        """The conversation and what waits, unless somebody else holds it."""
        if self.holders.setdefault(conversation, owner) != owner:
            return None
        return Held(self.conversations[conversation], self._next_or_let_go(conversation))

    def _next_or_let_go(self, conversation: str) -> Stored | None:
        waiting = (stored for number, stored in self.messages.items() if number not in self.answers)
        following = next((stored for stored in waiting if stored.inbound.conversation == conversation), None)
        if following is None:
            del self.holders[conversation]
            self.on_release()
        return following

    async def finish(self, done: Done, owner: str, at: datetime, verdict: Verdict | None = None) -> Finish:
        """Keep answer, state and verdict; the next of `faults` comes first."""
        if self.faults:
            raise self.faults.pop(0)
        if self.holders.get(done.conversation.id) != owner:
            raise LeaseLost
        if done.number in self.answers:
            return Finish(is_first=False)
        self.answers[done.number] = done.outcome.answer
        self.conversations[done.conversation.id] = done.conversation
        self.verdicts.append(verdict)
        return Finish(is_first=True, following=self._next_or_let_go(done.conversation.id))

    async def renew(self, conversations: Collection[str], owner: str, at: datetime) -> None:
        """Note who showed life for what."""
        self.renewed += [one for one in conversations if self.holders.get(one) == owner]

    async def count_attempt(self, number: int) -> None:
        """One more failed try."""
        stored = self.messages[number]
        self.messages[number] = Stored(number, stored.inbound, stored.received_at, stored.attempts + 1)

    async def release(self, conversation: str, owner: str) -> None:
        """Let go, if it is held."""
        if self.holders.get(conversation) == owner:
            del self.holders[conversation]
        self.on_release()

    async def waiting(self, at: datetime, limit: int) -> Sequence[str]:
        """Conversations with something to answer; the next of `faults` comes first."""
        if self.faults:
            raise self.faults.pop(0)
        waiting = [s.inbound.conversation for number, s in self.messages.items() if number not in self.answers]
        return list(dict.fromkeys(waiting))[:limit]

    async def answer_to(self, number: int) -> Answer | None:
        """The answer, once there is one."""
        return self.answers.get(number)


@dataclass
class FakeTurns:
    """Answers 答:TEXT; a text fails as often as `failures` says and waits for its event in `gates`."""

    failures: dict[str, int] = field(default_factory=dict)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)
    running: int = 0
    most_running: int = 0

    async def take(self, stored: Stored, conversation: Conversation) -> tuple[Done, Verdict | None]:
        """One turn."""
        text = stored.inbound.text
        self.begun.append(text)
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            if text in self.gates:
                await self.gates[text].wait()
            if self.failures.get(text, 0) > 0:
                self.failures[text] -= 1
                raise ValueError(text)
        finally:
            self.running -= 1
        answer = Answer(Route.GUIDE, (Reply(Kind.GUIDE, f"答:{text}"),))
        return Done(stored.number, conversation, text, Outcome(answer, Focus())), Verdict(stored.number, "useful")


class WorkFloor:
    """Workers at work."""

    def __init__(self, phrasebook: Phrasebook, *, at_once: int = 4) -> None:
        self.store, self.turns = FakeStore(), FakeTurns()
        self.workers = Workers(
            self.store,
            self.turns,  # type: ignore[arg-type]
            phrasebook,
            StandingClock(),
            owner="here",
            at_once=at_once,
        )

    def put(self, conversation: str, text: str) -> int:
        """A message in the inbox; nobody is woken."""
        return self.store.add(Inbound("cli", conversation, f"m{len(self.store.messages)}", text))

    async def work(self, *conversations: str) -> None:
        """Wake for these conversations and let all work come to its end."""
        for conversation in conversations:
            self.workers.wake(conversation)
        await self.workers.stop()

    def said(self) -> dict[int, str]:
        """What was answered, by number, in the order of the answers."""
        return {number: answer.replies[0].text for number, answer in self.store.answers.items()}


async def settle() -> None:
    """Let every task that can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)
