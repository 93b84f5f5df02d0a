"""Tickets that lived through random legal moves over some weeks, as a county's year would bring them."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.clocks.office_hours import china_day
from bot.domain.clocks.working_time import WorkingTime
from bot.domain.tickets.life import Command, IllegalMove, move_ticket, run_clock
from bot.domain.tickets.moves import RULES, Move
from bot.domain.tickets.number import ticket_number
from bot.domain.tickets.terms import Privacy, Rating, Result, Role, Status, TicketType
from bot.domain.tickets.ticket import Actor, Person, Step, Subject, Ticket
from tests.unit.domain.tickets.ticket_life_samples import CITIZEN, filed

DEPARTMENTS = ("市公安局", "市住房和城乡建设局", "市城市管理行政执法局", "")
CATEGORIES = ("城乡建设", "公共安全", "")
DISTRICTS = ("郑家屯街道", "茂林镇", "")
LONGEST_H = 60
LIKELY = (Move.ACCEPT, Move.DISPATCH, Move.SIGN, Move.SUBMIT_ANSWER, Move.RELEASE, Move.RATE)
_NEEDS = {
    "note": "说明",
    "right_way": "去法院",
    "points": ("几号楼",),
    "department": "市公安局",
    "answer": "已经修好了，请放心。",
}


def random_tickets(count: int, first: datetime, times: WorkingTime, seed: int = 7) -> Iterator[Ticket]:
    """`count` tickets received in the ninety days after `first`."""
    chance = random.Random(seed)
    for place in range(count):
        at = first + timedelta(minutes=chance.randrange(90 * 24 * 60))
        yield lived(_filed(place, at, chance, times), at, chance, times)


def lived(ticket: Ticket, at: datetime, chance: random.Random, times: WorkingTime) -> Ticket:
    """Some moves later; most of them those that bring the matter on."""
    for _ in range(chance.randrange(12)):
        at += timedelta(minutes=chance.randrange(LONGEST_H * 60))
        moves = [move for move in RULES if ticket.status in RULES[move].sources]
        likely = [move for move in moves if move in LIKELY]
        move = chance.choice(likely if likely and chance.random() < 0.8 else moves)
        try:
            ticket = move_ticket(ticket, _command(ticket, move, at, chance), times.due)
        except IllegalMove:
            continue
    return ticket


def _filed(place: int, at: datetime, chance: random.Random, times: WorkingTime) -> Ticket:
    subject = Subject(
        category=chance.choice(CATEGORIES),
        department=chance.choice(DEPARTMENTS),
        district=chance.choice(DISTRICTS),
        place="幸福小区门口",
        is_urgent=chance.random() < 0.1,
    )
    return replace(
        filed(ticket_number(china_day(at), place + 1)),
        query_code=f"CODE{place}",
        type=chance.choice(tuple(TicketType)),
        person=Person("王小明", "13812345678", chance.choice(tuple(Privacy))),
        subject=subject,
        received_at=at,
        clocks=(run_clock("accept", at, times.due),),
        steps=(Step(at, Move.FILE.value, CITIZEN, Status.RECEIVED),),
    )


def _command(ticket: Ticket, move: Move, at: datetime, chance: random.Random) -> Command:
    role = chance.choice(sorted(RULES[move].roles))
    department = ticket.subject.department if role is Role.DEPARTMENT else ""
    needs = {name: value for name, value in _NEEDS.items() if name in RULES[move].needs}
    if move is Move.DISPATCH:
        needs["department"] = chance.choice(DEPARTMENTS[:-1])
    rating = chance.choice(tuple(Rating)) if move is Move.RATE else Rating.DISSATISFIED
    return Command(
        move,
        Actor(role, "somebody", department),
        at,
        rating=rating if move in (Move.RATE, Move.REDO) else None,
        result=chance.choice(tuple(Result)) if "result" in RULES[move].needs else None,
        **needs,  # type: ignore[arg-type]
    )
