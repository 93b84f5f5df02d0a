"""撤回: asked about once, done on a plain yes, too late where it is answered; who hears of it."""

import pytest

from bot.domain.talk.route import Route
from bot.domain.tickets.terms import Status
from bot.services.ports import Phrasebook
from tests.unit.domain.tickets.ticket_life_samples import NUMBER, filed, standing
from tests.unit.services.tickets.ticket_talk import TicketTalk


@pytest.fixture
def talk(phrasebook: Phrasebook) -> TicketTalk:
    """A conversation in which nothing was filed yet."""
    return TicketTalk(phrasebook)


async def test_withdrawing_is_asked_about_once(talk: TicketTalk) -> None:
    """One press withdraws nothing."""
    text = await talk.keeps(filed()).press(f"withdraw:{NUMBER}")
    assert "真的撤回" in text
    assert talk.buttons == [f"withdraw:{NUMBER}:{why}" for why in ("solved", "mistake", "other", "keep")]
    assert talk.ticket(NUMBER).status is Status.RECEIVED


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("是", ""),
        ("确认", ""),
        ("对，撤了吧", ""),
        ("已经修好了，不用来了", "已经修好了，不用来了"),
        ("登记错了", "登记错了"),
    ],
)
async def test_a_yes_withdraws_with_the_reason_if_there_is_one(talk: TicketTalk, answer: str, reason: str) -> None:
    """In her words, none being needed."""
    await talk.keeps(filed()).say("撤回吧", route=Route.WITHDRAW)
    assert "不再往下办" in await talk.say(answer)
    assert talk.ticket(NUMBER).status is Status.WITHDRAWN
    assert talk.ticket(NUMBER).steps[-1].note == reason


@pytest.mark.parametrize(
    ("why", "reason"), [("solved", "已经解决，撤回"), ("mistake", "登记错了，撤回"), ("other", "")]
)
async def test_a_button_withdraws_with_its_reason(talk: TicketTalk, why: str, reason: str) -> None:
    """One tap is enough."""
    await talk.keeps(filed()).press(f"withdraw:{NUMBER}:{why}")
    assert talk.ticket(NUMBER).status is Status.WITHDRAWN
    assert talk.ticket(NUMBER).steps[-1].note == reason


@pytest.mark.parametrize("answer", ["不撤了", "别撤", "还没修好呢", "算了", "先不撤", "不"])
async def test_a_no_keeps_it(talk: TicketTalk, answer: str) -> None:
    """It goes on, and she reads until when."""
    await talk.keeps(filed()).press(f"withdraw:{NUMBER}")
    assert "没撤" in await talk.say(answer)
    assert talk.ticket(NUMBER).status is Status.RECEIVED
    assert talk.act == ""


@pytest.mark.parametrize("answer", ["要补充一下，昨天又坏了一根", "是不是还能再催一次", "补身份证要带什么"])
async def test_anything_else_withdraws_nothing(talk: TicketTalk, answer: str) -> None:
    """Only a plain yes is a yes."""
    await talk.keeps(filed()).press(f"withdraw:{NUMBER}")
    await talk.say(answer)
    assert talk.ticket(NUMBER).status is Status.RECEIVED


async def test_it_is_too_late_to_withdraw_what_is_answered(talk: TicketTalk) -> None:
    """She may rate it or have it done again."""
    text = await talk.keeps(standing(Status.ANSWERED)).press(f"withdraw:{NUMBER}")
    assert "已经答复了，撤不了" in text
    assert f"redo:{NUMBER}" in talk.buttons


@pytest.mark.parametrize("status", [Status.CLOSED, Status.NOT_TAKEN, Status.WITHDRAWN])
async def test_there_is_nothing_to_withdraw_where_all_is_over(talk: TicketTalk, status: Status) -> None:
    """Said kindly."""
    assert "不用撤" in await talk.keeps(standing(status)).press(f"withdraw:{NUMBER}:solved")


async def test_what_she_does_here_is_not_told_to_her_twice(talk: TicketTalk) -> None:
    """The answer says it; a notice in the same conversation would only repeat it."""
    await talk.keeps(filed()).press(f"withdraw:{NUMBER}:other")
    assert talk.store.notices == []


async def test_the_conversation_that_filed_it_hears_of_it(talk: TicketTalk) -> None:
    """Whoever withdraws from elsewhere, the chat that waits for the answer is told."""
    talk.keeps(filed(conversation="web:other"))
    await talk.say(f"{NUMBER} 5678")
    await talk.press(f"withdraw:{NUMBER}:other")
    assert [notice.conversation for notice in talk.store.notices] == ["web:other"]
