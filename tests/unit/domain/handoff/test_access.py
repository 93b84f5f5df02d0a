"""Who of the staff may read and lead a talk."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.handoff.access import OVERSEERS, TALKERS, leads, may_read
from bot.domain.handoff.handoff import Entry, HandOff, Reason, Summary, TalkStatus
from bot.domain.tickets.terms import Role

AT = datetime(2026, 11, 23, 4, tzinfo=UTC)
WAITING = HandOff(1, "web:1", "web", Reason.ASKED, Summary(), AT)
LIVE = replace(WAITING, status=TalkStatus.LIVE, operator="wang")
PASSED_ON = replace(LIVE, operator="chen", entries=(Entry(AT, "taken", "wang"), Entry(AT, "taken", "chen")))
OVER = replace(LIVE, status=TalkStatus.CLOSED)


@pytest.mark.parametrize(
    ("talk", "role", "login", "allowed"),
    [
        (WAITING, Role.OPERATOR, "wang", False),
        (LIVE, Role.OPERATOR, "wang", True),
        (LIVE, Role.OPERATOR, "chen", False),
        (PASSED_ON, Role.OPERATOR, "wang", True),
        (OVER, Role.OPERATOR, "wang", True),
        (LIVE, Role.OPERATOR, "", False),
        (WAITING, Role.SUPERVISOR, "sun", True),
        (OVER, Role.ADMINISTRATOR, "zhao", True),
        (LIVE, Role.OFFICER, "wang", False),
        (LIVE, Role.DEPARTMENT, "wang", False),
    ],
    ids=[
        "waits",
        "hers",
        "a-colleagues",
        "once-hers",
        "over",
        "nobody",
        "oversees",
        "administers",
        "officer",
        "bureau",
    ],
)
def test_who_may_read(talk: HandOff, role: Role, login: str, allowed: bool) -> None:  # noqa: FBT001 - a table
    """Overseers all, an operator what she had in her hands, nobody else anything."""
    assert may_read(talk, role, login) is allowed


def test_a_talk_is_led_by_one_while_it_is_live() -> None:
    """Not by whom it was offered to, and not once it is over."""
    assert leads(LIVE, "wang")
    assert not leads(LIVE, "chen")
    assert not leads(replace(WAITING, operator="wang"), "wang")
    assert not leads(OVER, "wang")


def test_who_oversees_may_talk() -> None:
    """And operators besides."""
    assert {Role.OPERATOR} == TALKERS - OVERSEERS
