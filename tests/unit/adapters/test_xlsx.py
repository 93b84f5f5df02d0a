"""What a spreadsheet finds in a file of ours: read back by a library that others wrote."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from bot.adapters.xlsx import MOST_CHARACTERS, XlsxSheet
from bot.domain.tickets.work_order import Column, Value


def column(title: str, width: int = 10) -> Column:
    """A column; what stands in it the tests say."""
    return Column(title, width, lambda _ticket, _shown: None)


def sheet_of(*rows: tuple[Value, ...], columns: tuple[Column, ...] = (column("甲"), column("乙", 60))) -> Any:
    """The sheet with these rows, read back."""
    sheet = XlsxSheet(columns, "工单")
    for row in rows:
        sheet.append([row])
    return load_workbook(io.BytesIO(sheet.finish())).active


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("路灯不亮", "路灯不亮"),
        ("a<b> & \"c\" 'd'", "a<b> & \"c\" 'd'"),
        ("]]>", "]]>"),
        ("  前后空格 ", "  前后空格 "),
        ("一行\n二行", "一行\n二行"),
        ("上\x00\x08\ud800下", "上下"),
        ("𠮷😀", "𠮷😀"),
        ("长" * 40_000, "长" * MOST_CHARACTERS),
        ("007", "007"),
        ("13804341234", "13804341234"),
        (0, 0),
        (-3, -3),
        ("", None),
        (None, None),
    ],
    ids=repr,
)
def test_a_value_comes_back(value: Value, found: object) -> None:
    """Texts as texts, numbers as numbers, nothing as nothing."""
    assert sheet_of((value, "x")).cell(2, 1).value == found


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\n=1", "＝1", "－1"])
@pytest.mark.parametrize("place", [0, 1])
def test_what_looks_like_a_formula_stays_a_text(text: str, place: int) -> None:
    """Also when somebody edits it."""
    row = ["x", "x"]
    row[place] = text
    cell = sheet_of(tuple(row)).cell(2, place + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert not sheet_of(("x", "x")).cell(2, place + 1).quotePrefix


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (datetime(2026, 11, 23, 4, 0, tzinfo=UTC), datetime(2026, 11, 23, 12, 0)),
        (datetime(2026, 12, 31, 16, 1, 59, 999, tzinfo=UTC), datetime(2027, 1, 1, 0, 1)),
        (datetime(2028, 2, 29, 15, 59, tzinfo=UTC), datetime(2028, 2, 29, 23, 59)),
    ],
)
def test_a_moment_is_a_date_in_chinese_time(at: datetime, found: datetime) -> None:
    """To the minute, as a date that can be sorted and reckoned with."""
    cell = sheet_of((at, "x")).cell(2, 1)
    assert (cell.value, cell.is_date, cell.number_format) == (found, True, "yyyy-mm-dd hh:mm")


def test_the_head_stays_in_sight() -> None:
    """Bold, filled, frozen, with a filter over all rows, columns as wide as they shall be."""
    sheet = sheet_of(("a", "b"), ("c", "d"))
    assert [cell.value for cell in sheet[1]] == ["甲", "乙"]
    assert all(cell.font.bold and cell.fill.fgColor.rgb == "FFDCE6F1" for cell in sheet[1])
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("工单", "B2", "A1:B3")
    assert [int(sheet.column_dimensions[name].width) for name in "AB"] == [10, 60]
    assert [cell.alignment.wrap_text for cell in sheet[2]] == [None, True]
    assert {cell.alignment.vertical for cell in sheet[2]} == {"top"}


def test_columns_go_on_after_the_alphabet() -> None:
    """Z is followed by AA, AZ by BA, ZZ by AAA."""
    many = tuple(column(str(place)) for place in range(703))
    sheet = sheet_of(tuple(range(703)), columns=many)
    assert [sheet[name].value for name in ("A2", "Z2", "AA2", "AZ2", "BA2", "ZZ2", "AAA2")] == [
        0,
        25,
        26,
        51,
        52,
        701,
        702,
    ]


def test_a_file_without_rows_is_a_file() -> None:
    """Its head alone."""
    sheet = sheet_of()
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["甲", "乙"]]


def test_every_part_is_well_formed_and_named() -> None:
    """As strict programs want it: each part parses and is told in the list of contents."""
    sheet = XlsxSheet((column("甲"),), '工单 <"&">')
    sheet.append([("=1",), (datetime(2026, 11, 23, tzinfo=UTC),)])
    with zipfile.ZipFile(io.BytesIO(sheet.finish())) as file:
        assert file.testzip() is None
        names = file.namelist()
        contents = file.read("[Content_Types].xml").decode()
        for name in names:
            ET.fromstring(file.read(name))  # noqa: S314 - we have just written it
    assert len(names) == len(set(names))
    assert all(f"/{name}" in contents for name in names if name.startswith("xl/") and not name.endswith(".rels"))


def test_a_row_of_another_width_is_refused() -> None:
    """A cell that has slipped into the next column is worse than no file."""
    with pytest.raises(ValueError, match="argument"):
        sheet_of(("only one",))
