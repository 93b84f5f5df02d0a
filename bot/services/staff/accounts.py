"""Accounts of staff: who may sign in, as what, and for which department."""

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.domain.staff.audit_trail import Deed
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor
from bot.services.ports import Clock
from bot.services.staff.ports import Account, LoginTaken, Passwords, StaffStore
from bot.services.staff.sign_in import tidy_login
from bot.services.tickets.ports import Staff

FIRST_LOGIN = "admin"
STAFF_ROLES = (Role.OPERATOR, Role.DEPARTMENT, Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR)
COMMAND_LINE = Actor(Role.SYSTEM, "command-line")
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,31}")
_MOST_NAME = 20
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another when read from paper."""


class AccountRefused(Exception):  # noqa: N818 - the administrator's
    """An account cannot be made or changed so.

    `reason` is login, name, role, department, department_unknown, department_needless, taken, unknown, oneself, last
    or not_allowed.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Accounts:
    """What administrators do with accounts; `by` is an administrator or the command line."""

    def __init__(self, store: StaffStore, passwords: Passwords, clock: Clock, departments: Collection[str]) -> None:
        """`departments` are those of knowledge/departments.yml."""
        self._store, self._passwords, self._clock, self.departments = store, passwords, clock, tuple(departments)

    async def everybody(self, by: Actor) -> Sequence[Staff]:
        """All accounts, by login; `AccountRefused`."""
        _allow(by)
        return await self._store.everybody()

    async def first_administrator(self) -> str | None:
        """The password of the first account, `admin`, if there was none until now; else None."""
        if await self._store.everybody():
            return None
        staff = Staff(FIRST_LOGIN, "系统管理员", Role.ADMINISTRATOR, must_change_password=True)
        try:
            return await self._add(staff, COMMAND_LINE)
        except AccountRefused:  # another process was quicker
            return None

    async def add(self, staff: Staff, by: Actor) -> str:
        """The password of a new account, to be changed at the first sign-in; `AccountRefused`."""
        _allow(by)
        staff = replace(staff, login=tidy_login(staff.login), name=staff.name.strip(), must_change_password=True)
        if not _LOGIN.fullmatch(staff.login):
            raise AccountRefused("login")
        self._check(staff)
        return await self._add(staff, by)

    async def change(self, staff: Staff, by: Actor) -> None:
        """Another name, role, department, or switched off or on; `AccountRefused`."""
        _allow(by)
        kept = (await self._known(staff.login)).staff
        wanted = replace(kept, name=staff.name.strip(), role=staff.role, department=staff.department)
        wanted = replace(wanted, is_active=staff.is_active)
        self._check(wanted)
        if wanted == kept:
            return
        if kept.role is Role.ADMINISTRATOR and (wanted.role is not kept.role or not wanted.is_active):
            await self._spare_the_last(kept, by)
        await self._store.change(wanted, self._deed(by, "account_changed", wanted.login, _difference(kept, wanted)))

    async def switch(self, login: str, by: Actor, *, is_active: bool) -> None:
        """Switch an account off, or on again; `AccountRefused`."""
        _allow(by)
        kept = (await self._known(tidy_login(login))).staff
        await self.change(replace(kept, is_active=is_active), by)

    async def reset(self, login: str, by: Actor) -> str:
        """A new password, to be changed at the next sign-in; `AccountRefused`."""
        _allow(by)
        account = await self._known(tidy_login(login))
        password = new_password()
        staff = replace(account.staff, must_change_password=True)
        kept = await self._passwords.hash(password)
        await self._store.set_password(Account(staff, kept), self._deed(by, "password_reset", staff.login))
        return password

    async def _add(self, staff: Staff, by: Actor) -> str:
        password = new_password()
        account = Account(staff, await self._passwords.hash(password))
        try:
            await self._store.add(account, self._deed(by, "account_added", staff.login, _described(staff)))
        except LoginTaken as error:
            raise AccountRefused("taken") from error
        return password

    async def _known(self, login: str) -> Account:
        account = await self._store.find(login)
        if account is None:
            raise AccountRefused("unknown")
        return account

    def _check(self, staff: Staff) -> None:
        if not 0 < len(staff.name) <= _MOST_NAME or not staff.name.isprintable():
            raise AccountRefused("name")
        if staff.role not in STAFF_ROLES:
            raise AccountRefused("role")
        if staff.role is not Role.DEPARTMENT and staff.department:
            raise AccountRefused("department_needless")
        if staff.role is Role.DEPARTMENT and not staff.department:
            raise AccountRefused("department")
        if staff.department and staff.department not in self.departments:
            raise AccountRefused("department_unknown")

    async def _spare_the_last(self, kept: Staff, by: Actor) -> None:
        """Nobody locks herself out, and one administrator always remains."""
        if kept.login == by.name:
            raise AccountRefused("oneself")
        others = [s for s in await self._store.everybody() if s.role is Role.ADMINISTRATOR and s.is_active]
        if [s.login for s in others] == [kept.login]:
            raise AccountRefused("last")

    def _deed(self, by: Actor, action: str, login: str, reason: str = "") -> Deed:
        return Deed(self._clock.now(), by.name, action, login, reason)


def new_password() -> str:
    """Sixteen letters in groups, easy to read out over the telephone (79 bits)."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _allow(by: Actor) -> None:
    if by.role is not Role.ADMINISTRATOR and by != COMMAND_LINE:
        raise AccountRefused("not_allowed")


def _described(staff: Staff) -> str:
    return f"{staff.role.label} {staff.department}".strip()


def _difference(kept: Staff, wanted: Staff) -> str:
    """What was changed, in the words of the page; names are left out."""
    pairs = {
        "角色": (kept.role.label, wanted.role.label),
        "部门": (kept.department, wanted.department),
        "状态": (_state(kept), _state(wanted)),
    }
    changes = [f"{name}：{old or '无'} → {new or '无'}" for name, (old, new) in pairs.items() if old != new]
    return "；".join([*changes, *(["姓名"] if kept.name != wanted.name else [])])


def _state(staff: Staff) -> str:
    return "正常" if staff.is_active else "已停用"
