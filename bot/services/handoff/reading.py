"""Reading talks: with whom and when each was, what was said in it, its files; each look is noted in the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.domain.clocks.office_hours import CHINA
from bot.domain.handoff.access import OVERSEERS, may_read
from bot.domain.handoff.handoff import HandOff
from bot.domain.tickets.ticket import Attachment
from bot.services.files.case_files import NoSuchFile, TicketFiles
from bot.services.files.files import preview
from bot.services.handoff.ports import Line, NoSuchTalk, TalkStore
from bot.services.staff.ports import Audit
from bot.services.tickets.ports import Staff

MOST_LINES = 200
MOST_OF_DAY = 500
MOST_NOTED = 2000
NEWEST = ""


class TalkArchive(Protocol):
    """Talks by the day they were asked for."""

    async def opened_between(self, since: datetime, until: datetime, limit: int) -> Sequence[HandOff]:
        """Talks that were opened in that span, the newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A talk with what was said until it ended."""

    talk: HandOff
    lines: tuple[Line, ...]


class TalkReading:
    """What staff may read of talks."""

    def __init__(self, store: TalkStore, archive: TalkArchive, audit: Audit, files: TicketFiles) -> None:
        """`audit` keeps who looked at which talk."""
        self._store, self._archive, self._audit, self._files = store, archive, audit, files
        self._noted: dict[tuple[str, int, datetime | None], None] = {}

    async def talk(self, number: int, staff: Staff) -> HandOff:
        """A talk; `NoSuchTalk` also where she may not read it."""
        talk = await self._store.get(number)
        if talk is None or not may_read(talk, staff.role, staff.login):
            raise NoSuchTalk
        return talk

    async def look(self, number: int, staff: Staff) -> Reading:
        """A talk and its lines; the look is noted first. `NoSuchTalk`."""
        talk = await self.talk(number, staff)
        await self._audit.note(staff.login, "talk_seen", _object(talk))
        lines = await self._store.lines(talk.conversation, NEWEST, MOST_LINES)
        return Reading(talk, tuple(line for line in lines if talk.ended_at is None or line.at <= talk.ended_at))

    async def opened(self, talk: HandOff, staff: Staff) -> None:
        """The lines of a talk are about to be shown on her desk: noted once for each time that she has it."""
        held = (staff.login, talk.number, talk.taken_at)
        if held in self._noted:
            return
        await self._audit.note(staff.login, "talk_seen", _object(talk))
        self._noted[held] = None
        if len(self._noted) > MOST_NOTED:
            del self._noted[next(iter(self._noted))]

    async def of_day(self, day: date, staff: Staff) -> list[HandOff]:
        """Talks asked for on a day (Asia/Shanghai), the newest first: overseers all, an operator her own."""
        since = datetime.combine(day, time(), CHINA)
        talks = await self._archive.opened_between(since, since + timedelta(days=1), MOST_OF_DAY)
        if staff.role in OVERSEERS:
            return list(talks)
        return [talk for talk in talks if may_read(talk, staff.role, staff.login)]

    async def download(self, number: int, key: str, staff: Staff) -> tuple[Attachment, bytes]:
        """A file that was sent in a talk; that it was taken is noted first. `NoSuchTalk`, `NoSuchFile`."""
        talk, file = await self._file(number, key, staff)
        await self._audit.note(staff.login, "file_taken", _object(talk), file.key)
        return file, await self._content(file)

    async def preview(self, number: int, key: str, staff: Staff) -> bytes:
        """A photo to look at, without the place where it was taken. `NoSuchTalk`, `NoSuchFile`."""
        _, file = await self._file(number, key, staff)
        try:
            return await preview(file, await self._content(file))
        except ValueError as error:
            raise NoSuchFile(key) from error

    async def _file(self, number: int, key: str, staff: Staff) -> tuple[HandOff, Attachment]:
        talk = await self.talk(number, staff)
        for line in await self._store.lines(talk.conversation, NEWEST, MOST_LINES):
            for file in line.files:
                if file.key == key:
                    return talk, file
        raise NoSuchFile(key)

    async def _content(self, file: Attachment) -> bytes:
        try:
            return await self._files.content(file.key)
        except (KeyError, ValueError) as error:
            raise NoSuchFile(file.key) from error


def _object(talk: HandOff) -> str:
    return f"talk:{talk.number}"
