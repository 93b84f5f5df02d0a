"""The rules of signing in and of accounts, on every database."""

from dataclasses import replace

import pytest

from bot.adapters.passwords import Argon2Passwords
from bot.adapters.store.database import Database
from bot.domain.staff.audit_trail import Head
from bot.domain.staff.passwords import PasswordFault
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor
from bot.joins.staff import StaffRoom
from bot.services.staff.accounts import COMMAND_LINE, AccountRefused
from bot.services.staff.sign_in import PasswordRefused, ShutOut, WrongPassword
from bot.services.tickets.ports import Staff
from tests.contract.samples import utc
from tests.contract.staff_stores import HandClock, quick_room

ADDRESS = "10.1.2.3"
OWN = "玉米地旁边的红拖拉机"
BOSS = Actor(Role.ADMINISTRATOR, "boss")
ZHANG = Staff("zhangsan", "张三", Role.DEPARTMENT, "市公安局")


@pytest.fixture
def clock() -> HandClock:
    """Stands still."""
    return HandClock()


@pytest.fixture
def room(database: Database, clock: HandClock) -> StaffRoom:
    """Door, accounts and trail."""
    return quick_room(database, clock)


async def is_in(room: StaffRoom, token: str) -> bool:
    """Whether a token still opens the door."""
    return await room.door.who(token, is_activity=False) is not None


async def actions(room: StaffRoom) -> list[str]:
    """What the trail says, oldest first."""
    return [entry.deed.action for entry in reversed(await room.audit.newest(99))]


async def wrong(room: StaffRoom, login: str = "zhangsan", address: str = ADDRESS) -> None:
    """One wrong password."""
    with pytest.raises(WrongPassword):
        await room.door.enter(login, "wrong password", address)


async def test_the_right_password_opens(room: StaffRoom) -> None:
    """Also with the login in capitals and blanks around it; each time with another token."""
    password = await room.accounts.add(ZHANG, BOSS)
    tokens = {await room.door.enter(login, password, ADDRESS) for login in ("zhangsan", " ZhangSan ")}
    assert len(tokens) == 2
    for token in tokens:
        session = await room.door.who(token, is_activity=True)
        assert session is not None
        assert session.staff == replace(ZHANG, must_change_password=True)
    assert await actions(room) == ["account_added", "sign_in", "sign_in"]


@pytest.mark.parametrize("login", ["zhangsan", "nobody", "", "张三", "\ud800", "a\x00b", "x" * 5000])
async def test_a_wrong_password_or_login_is_just_wrong(room: StaffRoom, login: str) -> None:
    """Nothing tells which of them it was; the trail never repeats an unknown login."""
    await room.accounts.add(ZHANG, BOSS)
    await wrong(room, login)
    deed = (await room.audit.newest(1))[0].deed
    assert (deed.action, deed.object, deed.reason) == (
        "sign_in_failed",
        "zhangsan" if login == "zhangsan" else "?",
        ADDRESS,
    )


async def test_five_wrong_passwords_shut_the_account(room: StaffRoom, database: Database, clock: HandClock) -> None:
    """Then the right one does not open either, from no address and after no restart, until the time is over."""
    password = await room.accounts.add(ZHANG, BOSS)
    for _ in range(5):
        await wrong(room)
    restarted = quick_room(database, clock)
    with pytest.raises(ShutOut) as shut:
        await restarted.door.enter("zhangsan", password, "10.9.9.9")
    assert shut.value.until == clock.now().replace(minute=clock.now().minute + 1)
    clock.move(seconds=61)
    assert await is_in(restarted, await restarted.door.enter("zhangsan", password, ADDRESS))
    await wrong(room)


async def test_many_wrong_logins_shut_the_address(room: StaffRoom) -> None:
    """One password tried on many accounts."""
    password = await room.accounts.add(ZHANG, BOSS)
    for number in range(30):
        await wrong(room, f"login{number}")
    with pytest.raises(ShutOut):
        await room.door.enter("zhangsan", password, ADDRESS)
    assert await room.door.enter("zhangsan", password, "10.9.9.9")


async def test_a_session_ends_without_a_sign_of_life(room: StaffRoom, clock: HandClock) -> None:
    """After half an hour; what a page asks by itself is no sign of life."""
    token = await room.door.enter("zhangsan", await room.accounts.add(ZHANG, BOSS), ADDRESS)
    clock.move(minutes=29)
    assert await room.door.who(token, is_activity=True)
    clock.move(minutes=29)
    assert await room.door.who(token, is_activity=False)
    clock.move(minutes=2)
    assert await room.door.who(token, is_activity=True) is None


