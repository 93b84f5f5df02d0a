"""A person takes over while the assistant still thinks: its reply stands before her greeting, or not at all."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.adapters.clock import WallClock
from bot.adapters.knowledge.book import Knowledge
from bot.adapters.phrasebook import YamlPhrasebook
from bot.adapters.store.key_store import SqlMarks
from bot.adapters.store.outbox_store import SqlOutbox
from bot.channels.telegram.channel import TelegramChannel
from bot.domain.talk.message import Inbound
from bot.services.ports import Outcome, Turn
from bot.settings import Settings
from tests.integration.channels.fake_telegram import TOKEN, FakeTelegram
from tests.integration.channels.fake_telegram import said as update
from tests.integration.handoff.talk_house import CHIEF, WANG, House, house_on
from tests.unit.services.files.file_office import FileOffice
from tests.unit.services.talk.turn_office import FakeDialogue

OPERATOR = "话务员 8021 王"
QUESTION = "补办要带什么材料呢"
ANSWER = "答"
"""What the engine says to everything."""
pytestmark = pytest.mark.timeout(60)


@dataclass
class SlowEngine(FakeDialogue):
    """Thinks about the question until it is let go; everything else is answered at once."""

    thinks: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, turn: Turn) -> Outcome:
        """As told, when the test says so."""
        if turn.text == QUESTION:
            self.thinks.set()
            await self.may_answer.wait()
        return await super().take(turn)


@dataclass
class Slow:
    """A house with a slow engine."""

    house: House
    engine: SlowEngine

    async def begin(self, talk: str = "web:a") -> int:
        """The question is put, and the engine is at it; the message's number."""
        inbound = Inbound(talk.partition(":")[0], talk, "question", QUESTION)
        receipt = await self.house.intake.accept(inbound)
        await self.engine.thinks.wait()
        return receipt.number

    async def end(self) -> None:
        """The engine has its answer, and everything that follows from it is stored."""
        self.engine.may_answer.set()
        await self.house.workers.stop()

    async def lines(self, talk: str = "web:a") -> list[tuple[str, str]]:
        """Who said what after 转人工 was answered, as its reader finds it on loading the page again."""
        found = await self.house.history.lines(talk, 0, 100)
        notices = await self.house.history.news(talk, 0, 100)
        assert all(line.text for line in notices)
        return [(line.speaker, line.text) for line in found]


@pytest.fixture
async def slow(tmp_path: Path, knowledge: Knowledge, phrasebook: YamlPhrasebook) -> AsyncIterator[Slow]:
    """One operator is on duty."""
    engine = SlowEngine()
    address = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    async with house_on(address, knowledge, phrasebook, dialogue=engine) as house:
        yield Slow(house, engine)
        engine.may_answer.set()


async def test_a_question_in_the_making_becomes_hers(slow: Slow) -> None:
    """The late reply is dropped, the citizen hears the greeting only, and the operator reads the question."""
    await slow.house.ask()
    number = await slow.begin()
    talk = await slow.house.take()
    await slow.end()
    answer = await slow.house.workers.answered(number, 5)
    assert answer is not None
    assert answer.replies == ()
    assert ANSWER not in [text for _, text in await slow.lines()]
    assert await slow.house.told() == [slow.house.words("utter_talk_taken", operator=OPERATOR)]
    read = await slow.house.desk.lines(talk.number, WANG, "")
    assert [line.text for line in read if line.by == "citizen"] == ["转人工", QUESTION]
    assert len(slow.engine.turns) == 1


async def test_a_reply_that_was_stored_stands_before_the_greeting(slow: Slow) -> None:
    """Nothing is dropped that she may have read."""
    await slow.house.ask()
    await slow.begin()
    await slow.end()
    await slow.house.take()
    texts = [text for _, text in await slow.lines()]
    assert texts.index(ANSWER) < texts.index(slow.house.words("utter_talk_taken", operator=OPERATOR))


