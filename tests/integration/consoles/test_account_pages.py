"""Accounts as an administrator sees them."""

import re

import pytest

from tests.integration.consoles.staff_desk import Browser, StaffDesk, browser_at


@pytest.fixture
async def boss(browser: Browser) -> Browser:
    """An administrator who has opened the list."""
    await browser.sign_in("boss")
    await browser.open("/desk/staff")
    return browser


def new(**changes: str) -> dict[str, str]:
    """The form for somebody new."""
    return {"login": "wangwu", "name": "王五", "role": "department", "department": "市公安局"} | changes


async def test_everybody_is_listed(boss: Browser) -> None:
    """With role, department and state."""
    for shown in ("赵主任", "police", "部门经办人", "市公安局", "正常"):
        assert shown in boss.page


async def test_a_new_account_can_sign_in_with_the_password_that_is_shown(boss: Browser, staff_desk: StaffDesk) -> None:
    """Once; afterwards it is nowhere to be found."""
    page = await boss.send("/desk/staff", new(login=" WangWu"))
    password = re.search(r'id="first-password">([a-z0-9-]{19})<', page)
    assert password is not None
    assert "wangwu" in page
    page = await boss.open("/desk/staff")
    assert password[1] not in page
    assert "待改初始密码" in page
    async with browser_at(staff_desk) as newcomer:
        await newcomer.sign_in("wangwu", password[1])
        assert newcomer.at == "/desk/password"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"login": "boss"}, "已经有人用了"),
        ({"login": "王五"}, "小写字母"),
        ({"name": ""}, "请填写姓名"),
        ({"role": "citizen", "department": ""}, "请选择角色"),
        ({"role": "emperor"}, "请选择角色"),
        ({"department": ""}, "必须选择部门"),
        ({"department": "火星局"}, "没有这个部门"),
        ({"role": "operator"}, "只有部门经办人"),
        ({"name": "<script>alert(1)</script>"}, "请填写姓名"),
    ],
)
async def test_an_odd_account_is_refused_and_what_was_typed_stays(
    boss: Browser, changes: dict[str, str], told: str
) -> None:
    """With a sentence that helps; nothing that was typed becomes part of the page."""
    fields = new(**changes)
    page = await boss.send("/desk/staff", fields)
    assert told in page
    assert "<script>alert" not in page
    if fields["name"] == "王五":
        assert 'value="王五"' in page


async def test_a_form_that_lacks_fields_is_refused(boss: Browser) -> None:
    """As if they were empty."""
    assert "小写字母" in await boss.send("/desk/staff", {})
    assert boss.status == 200


async def test_name_role_and_department_can_be_changed(boss: Browser, staff_desk: StaffDesk) -> None:
    """The new role acts at the next click of its holder."""
    async with browser_at(staff_desk) as police:
        await police.sign_in("police")
        await boss.open("/desk/staff/police")
        page = await boss.send("/desk/staff/police", {"name": "周督办", "role": "supervisor", "department": ""})
        assert "已保存：周督办（police）" in page
        await police.open("/desk/supervision")
        assert police.status == 200
        assert "周督办" in police.page


async def test_a_wrong_change_is_refused(boss: Browser) -> None:
    """The page says why and keeps what was chosen."""
    await boss.open("/desk/staff/police")
    page = await boss.send("/desk/staff/police", {"name": "周警官", "role": "department", "department": ""})
    assert "必须选择部门" in page


async def test_nobody_shuts_herself_out(boss: Browser) -> None:
    """No button for it, and no form that does it."""
    page = await boss.open("/desk/staff/boss")
    assert "停用账号" not in page
    assert "不能停用自己" in await boss.send("/desk/staff/boss/active", {"active": "no"})
    assert "不能停用自己" in await boss.send("/desk/staff/boss", {"name": "赵主任", "role": "officer"})


async def test_switching_off_and_on(boss: Browser) -> None:
    """The list shows which."""
    await boss.open("/desk/staff/police")
    assert "已停用" in await boss.send("/desk/staff/police/active", {"active": "no"})
    assert "重新启用账号" in await boss.open("/desk/staff/police")
    assert "已启用：周警官" in await boss.send("/desk/staff/police/active", {"active": "yes"})


async def test_a_reset_shows_a_password_once(boss: Browser, staff_desk: StaffDesk) -> None:
    """And the old one is useless."""
    await boss.open("/desk/staff/police")
    page = await boss.send("/desk/staff/police/reset")
    password = re.search(r'id="first-password">([a-z0-9-]{19})<', page)
    assert password is not None
    async with browser_at(staff_desk) as police:
        await police.sign_in("police")
        assert "登录名或密码不对" in police.page
        await police.sign_in("police", password[1])
        assert police.at == "/desk/password"


@pytest.mark.parametrize("path", ["/desk/staff/nobody", "/desk/staff/%00", "/desk/staff/%F0%9F", "/desk/staff/王五"])
async def test_an_unknown_account_is_not_found(boss: Browser, path: str) -> None:
    """Whatever stands in the address."""
    await boss.open(path)
    assert boss.status == 404


async def test_the_trail_shows_what_happened(boss: Browser) -> None:
    """In words, the newest first, further back page by page; an odd page number is refused."""
    await boss.open("/desk/staff/police")
    await boss.send("/desk/staff/police/reset")
    page = await boss.open("/desk/audit")
    assert page.index("重置密码") < page.index("登录")
    assert "没有记录" in await boss.open("/desk/audit?before=1") or "还没有记录" in boss.page
    for odd in ("x", "-1", "1" * 30, "\u0661"):
        await boss.open(f"/desk/audit?before={odd}")
        assert boss.status == 400