async def test_a_session_ends_in_any_case(room: StaffRoom, clock: HandClock) -> None:
    """After twelve hours, however busy its holder is."""
    token = await room.door.enter("zhangsan", await room.accounts.add(ZHANG, BOSS), ADDRESS)
    for _ in range(36):
        assert await room.door.who(token, is_activity=True)
        clock.move(minutes=20)
    clock.move(minutes=1)
    assert not await is_in(room, token)


async def test_signing_out_ends_one_session(room: StaffRoom) -> None:
    """Once and for all; again it does no harm."""
    password = await room.accounts.add(ZHANG, BOSS)
    tokens = [await room.door.enter("zhangsan", password, ADDRESS) for _ in range(2)]
    await room.door.leave(tokens[0])
    await room.door.leave(tokens[0])
    assert [await is_in(room, token) for token in tokens] == [False, True]
    assert (await actions(room))[-1] == "sign_out"


async def test_a_new_password_signs_all_others_out(room: StaffRoom) -> None:
    """The old password and the old tokens are useless, the one that changed it goes on with a new token."""
    first = await room.accounts.add(ZHANG, BOSS)
    tokens = [await room.door.enter("zhangsan", first, ADDRESS) for _ in range(2)]
    token = await room.door.change_password(ZHANG, first, OWN, ADDRESS)
    assert [await is_in(room, each) for each in (*tokens, token)] == [False, False, True]
    session = await room.door.who(token, is_activity=True)
    assert session is not None
    assert not session.staff.must_change_password
    await wrong(room)
    assert await room.door.enter("zhangsan", OWN, ADDRESS)


@pytest.mark.parametrize(
    ("new", "fault"),
    [("short", PasswordFault.SHORT), ("zhangsan2026", PasswordFault.LOGIN), ("1234567890", PasswordFault.COMMON)],
)
async def test_a_weak_new_password_is_refused(room: StaffRoom, new: str, fault: PasswordFault) -> None:
    """The old one stays."""
    first = await room.accounts.add(ZHANG, BOSS)
    with pytest.raises(PasswordRefused) as refused:
        await room.door.change_password(ZHANG, first, new, ADDRESS)
    assert refused.value.fault is fault
    assert await room.door.enter("zhangsan", first, ADDRESS)


async def test_the_same_password_is_no_new_one(room: StaffRoom) -> None:
    """A first password must really be changed."""
    first = await room.accounts.add(ZHANG, BOSS)
    with pytest.raises(PasswordRefused):
        await room.door.change_password(ZHANG, first, first, ADDRESS)


async def test_the_old_password_cannot_be_guessed_at(room: StaffRoom) -> None:
    """Who finds an open screen has as few tries as at the door."""
    await room.accounts.add(ZHANG, BOSS)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            await room.door.change_password(ZHANG, "wrong password", OWN, ADDRESS)
    with pytest.raises(ShutOut):
        await room.door.change_password(ZHANG, "wrong password", OWN, ADDRESS)


async def test_an_account_that_is_switched_off_is_out_at_once(room: StaffRoom) -> None:
    """Its password looks wrong; switched on again it works."""
    password = await room.accounts.add(ZHANG, BOSS)
    token = await room.door.enter("zhangsan", password, ADDRESS)
    await room.accounts.switch("zhangsan", BOSS, is_active=False)
    assert not await is_in(room, token)
    with pytest.raises(WrongPassword):
        await room.door.enter("zhangsan", password, ADDRESS)
    await room.accounts.switch("zhangsan", BOSS, is_active=True)
    assert await room.door.enter("zhangsan", password, ADDRESS)


async def test_a_reset_password_must_be_changed(room: StaffRoom) -> None:
    """The old one is useless, whoever was signed in is out."""
    first = await room.accounts.add(ZHANG, BOSS)
    token = await room.door.change_password(ZHANG, first, OWN, ADDRESS)
    second = await room.accounts.reset("zhangsan", BOSS)
    assert not await is_in(room, token)
    session = await room.door.who(await room.door.enter("zhangsan", second, ADDRESS), is_activity=True)
    assert session is not None
    assert session.staff.must_change_password


async def test_the_first_administrator_is_made_once(room: StaffRoom) -> None:
    """With a password that nobody else has; later starts make none."""
    password = await room.accounts.first_administrator()
    assert password is not None
    assert len(password) == 19
    assert await room.accounts.first_administrator() is None
    session = await room.door.who(await room.door.enter("admin", password, ADDRESS), is_activity=True)
    assert session is not None
    assert (session.staff.role, session.staff.must_change_password) == (Role.ADMINISTRATOR, True)