async def test_nobody_asked_and_staff_joins_meanwhile(slow: Slow) -> None:
    """The talk that did not exist when the question was put silences the assistant just the same."""
    number = await slow.begin()
    talk = await slow.house.desk.join("web:a", CHIEF)
    await slow.end()
    answer = await slow.house.workers.answered(number, 5)
    assert answer is not None
    assert answer.replies == ()
    read = await slow.house.desk.lines(talk.number, CHIEF, "")
    assert [line.text for line in read if line.by == "citizen"] == [QUESTION]
    assert len(await slow.house.told()) == 1


async def test_a_talk_that_was_over_again_leaves_the_answer_to_the_assistant(slow: Slow) -> None:
    """Taken and given back while the engine thought: the question still gets its one answer, from the assistant."""
    await slow.house.ask()
    number = await slow.begin()
    talk = await slow.house.take()
    await slow.house.desk.give_back(talk.number, WANG, talk.version)
    await slow.end()
    answer = await slow.house.workers.answered(number, 5)
    assert answer is not None
    assert [reply.text for reply in answer.replies] == [ANSWER]


async def test_an_old_rating_while_a_new_talk_is_live_is_answered_at_once(slow: Slow) -> None:
    """What is known to be said beside a person is not heard again and again."""
    first = await slow.house.take()
    await slow.house.desk.close(first.number, WANG, first.version, "answered")
    await slow.house.take()
    (reply,) = await slow.house.say(payload=f"rate_talk:{first.number}:good")
    assert reply.text


async def test_the_next_message_waits_for_the_question_and_keeps_its_place(slow: Slow) -> None:
    """Both are the operator's, in the order in which they were written."""
    await slow.house.ask()
    await slow.begin()
    talk = await slow.house.take()
    await slow.house.intake.accept(Inbound("web", "web:a", "more", "还有户口本"))
    await slow.end()
    read = await slow.house.desk.lines(talk.number, WANG, "")
    assert [line.text for line in read if line.by == "citizen"] == ["转人工", QUESTION, "还有户口本"]


async def test_a_client_hears_once_that_a_person_has_its_messages(slow: Slow) -> None:
    """By the answer to the message that was caught; what was written after it is answered with nothing."""
    house, talk = slow.house, "api:tester:c"
    await house.ask(talk)
    number = await slow.begin(talk)
    await house.take(talk=talk)
    house.clock.move(seconds=1)
    await slow.end()
    answer = await house.workers.answered(number, 5)
    assert answer is not None
    assert [reply.text for reply in answer.replies] == [house.words("utter_talk_received", operator=OPERATOR)]
    assert [await house.say(text, talk=talk) for text in ("在吗", "还有户口本")] == [[], []]


async def test_on_telegram_no_reply_comes_after_the_greeting(slow: Slow) -> None:
    """Greeting, then her line; the assistant's reply never arrives."""
    house = slow.house
    house.clock.at = WallClock().now()
    await house.desk.present(WANG)
    async with FakeTelegram() as telegram:
        settings = Settings(_env_file=None, telegram_token=TOKEN, telegram_api_base=telegram.base)  # type: ignore[arg-type]
        channel = TelegramChannel(
            settings, SqlOutbox(house.database), house.intake, SqlMarks(house.database), WallClock(),
            files=FileOffice().files, resend_note="（重发）",
        )  # fmt: skip
        await channel.start()
        try:
            telegram.bring(update(1, "转人工"))
            async with asyncio.timeout(30):
                while not (waiting := await house.desk.queue()):
                    await asyncio.sleep(0.02)
                telegram.bring(update(2, QUESTION))
                await slow.engine.thinks.wait()
                talk = await house.desk.take(waiting[0].number, WANG, waiting[0].version)
                await slow.end()
                await house.desk.say(talk.number, WANG, "要带户口簿", (), "form-0001")
                while not any("要带户口簿" in str(one["text"]) for one in telegram.sent):
                    await asyncio.sleep(0.02)
        finally:
            await channel.stop()
    texts = [str(one["text"]) for one in telegram.sent]
    assert [text.partition("，")[0] for text in texts[1:]] == [f"{OPERATOR}为您服务", f"{OPERATOR}：要带户口簿"]
