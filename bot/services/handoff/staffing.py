"""Who can be had now: operators at their live desks, office hours, their names as citizens hear them."""

from bot.domain.clocks.calendar import YearNotCovered
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.handoff.away import PRESENT_WITHIN
from bot.domain.handoff.introduction import called
from bot.services.china_time import day_in_words
from bot.services.handoff.records import TalkRecords
from bot.services.ports import Clock
from bot.services.staff.ports import StaffStore


class Staffing:
    """The desk as it is staffed at this moment."""

    def __init__(self, records: TalkRecords, staff: StaffStore, times: WorkingTime, clock: Clock) -> None:
        """`times` holds calendar and office hours."""
        self._records, self._staff, self._times, self._clock = records, staff, times, clock

    async def on_duty(self) -> int:
        """How many pages showed life just now."""
        return len(await self._records.on_duty(self._clock.now() - PRESENT_WITHIN))

    def is_office_open(self) -> bool:
        """By the city's usual office hours."""
        try:
            return self._times.hours.is_open(self._clock.now(), self._times.calendar)
        except YearNotCovered:  # nothing is said about hours that nobody knows
            return True

    def opens(self) -> str:
        """When the office opens next, in words."""
        return day_in_words(self._times.hours.next_opening(self._clock.now(), self._times.calendar))

    async def called(self, login: str) -> str:
        """An operator as citizens hear of her."""
        account = await self._staff.find(login)
        return called(login, account.staff.name if account else "")