@pytest.mark.parametrize(
    ("staff", "reason"),
    [
        (replace(ZHANG, login="张三"), "login"),
        (replace(ZHANG, login="z"), "login"),
        (replace(ZHANG, login="9zhang"), "login"),
        (replace(ZHANG, login="a/b"), "login"),
        (replace(ZHANG, login="x" * 33), "login"),
        (replace(ZHANG, name="  "), "name"),
        (replace(ZHANG, name="张" * 21), "name"),
        (replace(ZHANG, name="张\x00三"), "name"),
        (replace(ZHANG, department=""), "department"),
        (replace(ZHANG, department="火星局"), "department_unknown"),
        (replace(ZHANG, role=Role.OPERATOR), "department_needless"),
        (replace(ZHANG, role=Role.CITIZEN, department=""), "role"),
        (replace(ZHANG, role=Role.SYSTEM, department=""), "role"),
    ],
)
async def test_an_odd_account_is_refused(room: StaffRoom, staff: Staff, reason: str) -> None:
    """Each with its reason; nothing is stored."""
    with pytest.raises(AccountRefused) as refused:
        await room.accounts.add(staff, BOSS)
    assert refused.value.reason == reason
    assert await room.accounts.everybody(BOSS) == []


async def test_only_administrators_manage_accounts(room: StaffRoom) -> None:
    """Whatever a page lets through; the command line may."""
    await room.accounts.add(ZHANG, COMMAND_LINE)
    for role in (Role.OPERATOR, Role.DEPARTMENT, Role.OFFICER, Role.SUPERVISOR, Role.CITIZEN, Role.SYSTEM):
        by = Actor(role, "lisi")
        for act in (
            room.accounts.everybody(by),
            room.accounts.add(replace(ZHANG, login="wangwu"), by),
            room.accounts.change(ZHANG, by),
            room.accounts.switch("zhangsan", by, is_active=False),
            room.accounts.reset("zhangsan", by),
        ):
            with pytest.raises(AccountRefused, match="not_allowed"):
                await act


async def test_one_administrator_always_remains(room: StaffRoom) -> None:
    """Nobody shuts herself out, not even from the command line the last one."""
    boss = Staff("boss", "老板", Role.ADMINISTRATOR)
    await room.accounts.add(boss, COMMAND_LINE)
    for change in (replace(boss, is_active=False), replace(boss, role=Role.OFFICER)):
        with pytest.raises(AccountRefused, match="oneself"):
            await room.accounts.change(change, BOSS)
        with pytest.raises(AccountRefused, match="last"):
            await room.accounts.change(change, COMMAND_LINE)
    await room.accounts.add(replace(boss, login="deputy"), BOSS)
    await room.accounts.switch("boss", COMMAND_LINE, is_active=False)


async def test_every_change_is_in_the_trail(room: StaffRoom, clock: HandClock) -> None:
    """By whom, to whom, what; no name and no password stands there."""
    password = await room.accounts.add(ZHANG, BOSS)
    await room.accounts.change(replace(ZHANG, name="张叁", role=Role.OFFICER, department=""), BOSS)
    await room.accounts.change(replace(ZHANG, name="张叁", role=Role.OFFICER, department=""), BOSS)
    second = await room.accounts.reset("zhangsan", BOSS)
    deeds = [entry.deed for entry in reversed(await room.audit.newest(9))]
    assert [(deed.actor, deed.action, deed.object) for deed in deeds] == [
        ("boss", "account_added", "zhangsan"),
        ("boss", "account_changed", "zhangsan"),
        ("boss", "password_reset", "zhangsan"),
    ]
    told = " ".join(deed.reason for deed in deeds)
    assert "角色：部门经办人 → 市政数局经办人；部门：市公安局 → 无；姓名" in told
    assert not any(secret in told for secret in ("张", password, second))
    assert {deed.at for deed in deeds} == {utc(clock.now())}
    assert isinstance(await room.audit.verify(), Head)


async def test_a_weak_hash_is_made_stronger_at_the_next_sign_in(
    database: Database, room: StaffRoom, clock: HandClock
) -> None:
    """When the settings are raised, nobody needs a new password for it."""
    password = await room.accounts.add(ZHANG, BOSS)
    strong = quick_room(database, clock)
    strong.door._passwords = Argon2Passwords()
    await strong.door.enter("zhangsan", password, ADDRESS)
    account = await strong.door._staff.find("zhangsan")
    assert account is not None
    assert "m=65536,t=3,p=1" in account.password_hash
    assert await strong.door.enter("zhangsan", password, ADDRESS)
