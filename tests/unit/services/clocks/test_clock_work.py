"""The rounds of the clock worker: dates, silence, reminders, a sign of life."""

from dataclasses import replace

import pytest

from bot.domain.clocks.calendar import WorkCalendar, YearTable
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Result, Role, Status
from bot.domain.tickets.ticket import Ticket
from bot.services.clocks import clock_work
from bot.services.clocks.clock_work import STALE_AFTER, Heartbeat, Pulse, Round
from bot.services.tickets.ports import Change, TicketChanged
from tests.unit.domain.clocks.clerk_days import moment, working_time, written
from tests.unit.domain.clocks.clock_walk import CLERK, LIGHTS, OFFICER, Walk, received
from tests.unit.domain.clocks.test_reckoning import accepted, with_notice
from tests.unit.domain.tickets.ticket_life_samples import NUMBER, OTHER, THIRD
from tests.unit.services.clocks.clock_office import ClockOffice


@pytest.fixture
def office() -> ClockOffice:
    """Empty stores."""
    return ClockOffice()


def answered(result: Result = Result.SOLVED, **changes: object) -> Ticket:
    """Answered on Monday 23 November; the silence is over a week later."""
    walk = Walk(received("2026-11-20 Fri 09:00", **changes))
    walk.move("2026-11-20 Fri 09:10", Move.ACCEPT, OFFICER)
    walk.move("2026-11-20 Fri 09:20", Move.DISPATCH, OFFICER, department=LIGHTS)
    walk.move("2026-11-20 Fri 09:30", Move.SIGN, CLERK)
    walk.move("2026-11-20 Fri 15:00", Move.SUBMIT_ANSWER, CLERK, answer="管材没到货，修不了。", result=result)
    walk.move("2026-11-23 Mon 09:00", Move.RELEASE, OFFICER)
    return walk.ticket


async def test_a_round_reminds_once(office: ClockOffice) -> None:
    """However often the worker looks, and however often it is started anew."""
    office.put(received("2026-11-20 Fri 10:00"))
    worker = office.worker()
    assert await office.round(worker, "2026-11-23 Mon 08:20") == Round(1, 0, 0)
    assert await office.round(worker, "2026-11-23 Mon 08:40") == Round(1, 1, 0)
    assert await office.round(worker, "2026-11-23 Mon 08:41") == Round(1, 0, 0)
    assert await office.round(office.worker(), "2026-11-23 Mon 08:42") == Round(1, 0, 0)
    assert office.reminders.sent == [f"{NUMBER}/0/due_today/2026-11-23/officer/"]


@pytest.mark.parametrize("result", list(Result))
async def test_a_silent_ticket_is_closed_with_its_outcome(office: ClockOffice, result: Result) -> None:
    """At the moment the clock runs out, not before; unsolved stays unsolved; the citizen is told."""
    ticket = answered(result)
    office.put(ticket)
    worker = office.worker()
    await office.round(worker, "2026-11-30 Mon 16:29")
    assert office.stored(ticket).status is Status.ANSWERED
    await office.round(worker, "2026-11-30 Mon 16:30")
    closed = office.stored(ticket)
    assert (closed.status, closed.result, closed.rating) == (Status.CLOSED, result, None)
    assert (closed.steps[-1].move, closed.steps[-1].actor.role) == (Move.CLOSE, Role.SYSTEM)
    assert [notice.conversation for notice in office.store.notices] == [ticket.conversation]
    await office.round(worker, "2026-11-30 Mon 16:31")
    assert office.stored(ticket) == closed


async def test_who_rates_in_the_last_moment_is_not_closed_over(office: ClockOffice) -> None:
    """Whoever saves first wins; the other does nothing."""
    ticket = answered()
    office.put(ticket)
    office.store.save = _refusing  # type: ignore[method-assign]
    assert await office.round(office.worker(), "2026-12-01 Tue 09:00") == Round(1, 0, 0)
    assert office.stored(ticket) == ticket


async def _refusing(change: Change, at: object) -> None:
    raise TicketChanged(change.tickets[0].number)


