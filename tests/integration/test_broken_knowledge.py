"""Who edits knowledge/ and slips is told the file, the line and the field, and nothing starts."""

import re
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.integration.small_knowledge import ITEM, broken, small_knowledge


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound knowledge folder that the program reads."""
    knowledge = small_knowledge(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DIR", str(knowledge))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    return knowledge


def complaints(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the check says; it must fail, and say nothing else."""
    assert main(["items"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err.splitlines()


def test_a_sound_folder_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check counts what is there."""
    assert main(["items"]) == 0
    assert capsys.readouterr().out.startswith("2 items, 2 of them samples")


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        (ITEM, "name: 居民身份证丢失补领", "nmae: 居民身份证丢失补领", r"items/GA/SL-GA-003.yml:{line}: nmae: Extra inputs"),
        (ITEM, "theme: 证件办理\n", "", r"items/GA/SL-GA-003.yml:1: theme: Field required"),
        (ITEM, "version: 1", "version: first", r"items/GA/SL-GA-003.yml:{line}: version: .*integer"),
        (ITEM, "version: 1", "version: 0", r"items/GA/SL-GA-003.yml:{line}: version: .*greater"),
        (ITEM, "department: 市公安局", "department: 市公安", r"items/GA/SL-GA-003.yml:{line}: department: no such department: 市公安"),
        (ITEM, "code: SL-GA-003", "code: SL-GA-004", r"items/GA/SL-GA-003.yml:{line}: code: the file is called SL-GA-003.yml"),
        (ITEM, "{place: police_station}", "{place: moon}", r"items/GA/SL-GA-003.yml:{line}: places.0.place: no such place: moon"),
        (ITEM, "level: 县级", "level: 县级\nlevel: 市级", r"items/GA/SL-GA-003.yml:{next}: not YAML: key given twice: level"),
        (ITEM, "sample: true", "sample: true\n\tx: 1", r"items/GA/SL-GA-003.yml:\d+: not YAML: "),
        (ITEM, "audience: [自然人]", "audience: [自然人", r"items/GA/SL-GA-003.yml:\d+: not YAML: "),
        (ITEM, "name: 居民身份证丢失补领", "name: {{name}}", r"items/GA/SL-GA-003.yml:{line}: "),
        (ITEM, "checked_on: 2026-11-2", "checked_on: 2026-11-3", r"items/GA/SL-GA-003.yml.*day is out of range"),
        ("topics/papers.yml", "item: SL-GA-004", "item: SL-GA-040", r"topics/papers.yml:{line}: topics.0.options.1.item: no such item: SL-GA-040"),
        ("unlisted.yml", "[SL-GA-003]", "[SL-GA-030]", r"unlisted.yml:{line}: services.0.near: no such item: SL-GA-030"),
        ("places.yml", "hours: ", "hours: moon_", r"places.yml:\d+: "),
        ("departments.yml", "place: ", "place: moon_", r"departments.yml:{line}: departments\..*: no such place: moon_"),
        ("cues.yml", "  fee:", "  fees:", r"cues.yml:{line}: facets.fees"),
        ("emergencies.yml", "- 扑灭|", "- (扑灭|", r"emergencies.yml:\d+: over.1: not a regular expression"),
    ],
    ids=[
        "mistyped-key", "missing-field", "word-for-number", "version-zero", "unknown-department", "code-of-another",
        "unknown-place", "key-twice", "tab", "open-bracket", "unfilled-template", "no-such-day", "topic-option",
        "unlisted-near", "hours", "department-place", "unknown-facet", "broken-pattern",
    ],
)  # fmt: skip
def test_a_slip_is_named_by_file_line_and_field(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, complaint: str
) -> None:
    """One line a fault, in words that lead to the place."""
    at = broken(folder, name, old, new)
    told = complaints(capsys)
    wanted = "knowledge/" + complaint.replace("{line}", str(at)).replace("{next}", str(at + 1))
    assert any(re.match(wanted, line) for line in told), told


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"", "(file)"), (b"\xff\xfe\x00", "cannot be read"), (b"- 1\n- 2\n", "(file)"), (b"just words", "(file)")],
    ids=["empty", "not-utf-8", "list", "words"],
)
def test_a_file_without_sense_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes, complaint: str
) -> None:
    """A file that holds something else altogether."""
    (folder / ITEM).write_bytes(content)
    (told,) = complaints(capsys)
    assert told.startswith(f"knowledge/{ITEM}")
    assert complaint in told


@pytest.mark.parametrize("name", ["places.yml", "departments.yml", "cues.yml", "emergencies.yml", "unlisted.yml"])
def test_a_missing_file_is_named(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """The file that is not there."""
    (folder / name).unlink()
    (told,) = complaints(capsys)
    assert told.startswith(f"knowledge/{name}: cannot be read")


def test_faults_of_several_files_are_told_together(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who made three mistakes learns of all three at once."""
    broken(folder, ITEM, "theme: 证件办理\n", "")
    broken(folder, ITEM, "version: 1", "version: first")
    broken(folder, "items/GA/SL-GA-004.yml", "department: 市公安局", "department: 公安")
    told = complaints(capsys)
    assert len(told) == 3
    assert {line.split(":")[0].rpartition("/")[2] for line in told} == {"SL-GA-003.yml", "SL-GA-004.yml"}


def test_nothing_is_served_from_broken_knowledge(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The program does not start, and says why in the same words."""
    broken(folder, ITEM, "version: 1", "version: first")
    assert main(["serve"]) == 1
    assert re.match(rf"knowledge/{ITEM}:\d+: version", capsys.readouterr().err)


def test_wording_that_cannot_be_read_is_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wording for citizens is checked like knowledge."""
    responses = tmp_path / "domain" / "responses"
    responses.mkdir(parents=True)
    monkeypatch.setenv("WORDING_DIR", str(tmp_path / "domain"))
    assert "holds no wording" in complaints(capsys)[0]
    (responses / "talk.yml").write_text("version: '3.1'\nresponses:\n  utter_a: []\n", encoding="utf-8")
    assert complaints(capsys)[0].startswith("domain/responses/talk.yml:3: responses.utter_a")
