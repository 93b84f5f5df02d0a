"""Takes messages in: stored first, answered after."""

from collections.abc import Callable

from bot.domain.talk.message import Inbound
from bot.services.ports import Clock, MessageStore, Receipt


class MessageTooLong(ValueError):  # noqa: N818
    """More text than any citizen writes; `limit` is how many characters are taken."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"a message may have at most {limit} characters")
        self.limit = limit


class Intake:
    """The front door of all channels (`Reception`)."""

    def __init__(self, store: MessageStore, clock: Clock, wake: Callable[[str], None], *, max_text_length: int) -> None:
        """`wake` tells the workers that a conversation has something to answer."""
        self._store, self._clock, self._wake, self._limit = store, clock, wake, max_text_length

    async def accept(self, inbound: Inbound) -> Receipt:
        """Store a message and wake a worker; `MessageTooLong` (nothing stored) beyond the limit."""
        if len(inbound.text) > self._limit:
            raise MessageTooLong(self._limit)
        number, is_new = await self._store.put(inbound, self._clock.now())
        self._wake(inbound.conversation)
        return Receipt(number, is_new)