async def test_a_notice_that_comes_out_moves_the_promise(office: ClockOffice) -> None:
    """Step, new date, and a word to the citizen with both dates and why; the next round changes nothing."""
    ticket = accepted()
    office.put(ticket)
    assert await office.round(office.worker(), "2027-02-02 Tue 16:00") == Round(1, 0, 0)
    assert office.stored(ticket) == ticket
    worker = office.worker(with_notice())
    await office.round(worker, "2027-02-03 Wed 09:00")
    moved = office.stored(ticket)
    assert written(moved.clocks[1].due_at) == "2027-02-15 Mon 16:30"
    assert moved.steps[-1].move == "reckoned"
    (notice,) = office.store.notices
    assert notice.conversation == ticket.conversation
    assert "原来最晚2月11日（周四）16:30，现在最晚2月15日（周一）16:30" in notice.reply.text
    assert "2月14日（周日）是调休上班日，要算" in notice.reply.text
    assert notice.reply.data["due_at"] == moved.clocks[1].due_at.isoformat()
    await office.round(worker, "2027-02-03 Wed 09:01")
    assert office.stored(ticket) == moved
    assert len(office.store.notices) == 1


async def test_a_citizen_of_traditional_characters_is_told_in_them(office: ClockOffice) -> None:
    """Sentence and button."""
    office.put(replace(accepted(), traditional=True))
    await office.round(office.worker(with_notice()), "2027-02-03 Wed 09:00")
    (notice,) = office.store.notices
    plain = ClockOffice()
    plain.put(accepted())
    await plain.round(plain.worker(with_notice()), "2027-02-03 Wed 09:00")
    assert notice.reply.text != plain.store.notices[0].reply.text


async def test_who_filed_by_telephone_is_not_written_to(office: ClockOffice) -> None:
    """The date moves all the same."""
    ticket = replace(accepted(), conversation="")
    office.put(ticket)
    await office.round(office.worker(with_notice()), "2027-02-03 Wed 09:00")
    assert not office.store.notices
    assert office.stored(ticket).steps[-1].move == "reckoned"


async def test_what_does_not_move_is_not_saved(office: ClockOffice) -> None:
    """No new version: a clerk's open page stays good."""
    tickets = (received("2026-11-20 Fri 10:00"), replace(accepted(), number=OTHER))
    office.put(*tickets)
    worker = office.worker()
    for at in ("2026-11-23 Mon 09:00", "2026-11-23 Mon 09:01"):
        await office.round(worker, at)
    assert [office.stored(ticket) for ticket in tickets] == list(tickets)


async def test_an_older_program_does_not_undo_what_a_newer_has_reckoned(office: ClockOffice) -> None:
    """Two programs run during an update, with different limits: the date moves once, the citizen hears once."""
    known = working_time()
    longer = replace(known, limits=known.limits | {"answer": replace(known.limits["answer"], working_days=7)})
    walk = Walk(received("2026-11-20 Fri 09:00"))
    walk.move("2026-11-20 Fri 09:10", Move.ACCEPT, OFFICER)
    office.put(walk.ticket)
    old = office.worker(name="old")
    await office.round(old, "2026-11-20 Fri 10:00")
    new = office.worker(longer, name="new")
    for minute in (1, 2, 3):
        await office.round(new, f"2026-11-20 Fri 10:0{minute}")
        await office.round(old, f"2026-11-20 Fri 10:0{minute}")
    assert written(office.stored(walk.ticket).clocks[1].due_at) == "2026-12-01 Tue 16:30"
    assert len(office.store.notices) == 1


async def test_a_ticket_that_changed_meanwhile_is_reckoned_in_the_next_round(office: ClockOffice) -> None:
    """A clerk was quicker; nothing is forgotten."""
    known = working_time()
    longer = replace(known, limits=known.limits | {"accept": replace(known.limits["accept"], working_days=2)})
    ticket = received("2026-11-20 Fri 10:00")
    office.put(ticket)
    worker, save = office.worker(longer), office.store.save
    office.store.save = _refusing  # type: ignore[method-assign]
    assert await office.round(worker, "2026-11-20 Fri 11:00") == Round(1, 0, 0)
    office.store.save = save  # type: ignore[method-assign]
    await office.round(worker, "2026-11-20 Fri 11:01")
    assert written(office.stored(ticket).clocks[0].due_at) == "2026-11-24 Tue 16:30"


async def test_one_bad_ticket_does_not_hold_up_the_others(
    office: ClockOffice, caplog: pytest.LogCaptureFixture
) -> None:
    """The calendar does not reach it: that is logged by its number, the rest goes on, and life is shown."""
    far = received("2018-11-20 Tue 10:00", replace(working_time(), calendar=_weekdays(2018)), number=OTHER)
    office.put(received("2026-11-20 Fri 10:00"), far, received("2026-11-20 Fri 10:00", number=THIRD))
    assert await office.round(office.worker(), "2026-11-23 Mon 10:00") == Round(3, 2, 1)
    assert OTHER in caplog.text
    assert office.heartbeats.beats


