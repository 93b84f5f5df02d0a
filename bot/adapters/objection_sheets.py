"""Lists of objections as XLSX and CSV."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from bot.adapters.sheets import BOM, csv_lines
from bot.adapters.xlsx import XlsxSheet
from bot.domain.objections.record import RECORD
from bot.services.objections.export import Row


class ObjectionSheets:
    """`RecordFiles`: the rows under the titles of their columns."""

    async def xlsx(self, rows: AsyncIterator[Sequence[Row]]) -> bytes:
        """The work is done in threads."""
        sheet = XlsxSheet(RECORD, "公共数据异议")
        async for some in rows:
            await asyncio.to_thread(sheet.append, some)
        return await asyncio.to_thread(sheet.finish)

    async def csv(self, rows: AsyncIterator[Sequence[Row]]) -> bytes:
        """With the mark that makes spreadsheets read UTF-8."""
        head = BOM + csv_lines([tuple(column.title for column in RECORD)])
        return head + b"".join([await asyncio.to_thread(csv_lines, some) async for some in rows])
