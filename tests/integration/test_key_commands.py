"""`python -m bot keys add|list|revoke`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.adapters.store.key_store import ApiKey
from bot.bootstrap import stores_of
from bot.settings import ROOT, Settings


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path


def keys(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that must go well."""
    assert main(["keys", *arguments]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command says that must fail; nothing may stand on standard output."""
    assert main(["keys", *arguments]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err


def test_a_new_key_stands_alone_on_standard_output(data_folder: Path) -> None:
    """`KEY=$(python -m bot keys add hall)` is all it takes, also on a machine where nothing has run yet."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "keys", "add", "hall"], cwd=ROOT, env=os.environ, capture_output=True, check=True
    )
    key = done.stdout.decode("ascii").removesuffix("\n")
    assert len(key) == 43
    assert key.split() == [key]


async def found(key: str) -> ApiKey | None:
    """Whose key it is."""
    stores = await stores_of(Settings())
    try:
        return await stores.keys.find(key)
    finally:
        await stores.database.close()


def test_a_key_works_until_it_is_revoked(capsys: pytest.CaptureFixture[str]) -> None:
    """Added with its own limit, listed, revoked, listed as revoked; the key itself is shown once only."""
    key = keys(capsys, "add", "hall", "--per-minute", "7").strip()
    assert keys(capsys, "list") == "hall\t7/min\tactive\n"
    assert keys(capsys, "revoke", "hall") == "hall revoked\n"
    listed = keys(capsys, "list")
    assert listed.startswith("hall\t7/min\trevoked 20")
    assert key not in listed


async def test_the_default_limit_is_that_of_the_settings(
    data_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """API_PER_MINUTE holds for keys that are added without a limit."""
    environment = os.environ | {"API_PER_MINUTE": "123"}
    command = [sys.executable, "-m", "bot", "keys", "add", "hall"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert await found(done.stdout.strip()) == ApiKey("hall", 123)


@pytest.mark.parametrize("name", ["", " ", "a b", "-x", "身份证", "../etc", "x" * 61, "a\n", "a:b"])
def test_an_odd_name_is_refused(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Names are plain, so that they can stand in logs and lists."""
    arguments = ["add", "--", name] if name.startswith("-") else ["add", name]
    assert "letters, digits" in refused(capsys, *arguments)


@pytest.mark.parametrize("limit", ["0", "-5"])
def test_a_limit_must_be_at_least_one(capsys: pytest.CaptureFixture[str], limit: str) -> None:
    """A key that may never be used helps nobody."""
    assert "at least 1" in refused(capsys, "add", "hall", f"--per-minute={limit}")


def test_a_limit_that_no_column_holds_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A limit beyond all reason is refused in words, on every database alike."""
    assert "per-minute" in refused(capsys, "add", "hall", "--per-minute=99999999999999999999")


def test_a_name_is_given_once(capsys: pytest.CaptureFixture[str]) -> None:
    """A second key of that name is refused, the first goes on."""
    keys(capsys, "add", "hall")
    assert "'hall'" in refused(capsys, "add", "hall")
    assert "active" in keys(capsys, "list")


def test_an_unknown_key_cannot_be_revoked(capsys: pytest.CaptureFixture[str]) -> None:
    """Who mistypes the name learns of it."""
    assert "'hal'" in refused(capsys, "revoke", "hal")


def test_no_keys_no_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty list is empty."""
    assert keys(capsys, "list").strip() == ""
