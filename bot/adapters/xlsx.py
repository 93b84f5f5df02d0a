"""One sheet as an XLSX file: a frozen head, a filter, dates as dates, texts as texts; nothing touches the disk."""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from xlsxwriter import Workbook

from bot.domain.clocks.office_hours import CHINA
from bot.domain.tickets.work_order import Value

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that make a spreadsheet reckon instead of show (OWASP: CSV injection)."""
MOST_CHARACTERS = 32_000
"""A cell holds 32,767."""
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDE = 40
"""Columns wider than this break their lines."""


class Column(Protocol):
    """What heads a column."""

    @property
    def title(self) -> str:
        """Its title."""
        ...

    @property
    def width(self) -> int:
        """In characters."""
        ...


class XlsxSheet:
    """A file that grows row by row; `finish` ends it."""

    def __init__(self, columns: Sequence[Column], title: str) -> None:
        """`title` stands on the sheet's tab."""
        self._file, self._rows = io.BytesIO(), 1
        self._book = Workbook(self._file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        top: dict[str, Any] = {"valign": "top"}
        self._date = self._book.add_format({**top, "num_format": "yyyy-mm-dd hh:mm"})
        plain, wrapped = ({**top, **more} for more in ({}, {"text_wrap": True}))
        pairs = [
            (self._book.add_format(one), self._book.add_format({**one, "quote_prefix": True}))
            for one in (plain, wrapped)
        ]
        self._texts = [pairs[column.width > _WIDE] for column in columns]
        self._sheet = self._book.add_worksheet(title)
        self._sheet.freeze_panes(1, 1)
        head = self._book.add_format({"bold": True, "bg_color": "#DCE6F1"})
        for place, column in enumerate(columns):
            self._sheet.set_column(place, place, column.width)
            self._sheet.write_string(0, place, column.title, head)

    def append(self, rows: Sequence[Sequence[Value]]) -> None:
        """Some more rows; `ValueError` for one of another width."""
        for row in rows:
            for place, (value, formats) in enumerate(zip(row, self._texts, strict=True)):
                self._write(place, value, *formats)
            self._rows += 1

    def finish(self) -> bytes:
        """The file."""
        self._sheet.autofilter(0, 0, self._rows - 1, len(self._texts) - 1)
        self._book.close()
        return self._file.getvalue()

    def _write(self, place: int, value: Value, plain: Any, quoted: Any) -> None:
        """A text is kept as a text even where it looks like a formula, and stays one when somebody edits it."""
        if value is None or value == "":
            return
        if isinstance(value, int):
            self._sheet.write_number(self._rows, place, value)
        elif isinstance(value, datetime):
            minute = value.astimezone(CHINA).replace(second=0, microsecond=0, tzinfo=None)
            self._sheet.write_datetime(self._rows, place, minute, self._date)
        else:
            text = _NO_XML.sub("", value)[:MOST_CHARACTERS]
            self._sheet.write_string(self._rows, place, text, quoted if text.startswith(DANGEROUS) else plain)
