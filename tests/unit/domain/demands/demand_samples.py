"""Forms for tests, as they stand in the middle of being told."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.domain.demands.answers import Heard
from bot.domain.demands.draft import Draft, Said, Similar
from bot.domain.demands.form import begin, hear
from bot.domain.tickets.terms import TicketType

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""A Monday, nine o'clock in 双辽."""
MOBILE = "13912345678"
NEIGHBOURS = (Similar("SL20261122-0001-A", "室温不达标"), Similar("SL20261122-0002-B", "室温不达标"))


def said(text: str = "", **more: Any) -> Said:
    """A message in Simplified characters."""
    return Said(text, text, NINE, **more)


def pressed(payload: str) -> Said:
    """A button."""
    return Said("", "", NINE, payload=payload)


def told(*texts: str, kind: TicketType = TicketType.COMPLAINT) -> Draft:
    """A form after these messages."""
    draft = begin(kind, said(texts[0])).draft
    for text in texts[1:]:
        draft = hear(draft, said(text)).draft
    return draft


def asking_place() -> Draft:
    """It is known what, and asked where."""
    return told("路灯坏了没人修")


def asking_when() -> Draft:
    """It is known what and where."""
    return told("路灯坏了没人修", "阳光小区2栋")


def asking_contact() -> Draft:
    """All but the telephone is known."""
    return told("路灯坏了没人修", "阳光小区2栋", "昨晚")


def asking_to_confirm() -> Draft:
    """All is known."""
    return told("路灯坏了没人修", "阳光小区2栋", "昨晚", MOBILE)


def asking_to_join() -> Draft:
    """Two neighbours demand the same."""
    return replace(asking_to_confirm(), similar=NEIGHBOURS).asking()


def asking_whether_second() -> Draft:
    """Something else was told in the middle."""
    return hear(asking_contact(), said("另外我要投诉饭店用地沟油", demands=TicketType.COMPLAINT)).draft


def after(draft: Draft, text: str, **more: Any) -> Heard:
    """What a message does."""
    return hear(draft, said(text, **more))
