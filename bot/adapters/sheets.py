"""Rows as files that spreadsheets open: XLSX and CSV, harmless whatever citizens wrote into them."""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.domain.clocks.office_hours import CHINA
from bot.domain.tickets.work_order import COLUMNS, Column, Value
from bot.services.tickets.export import Row

BOM = b"\xef\xbb\xbf"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that make a spreadsheet reckon instead of show (OWASP: CSV injection)."""
MOST_CHARACTERS = 32_000
"""A cell of XLSX holds 32,767."""
DATE_FORMAT = "yyyy-mm-dd hh:mm"
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD_FONT, _HEAD_FILL = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_TOP = Alignment(vertical="top")
_WIDE = 40


class OrderSheets:
    """`OrderFiles`: lists of orders with the titles of their columns."""

    async def xlsx(self, rows: AsyncIterator[Sequence[Row]]) -> bytes:
        """The work is done in threads; nothing of it stays on the disk."""
        sheet = XlsxSheet(COLUMNS, "工单")
        try:
            async for some in rows:
                await asyncio.to_thread(sheet.append, some)
            return await asyncio.to_thread(sheet.finish)
        finally:
            sheet.forget()

    def csv_head(self) -> bytes:
        """The mark that makes spreadsheets read UTF-8, and the titles."""
        return BOM + self.csv_lines([tuple(column.title for column in COLUMNS)])

    def csv_lines(self, rows: Sequence[Row]) -> bytes:
        """Rows as RFC 4180 wants them."""
        written = io.StringIO()
        csv.writer(written).writerows([[_plain(value) for value in row] for row in rows])
        return written.getvalue().encode("utf-8", "replace")


class XlsxSheet:
    """One sheet: a frozen head, a filter, dates as dates, texts as texts."""

    def __init__(self, columns: Sequence[Column], title: str) -> None:
        """`title` stands on the sheet's tab."""
        self._columns = columns
        self._book = Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet(title)
        self._sheet.freeze_panes = "B2"
        for place, column in enumerate(columns, start=1):
            self._sheet.column_dimensions[get_column_letter(place)].width = column.width
        self._kits = [_Kit(self._sheet, _WRAPPED if column.width > _WIDE else _TOP) for column in columns]
        self._sheet.append([self._head(column.title) for column in columns])
        self._rows = 1

    def append(self, rows: Sequence[Row]) -> None:
        """Some more rows."""
        for row in rows:
            self._sheet.append([kit.cell(value) for kit, value in zip(self._kits, row, strict=True)])
            self._rows += 1

    def finish(self) -> bytes:
        """The file."""
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._rows}"
        file = io.BytesIO()
        self._book.save(file)
        return file.getvalue()

    def forget(self) -> None:
        """Remove the rows that openpyxl keeps in a temporary file; once the file is finished they are gone anyway."""
        writer = self._sheet._writer  # noqa: SLF001 - there is no public way
        if writer is not None and Path(writer.out).exists():
            self._sheet.close()
            writer.cleanup()

    def _head(self, title: str) -> Any:
        cell = WriteOnlyCell(self._sheet, title)
        cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
        return cell


class _Kit:
    """The cells of one column, filled anew for each row: a row is written as soon as it is appended."""

    def __init__(self, sheet: Any, alignment: Alignment) -> None:
        self._text, self._quoted, self._date = (WriteOnlyCell(sheet) for _ in range(3))
        self._text.alignment = self._quoted.alignment = alignment
        self._quoted.quotePrefix = True
        self._date.alignment, self._date.number_format = _TOP, DATE_FORMAT

    def cell(self, value: Value) -> Any:
        """A text is kept as a text even where it looks like a formula, and stays one when somebody edits it."""
        if value is None or value == "":
            return None
        if isinstance(value, int):
            return value
        if isinstance(value, datetime):
            self._date.value = value.astimezone(CHINA).replace(tzinfo=None, second=0, microsecond=0)
            return self._date
        text = _NO_XML.sub("", value)[:MOST_CHARACTERS]
        cell = self._quoted if text.startswith(DANGEROUS) else self._text
        cell.value, cell.data_type = text, "s"
        return cell


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
