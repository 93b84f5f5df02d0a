"""The front door: stored first, answered after."""

import pytest

from bot.domain.talk.message import Inbound
from bot.services.ports import Receipt
from bot.services.talk.intake import Intake, MessageTooLong
from tests.unit.services.talk.turn_office import START, StandingClock
from tests.unit.services.talk.work_floor import FakeStore


class Door:
    """An intake with a store in memory; `woken` are the conversations that a worker was called for."""

    def __init__(self) -> None:
        self.store = FakeStore()
        self.woken: list[tuple[str, int]] = []
        self.intake = Intake(self.store, StandingClock(), self._wake, max_text_length=10)

    def _wake(self, conversation: str) -> None:
        self.woken.append((conversation, len(self.store.messages)))


async def test_a_message_is_stored_before_a_worker_is_woken() -> None:
    """Whoever is woken finds it."""
    door = Door()
    assert await door.intake.accept(Inbound("cli", "c1", "m1", "补证")) == Receipt(1, is_new=True)
    assert door.woken == [("c1", 1)]
    assert door.store.messages[1].received_at == START


async def test_a_repeated_delivery_changes_nothing() -> None:
    """The same id brings the same number, and says that it is not new."""
    door = Door()
    await door.intake.accept(Inbound("cli", "c1", "m1", "补证"))
    assert await door.intake.accept(Inbound("cli", "c1", "m1", "补证")) == Receipt(1, is_new=False)
    assert len(door.store.messages) == 1


@pytest.mark.parametrize(("length", "is_taken"), [(0, True), (10, True), (11, False), (10_000, False)])
async def test_more_than_anybody_writes_is_refused(length: int, *, is_taken: bool) -> None:
    """Beyond the limit nothing is stored, nobody is woken, and the limit is named."""
    door = Door()
    message = Inbound("cli", "c1", "m1", "字" * length)
    if is_taken:
        assert (await door.intake.accept(message)).is_new
        return
    with pytest.raises(MessageTooLong) as refusal:
        await door.intake.accept(message)
    assert refusal.value.limit == 10
    assert door.store.messages == {}
    assert door.woken == []
