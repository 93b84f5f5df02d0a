"""A conversation in the terminal."""

import io

import pytest

from bot.channels.terminal import TerminalChat
from bot.domain.talk.message import Answer, Button, Inbound, Kind, Reply
from bot.domain.talk.route import Route
from bot.services.ports import Receipt

BUTTONS = (Button("要带什么", "guide:SL-GA-003:materials"), Button("去哪儿办", "guide:SL-GA-003:location"))
GUIDE = Answer(Route.GUIDE, (Reply(Kind.GUIDE, "第一条"), Reply(Kind.GUIDE, "第二条", BUTTONS)))
THANKS = Answer(Route.THANKS, (Reply(Kind.CHITCHAT, "不客气"),))


class Desk:
    """Takes messages in and answers each with the next of `answers`."""

    def __init__(self, *answers: Answer | None) -> None:
        self.answers = list(answers)
        self.received: list[Inbound] = []
        self.shown: list[str] = []
        self.delivered: list[int] = []
        self.chat = TerminalChat(self, self.answered, self.delivered.append, self.shown.append)

    async def accept(self, inbound: Inbound) -> Receipt:
        """One more message."""
        self.received.append(inbound)
        return Receipt(len(self.received), is_new=True)

    async def answered(self, number: int, timeout_s: float) -> Answer | None:
        """The answer to it."""
        return self.answers[number - 1]


async def test_replies_are_shown_in_order_with_numbered_buttons() -> None:
    """Texts first, then what can be pressed."""
    desk = Desk(GUIDE)
    await desk.chat.turn("补身份证")
    assert desk.shown == ["\n第一条", "\n第二条", "#1 要带什么  #2 去哪儿办"]
    assert (desk.received[0].text, desk.received[0].payload) == ("补身份证", "")


async def test_a_number_behind_a_hash_presses_its_button() -> None:
    """Title as text, payload as payload, as if it had been clicked."""
    desk = Desk(GUIDE, THANKS)
    await desk.chat.turn("补身份证")
    await desk.chat.turn(" #2 ")
    assert (desk.received[1].text, desk.received[1].payload) == ("去哪儿办", "guide:SL-GA-003:location")


@pytest.mark.parametrize("line", ["#0", "#3", "#99"])
async def test_a_button_that_is_not_there_is_said_so(line: str) -> None:
    """Nothing is sent, and the buttons stay."""
    desk = Desk(GUIDE, THANKS)
    await desk.chat.turn("补身份证")
    await desk.chat.turn(line)
    assert desk.shown[-1] == f"没有第{line[1:]}个按钮。"
    assert len(desk.received) == 1
    await desk.chat.turn("#1")
    assert desk.received[1].payload == "guide:SL-GA-003:materials"


@pytest.mark.parametrize("line", ["#", "#一", "#²", "# 1", "1", "那个#1"])
async def test_what_is_no_button_is_a_message(line: str) -> None:
    """A bare number answers a question by its own rules; anything odd is read as text."""
    desk = Desk(GUIDE, THANKS)
    await desk.chat.turn("补身份证")
    await desk.chat.turn(line)
    assert (desk.received[1].text, desk.received[1].payload) == (line, "")


@pytest.mark.parametrize(
    ("line", "payload"), [("/start", "start"), (" /help ", "help"), ("/new", "new"), ("/stop", ""), ("help", "")]
)
async def test_commands_are_sent_as_such(line: str, payload: str) -> None:
    """The three that the program knows; any other is text."""
    desk = Desk(THANKS)
    await desk.chat.turn(line)
    assert desk.received[0].payload == payload


async def test_buttons_stay_below_a_notice() -> None:
    """A notice after the answer takes no button away."""
    notice = Reply(Kind.NOTICE, "系统有一部分正在恢复")
    desk = Desk(Answer(Route.GUIDE, (*GUIDE.replies, notice)), THANKS)
    await desk.chat.turn("补身份证")
    await desk.chat.turn("#1")
    assert desk.received[1].payload == "guide:SL-GA-003:materials"


async def test_old_buttons_are_gone_with_the_next_answer() -> None:
    """What is no longer shown cannot be pressed."""
    desk = Desk(GUIDE, THANKS)
    await desk.chat.turn("补身份证")
    await desk.chat.turn("谢谢")
    await desk.chat.turn("#1")
    assert desk.shown[-1] == "没有第1个按钮。"


async def test_a_late_answer_is_asked_to_be_waited_for() -> None:
    """Nobody stares at an empty line."""
    desk = Desk(None)
    await desk.chat.turn("补身份证")
    assert desk.shown == ["（还没有答复，请稍等）"]


@pytest.mark.parametrize("ending", ["/quit\n", " /quit \n不再问\n", ""])
async def test_the_chat_ends_with_the_input_or_quit(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """Every line before it is a turn of one and the same conversation, with an id of its own."""
    desk = Desk(GUIDE, THANKS)
    monkeypatch.setattr("sys.stdin", io.StringIO("补身份证\n谢谢\n" + ending))
    await desk.chat.run()
    assert [message.text for message in desk.received] == ["补身份证", "谢谢"]
    assert len({message.conversation for message in desk.received}) == 1
    assert len({message.external_id for message in desk.received}) == 2
    assert "/quit" in desk.shown[0]
