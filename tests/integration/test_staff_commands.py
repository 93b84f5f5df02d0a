"""`python -m bot staff add|list|disable|enable|reset` and `audit verify`."""

import asyncio
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.__main__ import main
from bot.bootstrap import stores_of
from bot.settings import Settings

PASSWORD = re.compile(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}\n")


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path


def done(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that must go well."""
    assert main(arguments) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command says that must fail; nothing may stand on standard output."""
    assert main(arguments) == 1
    out, err = capsys.readouterr()
    assert (out, "Traceback" in err) == ("", False)
    return err


def hire(capsys: pytest.CaptureFixture[str], login: str = "zhangsan", *more: str) -> str:
    """A new account."""
    options = more or ("--role", "department", "--department", "市公安局")
    return done(capsys, "staff", "add", login, "--name", "张三", *options)


def test_an_account_from_its_first_to_its_last_day(capsys: pytest.CaptureFixture[str]) -> None:
    """Added with a password that stands alone, listed, switched off and on, reset; all of it in the trail."""
    first = hire(capsys)
    assert PASSWORD.fullmatch(first)
    assert done(capsys, "staff", "list") == "zhangsan\tdepartment\t市公安局\t张三\tmust change password\n"
    assert done(capsys, "staff", "disable", "zhangsan") == "zhangsan disabled and signed out\n"
    assert done(capsys, "staff", "list").endswith("\tdisabled\n")
    assert done(capsys, "staff", "enable", "zhangsan") == "zhangsan enabled\n"
    second = done(capsys, "staff", "reset", "zhangsan")
    assert PASSWORD.fullmatch(second)
    assert second != first
    assert done(capsys, "audit", "verify").startswith("4 entries, none changed\nend: 4:")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "张三", "--name", "张三", "--role", "officer"), "small letters"),
        (("add", "zhang", "--name", " ", "--role", "officer"), "--name"),
        (("add", "zhang", "--name", "张三", "--role", "department"), "needs --department"),
        (("add", "zhang", "--name", "张三", "--role", "department", "--department", "火星局"), "departments.yml"),
        (("add", "zhang", "--name", "张三", "--role", "officer", "--department", "市公安局"), "goes with"),
        (("disable", "nobody"), "no account"),
        (("enable", "nobody"), "no account"),
        (("reset", "nobody"), "no account"),
    ],
)
def test_what_cannot_be_is_said(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str) -> None:
    """In a line that tells what to mend."""
    assert told in refused(capsys, "staff", *arguments)


def test_a_login_is_given_once(capsys: pytest.CaptureFixture[str]) -> None:
    """The first account goes on."""
    hire(capsys)
    assert "already" in refused(capsys, "staff", "add", "ZhangSan", "--name", "张三", "--role", "operator")


def test_the_last_administrator_stays(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody would be left to let others in."""
    hire(capsys, "boss", "--role", "administrator")
    assert "last administrator" in refused(capsys, "staff", "disable", "boss")


@pytest.mark.parametrize("role", ["citizen", "system", "king"])
def test_an_odd_role_is_refused(capsys: pytest.CaptureFixture[str], role: str) -> None:
    """Citizens and the system have no accounts."""
    with pytest.raises(SystemExit):
        main(["staff", "add", "zhang", "--name", "张三", "--role", role])
    assert "choose from" in capsys.readouterr().err


async def tampered(statement: str) -> None:
    """Somebody with access to the database."""
    stores = await stores_of(Settings())
    async with stores.database.statements() as connection:
        await connection.execute(text(statement))
    await stores.database.close()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE seq = 2", "broken at entry 2: it was changed"),
        ("DELETE FROM audit WHERE seq = 2", "broken at entry 2: an entry is missing"),
        ("DELETE FROM audit WHERE seq = 3", "cut off"),
    ],
)
def test_a_trail_that_was_tampered_with_is_found(capsys: pytest.CaptureFixture[str], statement: str, told: str) -> None:
    """The first broken entry is named; a cut end is found by who noted it."""
    for login in ("zhang", "li", "wang"):
        hire(capsys, login)
    end = done(capsys, "audit", "verify").split()[-1]
    assert done(capsys, "audit", "verify", "--since", end)
    asyncio.run(tampered(statement))
    assert told in refused(capsys, "audit", "verify", "--since", end)


def test_an_odd_end_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """It says what is wanted."""
    assert "NUMBER:HASH" in refused(capsys, "audit", "verify", "--since", "3")


def test_an_empty_trail_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """On a machine where nothing has run yet."""
    assert done(capsys, "audit", "verify").startswith("0 entries, none changed")
