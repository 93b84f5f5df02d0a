"""Handing a reply to a messaging platform: the port, and how a try may end."""

from typing import Protocol

from bot.domain.talk.message import Reply


class TryLater(Exception):  # noqa: N818
    """The platform asks to wait; `seconds` says how long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"try again in {seconds:g} s")
        self.seconds = seconds


class Undeliverable(Exception):  # noqa: N818
    """The platform refuses this reply for good (blocked by the citizen, chat gone)."""


class Unconfirmed(Exception):  # noqa: N818
    """The try ended without a word from the platform: the reply may have arrived or not."""


class Sender(Protocol):
    """Hands a reply to a messaging platform."""

    async def send(self, conversation: str, reply: Reply, *, is_resend: bool) -> None:
        """Send one reply, in as many pieces as the platform needs.

        A resend after an unconfirmed try is marked as one. Raises `TryLater`, `Undeliverable` or `Unconfirmed`.
        """
        ...
