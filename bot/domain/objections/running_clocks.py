"""Which clocks run after filing and after each move (双政发〔2019〕9号 Art. 44).

Three dates that the article leaves open, and how they are read:

- *Another department.* Its five days run "收到转交的异议材料之日起": from its own receipt, so a hand-over to another
  department starts a clock of its own. It could not verify what it had not got.
- *The same department once more*, after it sent the matter back: it received the material when it was first handed
  over, and that day still counts. Sending to and fro wins nobody time.
- *Sent back.* The bureau has kept its two days when it handed over; what was sent back is its turn again, and it gets
  the same two working days from that day.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection
from bot.domain.tickets.life import Due, run_clock
from bot.domain.tickets.ticket import ClockRun

MARKING, OWN, HANDING_OVER = "mark_objection", "decide_own_data", "hand_over_objection"
DEPARTMENTS, TELLING = "decide_department_data", "tell_objector"
ALL = (MARKING, OWN, HANDING_OVER, DEPARTMENTS, TELLING)

STOPS: dict[ObjectionMove, tuple[str, ...]] = {
    ObjectionMove.MARK: (MARKING,),
    ObjectionMove.NOT_TAKE: ALL,
    ObjectionMove.DECIDE: (OWN, HANDING_OVER),
    ObjectionMove.HAND_OVER: (OWN, HANDING_OVER, DEPARTMENTS),
    ObjectionMove.SEND_BACK: (DEPARTMENTS,),
    ObjectionMove.VERIFY: (DEPARTMENTS,),
    ObjectionMove.TELL: (TELLING,),
    ObjectionMove.WITHDRAW: ALL,
}
"""Which running clocks a move stops."""

STARTS: dict[ObjectionMove, tuple[str, ...]] = {
    ObjectionMove.DECIDE: (TELLING,),
    ObjectionMove.HAND_OVER: (DEPARTMENTS,),
    ObjectionMove.SEND_BACK: (HANDING_OVER,),
    ObjectionMove.VERIFY: (TELLING,),
}
"""Which clocks a move starts; filing starts two of its own (`at_filing`)."""


def at_filing(objection: Objection, due: Due) -> tuple[ClockRun, ...]:
    """To mark, and to decide what is the bureau's own or hand over what is not."""
    keys = (MARKING, OWN if objection.department == OWN_DEPARTMENT else HANDING_OVER)
    return tuple(run_clock(key, objection.received_at, due) for key in keys)


def after_move(before: Objection, moved: Objection, due: Due) -> tuple[ClockRun, ...]:
    """The clocks after the newest step of `moved`."""
    step = moved.steps[-1]
    move = ObjectionMove(step.move)
    stops = STOPS.get(move, ())
    clocks = tuple(
        replace(clock, ended_at=step.at) if clock.is_running and clock.key in stops else clock
        for clock in before.clocks
    )
    return (*clocks, *(run_clock(key, _begins(moved, key, step.at), due) for key in STARTS.get(move, ())))


def _begins(moved: Objection, key: str, at: datetime) -> datetime:
    """Now; a department's clock on the day on which it first received the material."""
    if key != DEPARTMENTS:
        return at
    return next(
        step.at
        for step in moved.steps
        if step.move == ObjectionMove.HAND_OVER and step.facts.get("department") == moved.department
    )
