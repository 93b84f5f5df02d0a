"""Starting under bad conditions: one or two lines on standard error that say what to mend, and exit code 1."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import ROOT, Settings
from tests.integration.small_knowledge import small_knowledge


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder and little knowledge of the test's own; nothing of an installation's own settings."""
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KNOWLEDGE_DIR", str(small_knowledge(tmp_path)))
    monkeypatch.setenv("RASA_URL", "http://127.0.0.1:9")


def refusal(capsys: pytest.CaptureFixture[str], command: str = "serve") -> str:
    """What a start says that must fail."""
    assert main([command]) == 1
    _, err = capsys.readouterr()
    assert "Traceback" not in err
    assert len(err.splitlines()) <= 2
    return err


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("PORT", "web", "setting PORT: .*integer"),
        ("PORT", "65536", "setting PORT: .*65535"),
        ("PORT", "-1", "setting PORT: .*0"),
        ("WORKERS", "0", "setting WORKERS: .*1"),
        ("WORKERS", "65", "setting WORKERS: .*64"),
        ("RASA_TIMEOUT_S", "0", "setting RASA_TIMEOUT_S: .*0"),
        ("API_PER_MINUTE", "0", "setting API_PER_MINUTE: .*1"),
        ("WEBCHAT_PER_MINUTE", "many", "setting WEBCHAT_PER_MINUTE: .*integer"),
        ("MAX_TEXT_LENGTH", "99", "setting MAX_TEXT_LENGTH: .*100"),
        ("LOG_LEVEL", "LOUD", "setting LOG_LEVEL: .*DEBUG"),
        ("PUBLIC_HTTPS", "perhaps", "setting PUBLIC_HTTPS: .*bool"),
        ("DATABASE_URL", "mysql://desk:geheim@db/desk", "setting DATABASE_URL: .*postgresql"),
        ("DATABASE_URL", "postgresql://desk:geheim@db:port/desk", "DATABASE_URL|database"),
        ("DATABASE_URL", "postgresql://desk:geheim@[db/desk", "DATABASE_URL|database"),
        ("TELEGRAM_WEBHOOK_URL", "http://example.org/hook", "setting TELEGRAM_WEBHOOK_URL: .*https"),
        ("GUIDE_SEARCH_FIELDS", '["title"]', "setting GUIDE_SEARCH_FIELDS.*name"),
        ("GUIDE_SEARCH_FIELDS", "name", "GUIDE_SEARCH_FIELDS"),
    ],
)
def test_a_bad_setting_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str, complaint: str
) -> None:
    """The setting's name as it is written in the environment, and what would do; no password."""
    monkeypatch.setenv(name, value)
    told = refusal(capsys)
    assert re.search(complaint, told, re.IGNORECASE), told
    assert "geheim" not in told


def test_several_bad_settings_are_told_together(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line each."""
    monkeypatch.setenv("PORT", "web")
    monkeypatch.setenv("WORKERS", "0")
    assert len(refusal(capsys).splitlines()) == 2


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, taken_port: int
) -> None:
    """Which port, and the setting that changes it."""
    monkeypatch.setenv("PORT", str(taken_port))
    assert re.search(rf"port {taken_port} on 127\.0\.0\.1 .*PORT", refusal(capsys))


def test_a_port_of_the_engine_in_use_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, taken_port: int
) -> None:
    """The same for the door that the engine calls."""
    monkeypatch.setenv("ACTION_PORT", str(taken_port))
    monkeypatch.setenv("PORT", "0")
    assert str(taken_port) in refusal(capsys)


@pytest.mark.parametrize("command", ["serve", "outbox", "gaps"])
def test_a_data_folder_that_cannot_be_written_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    """The folder and the reason."""
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "var"))
    assert f"cannot write to the data folder {tmp_path / 'file' / 'var'}" in refusal(capsys, command)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"no key\n", b"\xff\xfe\x00"], ids=["empty", "blank", "words", "bytes"]
)
def test_a_broken_key_file_is_named_and_left_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes
) -> None:
    """Keys are never made anew over a broken file: what is stored could not be read again."""
    path = tmp_path / "var" / "keys.txt"
    path.parent.mkdir()
    path.write_bytes(content)
    assert f"the key file {path}" in refusal(capsys, "outbox")
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00"], ids=["empty", "blank", "bytes"])
def test_an_engine_secret_that_is_none_is_not_used(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, taken_port: int, content: bytes
) -> None:
    """A secret file that a crash left empty is made anew or named, but nobody gets in without a secret."""
    path = tmp_path / "var" / "engine-secret.txt"
    path.parent.mkdir()
    path.write_bytes(content)
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setenv("ACTION_PORT", str(taken_port))
    told = refusal(capsys)
    assert "engine-secret.txt" in told or len(path.read_bytes().strip()) >= 32


@pytest.mark.parametrize("file", ["keys.txt", "engine-secret.txt"])
def test_secrets_are_readable_by_their_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, taken_port: int, file: str
) -> None:
    """Other users of the machine see no key."""
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setenv("ACTION_PORT", str(taken_port))
    assert main(["serve"]) == 1
    assert (tmp_path / "var" / file).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("command", ["serve", "outbox", "gaps"])
@pytest.mark.parametrize(
    "url",
    [
        "postgresql://desk:geheim@127.0.0.1:1/desk",
        "postgres://desk:geheim@nowhere.invalid/desk",
        "sqlite:////nowhere/desk.db",
    ],
)
def test_an_unreachable_database_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, url: str, command: str
) -> None:
    """The address and the reason, without the password."""
    monkeypatch.setenv("DATABASE_URL", url)
    told = refusal(capsys, command)
    assert told.startswith("the database cannot be opened: ")
    assert "desk" in told
    assert "geheim" not in told


@pytest.mark.parametrize("command", ["serve", "train"])
def test_a_missing_engine_environment_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Which interpreter is missing, and how to get it."""
    monkeypatch.setenv("RASA_URL", "")
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setenv("RASA_PYTHON", "/nowhere/bin/python")
    told = refusal(capsys, command)
    assert "/nowhere/bin/python" in told
    assert "make setup" in told


TRAINS = """#!/bin/sh
while [ "$1" != --out ]; do shift; done; out=$2
while [ "$1" != --fixed-model-name ]; do shift; done
mkdir -p "$out" && touch "$out/$2.tar.gz"
"""


def test_a_model_does_not_hide_that_the_engine_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A data folder that was copied from elsewhere brings a model, but no engine to run it."""
    python = tmp_path / "python"
    python.write_text(TRAINS, encoding="ascii")
    python.chmod(0o755)
    monkeypatch.setenv("RASA_PYTHON", str(python))
    assert main(["train"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("RASA_PYTHON", "/nowhere/bin/python")
    assert "/nowhere/bin/python" in refusal(capsys, "train")


def test_a_failed_training_shows_the_end_of_its_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why the engine could not learn."""
    monkeypatch.setenv("RASA_PYTHON", shutil.which("false") or "")
    assert main(["train"]) == 1
    assert "training ended with code 1" in capsys.readouterr().err


def test_the_command_line_without_a_command_helps() -> None:
    """`python -m bot` alone says what there is."""
    done = subprocess.run(
        [sys.executable, "-m", "bot"], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "serve" in done.stderr
