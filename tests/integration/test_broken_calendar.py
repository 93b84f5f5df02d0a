"""Who types in a year, office hours or a limit and slips is told the file, the line and the field."""

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.adapters.knowledge.calendars import load_working_time
from bot.adapters.knowledge.yaml_file import KnowledgeFault
from bot.settings import ROOT
from tests.integration.small_knowledge import broken

YEAR, PROVISIONAL, HOURS, LIMITS = "calendar/2026.yml", "calendar/2030.yml", "office_hours.yml", "limits.yml"
WITHOUT_NOTICE = """\
year: 2030
provisional: true
checked_on: 2026-11-22
rule: {name: 全国年节及纪念日放假办法第二条, source: https://www.gov.cn/rule}
holidays:
  - {name: 元旦, from: 2030-01-01, to: 2030-01-01}
"""
DEPARTMENTS = ("国网双辽市供电公司", "市自来水公司", "市燃气公司", "市热力公司", "市公共交通公司", "通信运营企业")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder with the real times in it, and a year without its notice."""
    shutil.copytree(ROOT / "knowledge" / "calendar", tmp_path / "calendar")
    for name in (HOURS, LIMITS):
        shutil.copy(ROOT / "knowledge" / name, tmp_path / name)
    (tmp_path / PROVISIONAL).write_text(WITHOUT_NOTICE, encoding="utf-8")
    return tmp_path


def complaints(folder: Path) -> Sequence[str]:
    """What is wrong with the folder; something must be."""
    with pytest.raises(KnowledgeFault) as refused:
        load_working_time(folder, DEPARTMENTS)
    return refused.value.faults


def test_a_sound_folder_loads(folder: Path) -> None:
    """The copies are whole."""
    assert load_working_time(folder, DEPARTMENTS).calendar.is_working_day(date(2026, 1, 4))


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        pytest.param(YEAR, "year: 2026", "yaer: 2026", "{line}: yaer: Extra inputs", id="mistyped-key"),
        pytest.param(YEAR, "{name: 元旦,", "{name: 元旦, days: 3,", "{line}: holidays.0.days: Extra", id="unknown-key"),
        pytest.param(YEAR, "year: 2026", "year: 2025", "{line}: year: the file is called 2026.yml", id="wrong-year"),
        pytest.param(YEAR, "from: 2026-01-01", "from: 2025-12-31", "{line}: holidays.0.from: .*2025-12-31 is no day of 2026", id="day-off-outside-the-year"),
        pytest.param(YEAR, "[2026-01-04]", "[2027-01-03]", "{line}: holidays.0.work.0: 2027-01-03 is no day of 2026", id="make-up-day-outside-the-year"),
        pytest.param(YEAR, "[2026-01-04]", "[2026-02-15]", "{line}: holidays.0.work.0: 2026-02-15 is a day off as well", id="off-and-made-up"),
        pytest.param(YEAR, "[2026-01-04]", "[2026-02-14]", "{next}: holidays.1.work.0: 2026-02-14 is a make-up day twice", id="made-up-twice"),
        pytest.param(YEAR, "[2026-01-04]", "[2026-01-05]", "{line}: holidays.0.work.0: 2026-01-05 is worked anyway", id="made-up-on-a-monday"),
        pytest.param(YEAR, "to: 2026-02-23", "to: 2026-02-13", "{line}: holidays.1.to: 2026-02-13 is before 2026-02-15", id="ends-before-it-begins"),
        pytest.param(YEAR, "from: 2026-02-15", "from: 2026-01-03", "{line}: holidays.1.from: 春节 lies over another", id="over-another-holiday"),
        pytest.param(YEAR, "from: 2026-02-15", "from: 2月15日", "{line}: holidays.1.from: .*valid date", id="no-date"),
        pytest.param(YEAR, "from: 2026-02-15", "from: 20260215", "{line}: holidays.1.from: .*valid date", id="number-for-a-date"),
        pytest.param(YEAR, "from: 2026-02-15", "from: 2026-02-30", ".*day is out of range", id="no-such-day"),
        pytest.param(YEAR, "国办发明电〔2025〕7号", "国办发明电2025-7", "{line}: notices.0.notice: ", id="notice-without-its-number"),
        pytest.param(YEAR, "https://www.gov.cn", "https://example.com", "{line}: notices.0.source: ", id="source-of-somebody-else"),
        pytest.param(YEAR, "checked_on", "provisional: true\nchecked_on", "{line}: provisional: a year with its notice", id="provisional-with-notice"),
        pytest.param(PROVISIONAL, "provisional: true\n", "", "1: notices: the notice is missing", id="notice-missing"),
        pytest.param(PROVISIONAL, "to: 2030-01-01}", "to: 2030-01-01, work: [2030-01-05]}", "{line}: holidays.0.work: only the notice", id="provisional-make-up-day"),
        pytest.param(PROVISIONAL, "rule: ", "# rule: ", "1: rule: a provisional year names the rule", id="rule-missing"),
        pytest.param(HOURS, "default: office", "default: offices", "{line}: default: no such hours: offices", id="default-hours"),
        pytest.param(HOURS, "市燃气公司: utility", "市煤气公司: utility", "{line}: departments.市煤气公司: no such department", id="unknown-department"),
        pytest.param(HOURS, "市燃气公司: utility", "市燃气公司: gas", "{line}: departments.市燃气公司: no such hours: gas", id="unknown-hours"),
        pytest.param(HOURS, "to: 09-30", "to: 09-29", "\\d+: hours.office: 1 days from 09-30 lie in no season", id="day-without-a-season"),
        pytest.param(HOURS, "to: 09-30", "to: 10-02", "\\d+: hours.office: 2 days from 10-01 lie in two seasons", id="day-in-two-seasons"),
        pytest.param(HOURS, "to: 09-30", "to: 09-31", "{line}: hours.office.0.to: .*day is out of range", id="no-such-day-of-the-year"),
        pytest.param(HOURS, "to: 09-30", "to: 9月30日", "{line}: hours.office.0.to: .*written like 05-01", id="day-in-words"),
        pytest.param(HOURS, "[08:30-11:30, 13:30-17:00]", "[13:30-17:00, 08:30-11:30]", "{line}: hours.office.0.open: the sessions overlap", id="sessions-turned-around"),
        pytest.param(HOURS, "08:30-11:30", "11:30-08:30", "{line}: hours.office.0.open.0: .*closes before it opens", id="closes-first"),
        pytest.param(HOURS, "08:30-11:30", "08:30-25:30", "{line}: hours.office.0.open.0: ", id="no-such-hour"),
        pytest.param(HOURS, "08:30-11:30", "8点半到11点半", "{line}: hours.office.0.open.0: .*written like", id="hours-in-words"),
        pytest.param(LIMITS, "  accept:", "  acept:", "{line}: limits.acept: no clock has this name", id="unknown-clock"),
        pytest.param(LIMITS, "  accept:", "  acept:", "\\d+: limits: no limit for accept", id="clock-without-a-limit"),
        pytest.param(LIMITS, "working_days: 1\n", "working_days: 0\n", "{line}: limits.accept.working_days: .*greater", id="no-days"),
        pytest.param(LIMITS, "working_days: 1\n", "working_days: 一\n", "{line}: limits.accept.working_days: .*integer", id="days-in-words"),
        pytest.param(LIMITS, "    starts: 收到诉求\n", "", "\\d+: limits.accept.starts: Field required", id="no-start"),
        pytest.param(LIMITS, "    setting: true", "    setting: false", "\\d+: limits.accept: the words of the article are missing", id="law-without-its-words"),
        pytest.param(LIMITS, "    setting: false", "    setting: true", "\\d+: limits.answer.article: what an article fixes is no setting", id="law-as-a-setting"),
    ],
)  # fmt: skip
def test_a_slip_is_named_by_file_line_and_field(folder: Path, name: str, old: str, new: str, complaint: str) -> None:
    """One line a fault, in words that lead to the place."""
    at = broken(folder, name, old, new)
    told = complaints(folder)
    wanted = f"knowledge/{name}:" + complaint.replace("{line}", str(at)).replace("{next}", str(at + 1))
    assert any(re.match(wanted, line) for line in told), told


@pytest.mark.parametrize("name", [HOURS, LIMITS])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    """The file that is not there."""
    (folder / name).unlink()
    (told,) = complaints(folder)
    assert told.startswith(f"knowledge/{name}: cannot be read")


def test_a_calendar_without_any_year_is_a_fault(folder: Path) -> None:
    """Without it no deadline could be told."""
    shutil.rmtree(folder / "calendar")
    assert complaints(folder) == ("knowledge/calendar: holds no year",)


def test_faults_of_several_years_are_told_together(folder: Path) -> None:
    """Who made two mistakes learns of both at once."""
    broken(folder, YEAR, "[2026-05-09]", "[2026-05-08]")
    broken(folder, "calendar/2025.yml", "[2025-04-27]", "[2025-04-28]")
    assert [line.split(":")[0] for line in complaints(folder)] == [
        "knowledge/calendar/2025.yml",
        "knowledge/calendar/2026.yml",
    ]
