"""One sheet as an XLSX file (ECMA-376, SpreadsheetML): a frozen head, a filter, dates as dates, texts as texts.

Written row by row into the compressed file; a library that makes an object of each cell takes twenty times as long.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from bot.domain.clocks.office_hours import CHINA
from bot.domain.tickets.work_order import Value

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that make a spreadsheet reckon instead of show (OWASP: CSV injection)."""
MOST_CHARACTERS = 32_000
"""A cell holds 32,767."""
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY_ZERO, _DAY = datetime(1899, 12, 30, tzinfo=CHINA), timedelta(days=1)
"""Moments are counted in days from here."""
_DATES = 164
"""The number of our own format: the first that is free."""
_WIDE = 40
"""Columns wider than this break their lines."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class _Style(IntEnum):
    """Places of the formats in the style sheet; of a quoted one spreadsheets know that it is a text for ever."""

    NUMBER, HEAD, TEXT, WRAPPED, QUOTED, QUOTED_WRAPPED, DATE = range(7)


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
        self._columns, self._rows = columns, 0
        self._names = [_letters(place) for place in range(1, len(columns) + 1)]
        self._texts = [
            (_Style.WRAPPED, _Style.QUOTED_WRAPPED) if column.width > _WIDE else (_Style.TEXT, _Style.QUOTED)
            for column in columns
        ]
        self._file = io.BytesIO()
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        for name, content in _parts(title).items():
            self._zip.writestr(name, _HEAD + content)
        self._sheet = self._zip.open("xl/worksheets/sheet1.xml", "w")
        self._write(_HEAD + _beginning(columns))
        self._write(self._row([_text(column.title, _Style.HEAD) for column in columns]))

    def append(self, rows: Sequence[Sequence[Value]]) -> None:
        """Some more rows."""
        self._write(
            "".join(
                self._row([_cell(value, *styles) for value, styles in zip(row, self._texts, strict=True)])
                for row in rows
            )
        )

    def finish(self) -> bytes:
        """The file."""
        self._write(f'</sheetData><autoFilter ref="A1:{self._names[-1]}{self._rows}"/></worksheet>')
        self._sheet.close()
        self._zip.close()
        return self._file.getvalue()

    def _write(self, content: str) -> None:
        self._sheet.write(content.encode())

    def _row(self, cells: Sequence[str]) -> str:
        """A cell is without its address as yet; an empty one is left out."""
        self._rows += 1
        filled = (f'<c r="{name}{self._rows}" {cell}' for name, cell in zip(self._names, cells, strict=True) if cell)
        return f'<row r="{self._rows}">{"".join(filled)}</row>'


def _cell(value: Value, style: _Style, quoted: _Style) -> str:
    """A text is kept as a text even where it looks like a formula, and stays one when somebody edits it."""
    if value is None or value == "":
        return ""
    if isinstance(value, int):
        return f"><v>{value}</v></c>"
    if isinstance(value, datetime):
        days = (value.astimezone(CHINA).replace(second=0, microsecond=0) - _DAY_ZERO) / _DAY
        return f's="{_Style.DATE:d}"><v>{days!r}</v></c>'
    text = _NO_XML.sub("", value)[:MOST_CHARACTERS]
    return _text(text, quoted if text.startswith(DANGEROUS) else style)


def _text(text: str, style: _Style) -> str:
    return f't="inlineStr" s="{style:d}"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _letters(place: int) -> str:
    """The name of a column: A to Z, AA, AB, ..."""
    name = ""
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _beginning(columns: Sequence[Column]) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{column.width}" customWidth="1"/>'
        for place, column in enumerate(columns, start=1)
    )
    pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    return f'<worksheet xmlns="{_MAIN}">{view}<cols>{widths}</cols><sheetData>'


def _parts(title: str) -> dict[str, str]:
    """Everything of the file but the sheet itself."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/></Types>'
        ),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews><sheets>'
            f'<sheet name={quoteattr(title)} sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/styles.xml": _styles(),
    }


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _styles() -> str:
    """The formats of `_Style`, in their order."""
    fonts = '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    head = '<fill><patternFill patternType="solid"><fgColor rgb="FFDCE6F1"/></patternFill></fill>'
    none = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    top, wrapped = '<alignment vertical="top"/>', '<alignment vertical="top" wrapText="1"/>'
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    formats = (
        f'{plain} xfId="0"/>',
        '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>',
        f'{plain} xfId="0" applyAlignment="1">{top}</xf>',
        f'{plain} xfId="0" applyAlignment="1">{wrapped}</xf>',
        f'{plain} xfId="0" quotePrefix="1" applyAlignment="1">{top}</xf>',
        f'{plain} xfId="0" quotePrefix="1" applyAlignment="1">{wrapped}</xf>',
        f'<xf numFmtId="{_DATES}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1">{top}</xf>',
    )
    return (
        f'<styleSheet xmlns="{_MAIN}">'
        f'<numFmts count="1"><numFmt numFmtId="{_DATES}" formatCode="yyyy-mm-dd hh:mm"/></numFmts>'
        f'{fonts}<fills count="3">{none}{head}</fills><borders count="1"><border/></borders>'
        f'<cellStyleXfs count="1">{plain}/></cellStyleXfs><cellXfs count="{len(formats)}">{"".join(formats)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
