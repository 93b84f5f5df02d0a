"""Files that could not be taken: the citizen is told why and what to do, whatever else she said."""

import pytest

from bot.domain.files.refusal import Refusal
from bot.domain.talk.message import AttachmentKind, Inbound, Reply, Stored
from bot.domain.tickets.ticket import Attachment
from bot.services.ports import Phrasebook
from tests.unit.services.talk.turn_office import START, TurnOffice

PHOTO = Attachment("a" * 32, "漏水.png", "image/png", 100)


@pytest.fixture
def office(phrasebook: Phrasebook) -> TurnOffice:
    """A conversation that has just begun."""
    return TurnOffice(phrasebook)


async def replies(
    office: TurnOffice, text: str, *refused: Refusal, files: tuple[Attachment, ...] = ()
) -> tuple[Reply, ...]:
    """What is said to a message whose files could not be taken."""
    inbound = Inbound(
        "telegram", "telegram:7", "1", text, attachments=(AttachmentKind.PHOTO,), files=files, refused=refused
    )
    done, _ = await office.turns.take(Stored(1, inbound, START), office.conversation)
    return done.outcome.answer.replies


@pytest.mark.parametrize("reason", list(Refusal))
async def test_a_message_that_was_only_a_file_is_answered_with_the_reason(office: TurnOffice, reason: Refusal) -> None:
    """Once, and not as if it had arrived."""
    (reply,) = await replies(office, "", reason)
    assert reply.text == office.wording(f"utter_file_{reason}", limit="20")


async def test_words_beside_a_lost_file_are_answered_first(office: TurnOffice) -> None:
    """Then comes the word about the file."""
    answer, note = await replies(office, "补身份证多少钱", Refusal.TOO_LARGE)
    assert answer == office.dialogue.outcome.answer.replies[0]
    assert "小于20MB" in note.text


async def test_a_file_that_arrived_is_not_talked_away(office: TurnOffice) -> None:
    """Of two files one was taken: both things are said."""
    told = [reply.text for reply in await replies(office, "", Refusal.UNSAFE, files=(PHOTO,))]
    assert told[-1] == office.wording("utter_file_unsafe")
    assert len(told) > 1