async def test_a_worker_that_can_look_at_nothing_shows_no_life(office: ClockOffice) -> None:
    """The banner turns red when the calendar does not reach the tickets."""
    far = received("2018-11-20 Tue 10:00", replace(working_time(), calendar=_weekdays(2018)))
    office.put(far)
    assert await office.round(office.worker(), "2026-11-23 Mon 10:00") == Round(1, 0, 1)
    assert not office.heartbeats.beats


def _weekdays(*years: int) -> WorkCalendar:
    return WorkCalendar([YearTable(year, {}, {}) for year in years])


async def test_many_tickets_are_looked_at_in_pieces(office: ClockOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them once."""
    monkeypatch.setattr(clock_work, "BATCH", 3)
    office.put(*(received("2026-11-20 Fri 10:00", number=f"SL20261120-{n:04d}-A") for n in range(10)))
    assert await office.round(office.worker(), "2026-11-23 Mon 10:00") == Round(10, 10, 0)
    assert office.reminders.calls == 4


async def test_what_was_told_today_is_not_looked_up_again(office: ClockOffice) -> None:
    """A round in which nothing happened costs nothing; the next morning, and every change, are told."""
    ticket = received("2026-11-20 Fri 10:00")
    office.put(ticket)
    worker = office.worker()
    assert await office.round(worker, "2026-11-23 Mon 17:30") == Round(1, 0, 0)
    assert await office.round(worker, "2026-11-24 Tue 09:00") == Round(1, 2, 0)
    calls = office.reminders.calls
    assert await office.round(worker, "2026-11-24 Tue 15:00") == Round(1, 0, 0)
    assert office.reminders.calls == calls
    later = replace(ticket, clocks=(replace(ticket.clocks[0], due_at=moment("2026-11-24 Tue 16:30")),))
    office.put(later)
    assert await office.round(worker, "2026-11-24 Tue 15:01") == Round(1, 1, 0)
    assert await office.round(worker, "2026-11-25 Wed 09:00") == Round(1, 2, 0)


async def test_a_reminder_that_could_not_be_kept_is_tried_again(
    office: ClockOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what the store has taken counts as told."""
    office.put(received("2026-11-20 Fri 10:00"))
    worker = office.worker()

    async def away(*_: object) -> int:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(office.reminders, "send", away)
        with pytest.raises(OSError):
            await office.round(worker, "2026-11-23 Mon 10:00")
    assert await office.round(worker, "2026-11-23 Mon 10:01") == Round(1, 1, 0)


async def test_an_empty_desk_shows_life(office: ClockOffice) -> None:
    """Also before the first demand."""
    pulse = Pulse(office.heartbeats, office.clock)
    assert await pulse.now() == Heartbeat(is_alive=False, since=None)
    await office.round(office.worker(), "2026-11-23 Mon 10:00")
    assert await pulse.now() == Heartbeat(is_alive=True, since=moment("2026-11-23 Mon 10:00"))


async def test_three_rounds_without_a_beat_are_a_standstill(office: ClockOffice) -> None:
    """And the first beat after it is life again."""
    pulse, worker = Pulse(office.heartbeats, office.clock), office.worker()
    await office.round(worker, "2026-11-23 Mon 10:00")
    office.clock.at += STALE_AFTER
    assert (await pulse.now()).is_alive
    office.clock.at += STALE_AFTER / 100
    assert await pulse.now() == Heartbeat(is_alive=False, since=moment("2026-11-23 Mon 10:00"))
    await office.round(worker, "2026-11-23 Mon 10:05")
    assert (await pulse.now()).is_alive


async def test_a_round_that_fails_is_followed_by_the_next(
    office: ClockOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A store that is away for a while is waited for."""
    monkeypatch.setattr(clock_work, "ROUND_S", 0.0)
    rounds: list[int] = []

    class Stop(BaseException):
        """The end of the test."""

    async def away(*_: object) -> list[object]:
        rounds.append(1)
        if len(rounds) == 3:
            raise Stop
        raise OSError

    worker = office.worker()
    monkeypatch.setattr(worker._watch, "running", away)
    with pytest.raises(Stop):
        await worker.run()
    assert caplog.text.count("a round of the clocks failed") == 2
