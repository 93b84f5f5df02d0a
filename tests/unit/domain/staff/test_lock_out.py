"""How long the door stays shut."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.staff.lock_out import ADDRESS, LOGIN

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(1, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (1000, 15), (10_000_000, 15)],
)
def test_each_wrong_password_shuts_a_login_for_longer(failures: int, minutes: int) -> None:
    """Four are free, then the wait doubles; it never grows beyond a quarter of an hour."""
    assert LOGIN.shut_until(failures, NOON) - NOON == timedelta(minutes=minutes)


@pytest.mark.parametrize(("failures", "minutes"), [(29, 0), (30, 1), (31, 2), (40, 15)])
def test_an_address_has_more_patience(failures: int, minutes: int) -> None:
    """A whole office may sit behind one address."""
    assert ADDRESS.shut_until(failures, NOON) - NOON == timedelta(minutes=minutes)
