"""The call pad: what is typed is kept, the caller is recognised, picks are noted, the call is wrapped up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calls.call import Call
from bot.domain.calls.pick import MOST_PICKED_TEXT, Pick, Shown
from bot.domain.calls.terms import CallOutcome
from bot.domain.calls.unfinished import NOTHING, Unfinished
from bot.domain.clocks.office_hours import CHINA
from bot.domain.text.masking import mask
from bot.domain.text.telephone import Telephone, WrongTelephone, read_telephone
from bot.domain.tickets.ticket import Ticket
from bot.services.calls.ports import CallStore, PickStore
from bot.services.ports import Clock
from bot.services.staff.ports import Audit
from bot.services.tickets.ports import Staff, TicketStore

_ID = re.compile(r"[0-9a-f]{32}")
MOST_EARLIER = 20


class NoSuchCall(Exception):  # noqa: N818 - a state of the world
    """There is no such call, or it is somebody else's: the two are told alike."""


class NoNumber(ValueError):  # noqa: N818 - the operator's
    """What was given is no telephone number."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, as far as we know: her number, her tickets and her earlier calls, the newest first."""

    number: str
    tickets: tuple[Ticket, ...]
    calls: tuple[Call, ...]


class CallPad:
    """Calls of one operator at a time; nobody writes on another's open call."""

    def __init__(self, calls: CallStore, picks: PickStore, tickets: TicketStore, audit: Audit, clock: Clock) -> None:
        """`audit` keeps who looked at whom."""
        self._calls, self._picks, self._tickets, self._audit, self._clock = calls, picks, tickets, audit, clock

    async def call(self, number: str, staff: Staff) -> Call:
        """One of her calls; `NoSuchCall`."""
        call = await self._calls.get(number) if _ID.fullmatch(number) else None
        if call is None or call.operator != staff.login:
            raise NoSuchCall(number)
        return call

    async def open_calls(self, staff: Staff) -> Sequence[Call]:
        """Those that she has not wrapped up, newest first."""
        return await self._calls.open_of(staff.login)

    async def today(self, staff: Staff) -> Sequence[Call]:
        """Those that she wrapped up today (in China), newest first."""
        midnight = self._clock.now().astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
        return await self._calls.ended_of(staff.login, midnight)

    async def write(
        self,
        number: str,
        staff: Staff,
        *,
        text: str,
        caller: str,
        version: int,
        unfinished: Unfinished = NOTHING,
    ) -> Call:
        """Keep what stands on the pad; `version` 0 begins a call. `CallChanged`, `CallOver`, `NoSuchCall`.

        `caller` is kept as it was typed, and as a number besides if it is one.
        """
        if not _ID.fullmatch(number):
            raise NoSuchCall(number)
        now = self._clock.now()
        call = await self._begun(number, staff, now, version=version)
        known = _number(caller)
        begun = replace(unfinished, caller="" if caller == known else caller)
        return await self._calls.save(_as_read(call, version).written(text, known, now, begun))

    async def wrap_up(
        self, number: str, staff: Staff, *, outcome: CallOutcome, remark: str, text: str, version: int
    ) -> Call:
        """The end of a call; `CallChanged`, `CallOver`, `RemarkNeeded`, `NoSuchCall`."""
        now = self._clock.now()
        call = await self._begun(number, staff, now, version=version)
        written = _as_read(call, version).written(text, call.caller, now)
        return await self._calls.save(written.wrapped_up(outcome, remark, now))

    async def caller(self, number: str, call: str, staff: Staff) -> Caller:
        """What is known of a calling number; the look is noted first. `NoNumber`."""
        told = _number(number)
        if not told:
            raise NoNumber(number)
        await self._audit.note(staff.login, "caller_seen", f"****{told[-4:]}", f"来电 {call[:8]}" if call else "")
        tickets = await self._tickets.of_phone(told, MOST_EARLIER)
        calls = await self._calls.of_caller(told, MOST_EARLIER)
        return Caller(told, tuple(tickets), tuple(one for one in calls if one.id != call))

    async def tickets_of(self, call: Call) -> Sequence[Ticket]:
        """What was filed for the caller during the call, newest first."""
        return await self._tickets.of_conversation(call.conversation)

    async def pick(  # noqa: PLR0913 - what a label is made of
        self, pick: str, call: str, staff: Staff, *, text: str, shown: Sequence[Shown], code: str, facet: str
    ) -> None:
        """Keep which candidate was read out; "" is none of them. ValueError for one that was not shown."""
        ranks = [number for number, one in enumerate(shown, 1) if one.code == code]
        if code and not ranks:
            raise ValueError(code)
        masked = mask(text.strip()).text[:MOST_PICKED_TEXT]
        rank = ranks[0] if code else 0
        await self._picks.add(Pick(pick, call, staff.login, masked, tuple(shown), code, facet, rank, self._clock.now()))

    async def _begun(self, number: str, staff: Staff, at: datetime, *, version: int) -> Call:
        kept = await self._calls.get(number)
        if kept is not None and kept.operator != staff.login:
            raise NoSuchCall(number)
        if kept is None and version:
            raise NoSuchCall(number)
        return kept or Call(number, staff.login, opened_at=at, changed_at=at)


def _as_read(call: Call, version: int) -> Call:
    """The call with the version that was on the screen: the store refuses an old one."""
    return replace(call, version=version)


def _number(said: str) -> str:
    """A calling number as tickets keep it; "" for what is none."""
    match read_telephone(said):
        case Telephone(number=number):
            return number
        case WrongTelephone() | None:
            return ""
