"""Accounts, sessions and tries, on every database."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.adapters.store.audit_store import SqlAudit
from bot.adapters.store.database import Database
from bot.adapters.store.staff_schema import SignInFailureRow, StaffRow, StaffSessionRow
from bot.adapters.store.staff_store import SqlSessions, SqlStaff, SqlTries
from bot.domain.staff.audit_trail import Deed
from bot.domain.staff.lock_out import LockOut
from bot.domain.tickets.terms import Role
from bot.services.staff.ports import Account, LoginTaken, Session
from bot.services.tickets.ports import Staff
from tests.contract.samples import NOON, later, utc
from tests.contract.staff_stores import HASHER, HandClock

ZHANG = Account(Staff("zhangsan", "张三", Role.DEPARTMENT, "市公安局", must_change_password=True), "$argon2id$hash")
DEED = Deed(NOON, "admin", "account_added", "zhangsan")
RULE = LockOut(free=2, first=timedelta(minutes=1), longest=timedelta(minutes=15), memory=timedelta(hours=1))


@pytest.fixture
def audit(database: Database) -> SqlAudit:
    """The trail."""
    return SqlAudit(database, HASHER, HandClock())


@pytest.fixture
def staff(database: Database, audit: SqlAudit) -> SqlStaff:
    """Accounts."""
    return SqlStaff(database, audit)


@pytest.fixture
def sessions(database: Database, audit: SqlAudit) -> SqlSessions:
    """Who is signed in."""
    return SqlSessions(database, audit)


@pytest.fixture
def tries(database: Database) -> SqlTries:
    """Tries."""
    return SqlTries(database, HASHER)


async def test_an_account_comes_back_as_it_was_put(staff: SqlStaff) -> None:
    """Every field survives; an unknown login has no account."""
    await staff.add(ZHANG, DEED)
    assert await staff.find("zhangsan") == ZHANG
    assert await staff.find("lisi") is None
    assert await staff.everybody() == [ZHANG.staff]


async def test_a_login_is_given_once(staff: SqlStaff, audit: SqlAudit) -> None:
    """A second account of that login is refused and leaves no trace, also none in the trail."""
    await staff.add(ZHANG, DEED)
    with pytest.raises(LoginTaken):
        await staff.add(replace(ZHANG, password_hash="other"), DEED)
    assert await staff.find("zhangsan") == ZHANG
    assert len(await audit.newest(9)) == 1


async def test_changes_change_what_they_say(staff: SqlStaff, audit: SqlAudit) -> None:
    """Name, role, department and state; the password is another matter. Each is one entry."""
    await staff.add(ZHANG, DEED)
    moved = replace(ZHANG.staff, name="张叁", role=Role.OFFICER, department="", is_active=False)
    await staff.change(moved, replace(DEED, action="account_changed"))
    assert await staff.find("zhangsan") == Account(moved, ZHANG.password_hash)
    fresh = Account(replace(moved, must_change_password=False), "$argon2id$fresh")
    await staff.set_password(fresh, replace(DEED, action="password_changed"))
    assert await staff.find("zhangsan") == fresh
    await staff.rehash("zhangsan", "$argon2id$stronger")
    assert await staff.find("zhangsan") == replace(fresh, password_hash="$argon2id$stronger")
    entries = [entry.deed.action for entry in await audit.newest(9)]
    assert entries == ["password_changed", "account_changed", "account_added"]


async def test_a_session_is_found_by_its_token(staff: SqlStaff, sessions: SqlSessions, database: Database) -> None:
    """And by nothing else; the token itself is not stored."""
    await staff.add(ZHANG, DEED)
    await sessions.open("token", "zhangsan", replace(DEED, action="sign_in"))
    assert await sessions.find("token") == Session(ZHANG.staff, utc(NOON), utc(NOON))
    assert await sessions.find("Token") is None
    async with database.transaction() as session:
        assert "token" not in (await session.scalars(select(StaffSessionRow.token_hash))).one()


async def test_a_session_shows_the_account_as_it_is_now(staff: SqlStaff, sessions: SqlSessions) -> None:
    """Another role acts at once; a sign of life moves only its own moment."""
    await staff.add(ZHANG, DEED)
    await sessions.open("token", "zhangsan", DEED)
    await staff.change(replace(ZHANG.staff, role=Role.OPERATOR, department=""), DEED)
    await sessions.seen("token", later(60))
    found = await sessions.find("token")
    assert found is not None
    assert (found.staff.role, found.opened_at, found.seen_at) == (Role.OPERATOR, utc(NOON), utc(later(60)))


async def test_sessions_end(staff: SqlStaff, sessions: SqlSessions) -> None:
    """By signing out, by a new password, by being switched off."""
    await staff.add(ZHANG, DEED)
    for token in ("a", "b", "c"):
        await sessions.open(token, "zhangsan", DEED)
    await sessions.close("a", DEED)
    assert [await sessions.find(token) is None for token in "abc"] == [True, False, False]
    await staff.set_password(ZHANG, DEED)
    assert [await sessions.find(token) is None for token in "abc"] == [True, True, True]
    await sessions.open("d", "zhangsan", DEED)
    await staff.change(replace(ZHANG.staff, is_active=False), DEED)
    assert await sessions.find("d") is None


async def test_old_sessions_are_swept(staff: SqlStaff, sessions: SqlSessions, database: Database) -> None:
    """Those too long open and those too long without a sign of life; the others stay."""
    await staff.add(ZHANG, DEED)
    for token, opened, seen in (("long", 0, 900), ("idle", 500, 500), ("alive", 500, 900)):
        await sessions.open(token, "zhangsan", replace(DEED, at=later(opened)))
        await sessions.seen(token, later(seen))
    await sessions.sweep(opened_before=later(100), seen_before=later(600))
    assert [await sessions.find(token) is not None for token in ("long", "idle", "alive")] == [False, False, True]


async def test_tries_add_up_until_the_door_is_shut(tries: SqlTries) -> None:
    """While it is shut no try counts; afterwards the next wrong one shuts it for longer."""
    rules = {"login:zhangsan": RULE}
    assert await tries.begin(rules, NOON) is None
    assert await tries.begin(rules, later(1)) is None
    assert await tries.begin(rules, later(2)) == utc(later(61))
    assert await tries.begin(rules, later(60)) == utc(later(61))
    assert await tries.begin(rules, later(61)) is None
    assert await tries.begin(rules, later(62)) == utc(later(61 + 120))
    assert await tries.begin({"login:lisi": RULE}, later(62)) is None


async def test_what_is_long_ago_is_forgotten(tries: SqlTries, database: Database) -> None:
    """Beyond the memory it does not count; swept, it is gone."""
    for second in range(2):
        await tries.begin({"login:zhangsan": RULE}, later(second))
    assert await tries.begin({"login:zhangsan": RULE}, later(3700)) is None
    await tries.sweep(later(3000))
    async with database.transaction() as session:
        assert len((await session.scalars(select(SignInFailureRow))).all()) == 1


async def test_success_forgives_the_login_and_its_own_try_of_the_address(tries: SqlTries) -> None:
    """Who holds one account cannot use it to guess at others from the same address for ever."""
    rules = {"login:zhangsan": RULE, "address:10.0.0.9": RULE}
    await tries.begin(rules, NOON)
    await tries.begin(rules, later(1))
    await tries.succeeded("login:zhangsan", "address:10.0.0.9", later(1))
    assert await tries.begin({"login:zhangsan": RULE}, later(2)) is None
    assert await tries.begin({"address:10.0.0.9": RULE}, later(2)) is None
    assert await tries.begin({"address:10.0.0.9": RULE}, later(3)) == utc(later(62))


async def test_what_was_typed_as_a_login_is_not_stored(tries: SqlTries, database: Database) -> None:
    """People type their password into the wrong field."""
    await tries.begin({"login:corn field river": RULE}, NOON)
    async with database.transaction() as session:
        assert "corn" not in (await session.scalars(select(SignInFailureRow.who))).one()


async def test_tries_at_once_are_counted_one_by_one(tries: SqlTries) -> None:
    """Guessing in parallel gains nothing."""
    outcomes = await asyncio.gather(*(tries.begin({"login:zhangsan": RULE}, NOON) for _ in range(12)))
    assert sum(outcome is None for outcome in outcomes) == 2


async def test_two_first_starts_make_one_account(staff: SqlStaff, database: Database) -> None:
    """Whoever comes second learns that the login is taken."""
    outcomes = await asyncio.gather(staff.add(ZHANG, DEED), staff.add(ZHANG, DEED), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [LoginTaken]
    async with database.transaction() as session:
        assert len((await session.scalars(select(StaffRow))).all()) == 1
