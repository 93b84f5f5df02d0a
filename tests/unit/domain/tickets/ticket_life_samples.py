"""Tickets that were brought to a status by their legal moves, as clerks would bring them there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.tickets.life import Command, move_ticket, run_clock
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Privacy, Rating, Result, Role, Status, TicketType
from bot.domain.tickets.ticket import Actor, Person, Step, Subject, Ticket
from tests.unit.services.tickets.memory_tickets import due

RECEIVED_AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, nine o'clock in 双辽."""
NUMBER, OTHER, THIRD = "SL20261123-0001-X", "SL20261123-0002-A", "SL20261123-0003-C"
CODE = "AB3D5FGH"
LIGHTS = "市城市管理行政执法局"
POLICE = "市公安局"
CITIZEN, SYSTEM = Actor(Role.CITIZEN), Actor(Role.SYSTEM)
OFFICER, SUPERVISOR = Actor(Role.OFFICER, "li"), Actor(Role.SUPERVISOR, "sun")
OPERATOR, CLERK = Actor(Role.OPERATOR, "qian"), Actor(Role.DEPARTMENT, "zhou", LIGHTS)


def filed(number: str = NUMBER, *, conversation: str = "cli:1", title: str = "路灯不亮") -> Ticket:
    """A complaint that was just filed in the chat."""
    return Ticket(
        number=number,
        query_code=CODE,
        type=TicketType.COMPLAINT,
        title=title,
        text="幸福小区门口路灯不亮半个月了",
        subject=Subject(category="城乡建设", department=LIGHTS, district="郑家屯街", place="幸福小区门口"),
        person=Person("王小明", "13812345678"),
        channel="cli",
        conversation=conversation,
        received_at=RECEIVED_AT,
        clocks=(run_clock("accept", RECEIVED_AT, due),),
        steps=(Step(RECEIVED_AT, Move.FILE.value, CITIZEN, Status.RECEIVED),),
    )


def after(hours: float) -> datetime:
    """So many hours after the ticket was received."""
    return RECEIVED_AT + timedelta(hours=hours)


def by(actor: Actor, move: Move, hours: float, **needs: object) -> Command:
    """A move that somebody makes so many hours after the ticket was received."""
    return Command(move, actor, after(hours), **needs)  # type: ignore[arg-type]


def moved(ticket: Ticket, *commands: Command) -> Ticket:
    """The ticket after these moves."""
    for command in commands:
        ticket = move_ticket(ticket, command, due)
    return ticket


ACCEPT = by(OFFICER, Move.ACCEPT, 1)
ASK_MORE = by(OFFICER, Move.ASK_MORE, 1, points=("哪个门口", "路灯编号"))
DECLINE = by(OFFICER, Move.DECLINE, 1, note="已经进了法院", right_way="请等法院判决")
DISPATCH = by(OFFICER, Move.DISPATCH, 2, department=LIGHTS)
SIGN = by(CLERK, Move.SIGN, 3)
RETURN = by(CLERK, Move.RETURN, 4, note="不归我们管", department=POLICE)
SUBMIT = by(CLERK, Move.SUBMIT_ANSWER, 20, answer="路灯已修好。", result=Result.SOLVED)
RELEASE = by(OFFICER, Move.RELEASE, 22)
RATE_WELL = by(CITIZEN, Move.RATE, 23, rating=Rating.SATISFIED)
REDO = by(CITIZEN, Move.REDO, 23, rating=Rating.DISSATISFIED)
WITHDRAW = by(CITIZEN, Move.WITHDRAW, 1)
ROAD_TO: dict[Status, Sequence[Command]] = {
    Status.RECEIVED: (),
    Status.NEEDS_MORE: (ASK_MORE,),
    Status.ACCEPTED: (ACCEPT,),
    Status.DISPATCHED: (ACCEPT, DISPATCH),
    Status.IN_PROGRESS: (ACCEPT, DISPATCH, SIGN),
    Status.RETURNED: (ACCEPT, DISPATCH, RETURN),
    Status.IN_REVIEW: (ACCEPT, DISPATCH, SIGN, SUBMIT),
    Status.ANSWERED: (ACCEPT, DISPATCH, SIGN, SUBMIT, RELEASE),
    Status.CLOSED: (ACCEPT, DISPATCH, SIGN, SUBMIT, RELEASE, RATE_WELL),
    Status.NOT_TAKEN: (DECLINE,),
    Status.WITHDRAWN: (WITHDRAW,),
}


def standing(status: Status, ticket: Ticket | None = None) -> Ticket:
    """A ticket at that status, by the shortest road."""
    return moved(ticket or filed(), *ROAD_TO[status])


def anonymous(ticket: Ticket) -> Ticket:
    """Nobody knows who filed it."""
    return replace(ticket, person=Person(privacy=Privacy.ANONYMOUS))
