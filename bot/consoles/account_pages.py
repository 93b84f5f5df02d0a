"""Accounts of staff, for administrators; the audit trail's newest entries."""

from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.consoles.errors import ConsoleFault
from bot.consoles.shell import form_of, redirect, render, require
from bot.domain.tickets.terms import Role
from bot.services.staff.accounts import COMMAND_LINE, STAFF_ROLES, AccountRefused, Accounts
from bot.services.staff.ports import Audit
from bot.services.staff.sign_in import tidy_login
from bot.services.tickets.ports import Staff

LIST = "/desk/staff"
AUDIT_PAGE = 100
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
REFUSED = {
    "login": "登录名要用2到32位小写字母、数字或 . _ - ，以字母开头。",
    "name": "请填写姓名，最多20个字。",
    "role": "请选择角色。",
    "department": "部门经办人必须选择部门。",
    "department_unknown": "没有这个部门，请从列表里选择。",
    "department_needless": "只有部门经办人才选择部门。",
    "taken": "这个登录名已经有人用了。",
    "unknown": "没有这个账号。",
    "oneself": "不能停用自己的账号，也不能取消自己的管理员角色。",
    "last": "这是最后一个系统管理员，不能停用或改成别的角色。",
    "not_allowed": "您的账号没有权限管理人员。",
}
ACTIONS = {
    "sign_in": "登录",
    "sign_in_failed": "登录失败",
    "sign_out": "退出",
    "password_changed": "修改密码",
    "password_change_failed": "修改密码时原密码错误",
    "password_reset": "重置密码",
    "account_added": "新建账号",
    "account_changed": "修改账号",
    "person_seen": "查看原文与联系方式",
    "caller_seen": "查看来电人的记录",
    "file_taken": "下载附件",
    "correction_amended": "重新更正办事指南",
    "talk_seen": "查看人工会话",
    "exported": "导出",
    "example_taught": "添加事项示例",
    "example_taken_back": "收回事项示例",
    "gap_new_item": "知识缺口：需要新事项",
    "gap_not_ours": "知识缺口：不属于我们",
    "gap_reopened": "知识缺口：收回处理",
}
ACTORS = {COMMAND_LINE.name: "命令行", "": "—"}
OBJECTS = {"?": "未知账号"}


class AccountPages:
    """Who may sign in, and as what."""

    def __init__(self, accounts: Accounts, audit: Audit) -> None:
        """On the services that decide."""
        self._accounts, self._audit = accounts, audit

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get(LIST, self.listing)
        app.router.add_post(LIST, self.add)
        app.router.add_get("/desk/staff/{login}", self.one)
        app.router.add_post("/desk/staff/{login}", self.change)
        app.router.add_post("/desk/staff/{login}/active", self.switch)
        app.router.add_post("/desk/staff/{login}/reset", self.reset)
        app.router.add_get("/desk/audit", self.trail)

    async def listing(self, request: web.Request) -> web.StreamResponse:
        """Everybody, and the form for somebody new."""
        by = await require(request, _ADMINISTRATORS)
        return await self._list(request, by)

    async def add(self, request: web.Request) -> web.StreamResponse:
        """A new account; its password is shown this once."""
        by = await require(request, _ADMINISTRATORS)
        form = await form_of(request)
        staff = Staff(form.get("login", ""), form.get("name", ""), _role(form), form.get("department", ""))
        try:
            password = await self._accounts.add(staff, by.actor)
        except AccountRefused as refused:
            return await self._list(request, by, staff=staff, wrong=REFUSED[refused.reason])
        shown = replace(staff, login=tidy_login(staff.login))
        return render(request, "staff_password.html", account=shown, password=password, is_new=True)

    async def one(self, request: web.Request) -> web.StreamResponse:
        """One account."""
        by = await require(request, _ADMINISTRATORS)
        return self._form(request, await self._known(request, by))

    async def change(self, request: web.Request) -> web.StreamResponse:
        """Name, role and department."""
        by = await require(request, _ADMINISTRATORS)
        kept = await self._known(request, by)
        form = await form_of(request)
        wanted = replace(kept, name=form.get("name", ""), role=_role(form), department=form.get("department", ""))
        try:
            await self._accounts.change(wanted, by.actor)
        except AccountRefused as refused:
            return self._form(request, wanted, wrong=REFUSED[refused.reason])
        return redirect(request, LIST, flash=f"已保存：{wanted.name}（{wanted.login}）")

    async def switch(self, request: web.Request) -> web.StreamResponse:
        """Off, or on again."""
        by = await require(request, _ADMINISTRATORS)
        kept = await self._known(request, by)
        is_active = (await form_of(request)).get("active") == "yes"
        try:
            await self._accounts.switch(kept.login, by.actor, is_active=is_active)
        except AccountRefused as refused:
            return self._form(request, kept, wrong=REFUSED[refused.reason])
        done = "已启用" if is_active else "已停用，并已退出登录"
        return redirect(request, LIST, flash=f"{done}：{kept.name}（{kept.login}）")

    async def reset(self, request: web.Request) -> web.StreamResponse:
        """A new password, shown this once."""
        by = await require(request, _ADMINISTRATORS)
        kept = await self._known(request, by)
        password = await self._accounts.reset(kept.login, by.actor)
        return render(request, "staff_password.html", account=kept, password=password, is_new=False)

    async def trail(self, request: web.Request) -> web.StreamResponse:
        """The newest entries of the audit trail; `before` leads further back."""
        await require(request, _ADMINISTRATORS)
        before = request.query.get("before", "")
        if before and not (before.isascii() and before.isdigit() and len(before) < len(str(2**62))):
            raise ConsoleFault(400, "bad_field", "页码不对。")
        entries = await self._audit.newest(AUDIT_PAGE, int(before) if before else None)
        older = entries[-1].number if len(entries) == AUDIT_PAGE else None
        words: dict[str, Any] = {"actions": ACTIONS, "actors": ACTORS, "objects": OBJECTS}
        return render(request, "audit.html", entries=entries, older=older, **words)

    async def _list(self, request: web.Request, by: Staff, staff: Staff | None = None, wrong: str = "") -> web.Response:
        draft = staff or Staff("", "", Role.DEPARTMENT)
        everybody = await self._accounts.everybody(by.actor)
        return render(request, "staff_list.html", everybody=everybody, **self._choices(draft, wrong))

    def _form(self, request: web.Request, account: Staff, wrong: str = "") -> web.Response:
        return render(request, "staff_one.html", **self._choices(account, wrong))

    def _choices(self, account: Staff, wrong: str) -> dict[str, Any]:
        return {
            "account": account,
            "wrong": wrong,
            "staff_roles": STAFF_ROLES,
            "departments": self._accounts.departments,
        }

    async def _known(self, request: web.Request, by: Staff) -> Staff:
        login = request.match_info["login"]
        for staff in await self._accounts.everybody(by.actor):
            if staff.login == login:
                return staff
        raise ConsoleFault(404, "not_found", REFUSED["unknown"])


def _role(form: dict[str, str]) -> Role:
    """The role that was chosen; one that no account can have for anything else."""
    value = form.get("role", "")
    return Role(value) if value in set(Role) else Role.CITIZEN
