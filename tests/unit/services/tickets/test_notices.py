"""What a citizen is told in the chat that filed her ticket when staff or a clock moves it."""

import re
from dataclasses import replace

import pytest

from bot.domain.tickets.moves import RULES, Move
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Ticket
from bot.services.ports import Phrasebook
from bot.services.tickets.notices import TOLD, TicketNotices, ticket_data
from tests.unit.domain.tickets.ticket_life_samples import (
    CLERK,
    LIGHTS,
    NUMBER,
    OPERATOR,
    REDO,
    SUPERVISOR,
    SYSTEM,
    by,
    filed,
    moved,
    standing,
)
from tests.unit.services.talk.small_desk import FakeScript

EXTENDED = moved(
    standing(Status.IN_PROGRESS),
    by(CLERK, Move.ASK_EXTENSION, 5, note="等配件"),
    by(SUPERVISOR, Move.APPROVE_EXTENSION, 6),
)


@pytest.fixture
def notices(phrasebook: Phrasebook) -> TicketNotices:
    """Notices in the program's own words."""
    return TicketNotices(phrasebook, FakeScript())


@pytest.mark.parametrize(
    ("ticket", "move", "pieces", "buttons"),
    [
        (
            standing(Status.ACCEPTED),
            Move.ACCEPT,
            ["受理了", "最晚11月28日（周六）10:00答复您", "因为answer"],
            ["ticket"],
        ),
        (standing(Status.NOT_TAKEN), Move.DECLINE, ["不能受理", "已经进了法院\n请等法院判决", "12345"], []),
        (standing(Status.NEEDS_MORE), Move.ASK_MORE, ["哪个门口\n路灯编号", "点“补充”", "重新排期"], ["add"]),
        (standing(Status.DISPATCHED), Move.DISPATCH, [f"转给{LIGHTS}", "日子不变：最晚11月28日"], ["ticket"]),
        (standing(Status.IN_PROGRESS), Move.SIGN, [f"{LIGHTS}已经签收", "日子不变：最晚11月28日"], ["ticket"]),
        (EXTENDED, Move.APPROVE_EXTENSION, ["只能延这一次", "最晚12月3日（周四）10:00", "因为extension"], ["ticket"]),
        (standing(Status.ANSWERED), Move.RELEASE, ["结果：已解决", "答复：路灯已修好。", "重新办"], ["rate"] * 5),
        (standing(Status.ANSWERED), Move.FOLLOW, ["结果：已解决", "答复：路灯已修好。"], ["rate"] * 5),
        (
            moved(standing(Status.ANSWERED), REDO),
            Move.REDO,
            [f"退回{LIGHTS}重新办", "最晚11月29日", "因为redo"],
            ["ticket"],
        ),
        (moved(standing(Status.ANSWERED), by(SYSTEM, Move.CLOSE, 200)), Move.CLOSE, ["办结了"], []),
        (moved(filed(), by(OPERATOR, Move.WITHDRAW, 2)), Move.WITHDRAW, ["撤回", "重新登记"], []),
    ],
    ids=[move.value for move in TOLD],
)
def test_each_move_that_is_hers_to_hear_is_told(
    notices: TicketNotices, ticket: Ticket, move: Move, pieces: list[str], buttons: list[str]
) -> None:
    """Title and number, what happened, by when and why; then what she can do."""
    notice = notices.about(ticket, move)
    assert notice
    assert [piece for piece in ["路灯不亮", NUMBER, *pieces] if piece not in notice.reply.text] == []
    assert not re.search(r"[{}]", notice.reply.text)
    assert [button.payload.partition(":")[0] for button in notice.reply.buttons] == buttons
    assert (notice.conversation, notice.channel) == ("cli:1", "cli")
    assert notice.reply.data == ticket_data(ticket)


@pytest.mark.parametrize("move", [move for move in RULES if move not in TOLD])
def test_other_moves_are_not_told(notices: TicketNotices, move: Move) -> None:
    """What is internal, and what she does herself."""
    assert notices.about(filed(), move) is None


def test_a_ticket_from_the_telephone_is_told_nowhere(notices: TicketNotices) -> None:
    """There is no chat that waits."""
    assert notices.about(replace(standing(Status.ACCEPTED), conversation=""), Move.ACCEPT) is None


def test_traditional_writers_read_traditional(notices: TicketNotices) -> None:
    """Text and buttons."""
    ticket = replace(standing(Status.NEEDS_MORE), traditional=True)
    notice = notices.about(ticket, Move.ASK_MORE)
    assert notice
    assert "補充" in notice.reply.text
    assert notice.reply.buttons[0].title == "補充"


@pytest.mark.parametrize(
    ("status", "due_at"),
    [
        (Status.RECEIVED, "2026-11-24T01:00:00+00:00"),
        (Status.DISPATCHED, "2026-11-28T02:00:00+00:00"),
        (Status.NOT_TAKEN, ""),
    ],
)
def test_the_data_beside_a_reply_carries_her_own_date(status: Status, due_at: str) -> None:
    """Not the day by which a department has to sign."""
    assert ticket_data(standing(status)) == {
        "number": NUMBER,
        "type": "complaint",
        "department": LIGHTS,
        "status": status.value,
        "due_at": due_at,
    }
