"""Rows as files that spreadsheets open: XLSX and CSV, harmless whatever citizens wrote into them."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from bot.adapters.xlsx import DANGEROUS, XlsxSheet
from bot.domain.clocks.office_hours import CHINA
from bot.domain.tickets.work_order import COLUMNS, Value
from bot.services.tickets.export import Row

BOM = b"\xef\xbb\xbf"


class OrderSheets:
    """`OrderFiles`: lists of orders with the titles of their columns."""

    async def xlsx(self, rows: AsyncIterator[Sequence[Row]]) -> bytes:
        """The work is done in threads; nothing of it stays on the disk."""
        sheet = XlsxSheet(COLUMNS, "工单")
        async for some in rows:
            await asyncio.to_thread(sheet.append, some)
        return await asyncio.to_thread(sheet.finish)

    def csv_head(self) -> bytes:
        """The mark that makes spreadsheets read UTF-8, and the titles."""
        return BOM + self.csv_lines([tuple(column.title for column in COLUMNS)])

    def csv_lines(self, rows: Sequence[Row]) -> bytes:
        """Rows as RFC 4180 wants them."""
        return csv_lines(rows)


def csv_lines(rows: Sequence[Row]) -> bytes:
    """Rows as RFC 4180 wants them, harmless in a spreadsheet."""
    written = io.StringIO()
    csv.writer(written).writerows([[_plain(value) for value in row] for row in rows])
    return written.getvalue().encode("utf-8", "replace")


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
