"""Moves and all that follows from them: merged tickets, notices, rights, versions."""

from dataclasses import replace

import pytest

from bot.domain.tickets.life import IllegalMove
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Rating, Role, Status
from bot.domain.tickets.ticket import Actor, Ticket
from bot.services.ports import Phrasebook
from bot.services.tickets.desk import NoSuchTicket, TicketDesk
from bot.services.tickets.notices import TicketNotices
from bot.services.tickets.ports import TicketChanged
from tests.unit.domain.tickets.ticket_life_samples import (
    ACCEPT,
    CITIZEN,
    CLERK,
    DECLINE,
    DISPATCH,
    LIGHTS,
    NUMBER,
    OFFICER,
    OTHER,
    POLICE,
    RELEASE,
    THIRD,
    by,
    filed,
    moved,
    standing,
)
from tests.unit.services.talk.small_desk import FakeScript
from tests.unit.services.tickets.memory_tickets import FrozenClock, MemoryTickets, due

JOIN = by(OFFICER, Move.MERGE, 1, into=NUMBER)


class Office:
    """A desk on a store in memory."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        self.store = MemoryTickets()
        self.desk = TicketDesk(self.store, due, TicketNotices(phrasebook, FakeScript()), FrozenClock())

    def keeps(self, *tickets: Ticket) -> "Office":
        """With these tickets in the store."""
        for ticket in tickets:
            self.store.tickets[ticket.number] = replace(ticket, version=1)
        return self

    def at(self, number: str) -> Ticket:
        """As it stands in the store."""
        return self.store.tickets[number]

    @property
    def told(self) -> list[str]:
        """Which conversations heard something."""
        return [notice.conversation for notice in self.store.notices]


@pytest.fixture
def office(phrasebook: Phrasebook) -> Office:
    """An empty office."""
    return Office(phrasebook)


def member(status: Status = Status.RECEIVED) -> Ticket:
    """A ticket that is handled with the first one."""
    return moved(standing(status, filed(OTHER, conversation="web:other")), JOIN)


async def test_a_move_is_saved_with_its_notice(office: Office) -> None:
    """One more version, one word to the citizen."""
    after = await office.keeps(filed()).desk.move(NUMBER, ACCEPT, version=1)
    assert (after.status, after.version) == (Status.ACCEPTED, 2)
    assert after == office.at(NUMBER)
    assert office.told == ["cli:1"]


async def test_an_old_version_changes_nothing(office: Office) -> None:
    """Somebody else was quicker."""
    with pytest.raises(TicketChanged):
        await office.keeps(filed()).desk.move(NUMBER, ACCEPT, version=7)
    assert office.at(NUMBER).version == 1


@pytest.mark.parametrize(
    ("number", "actor"), [(OTHER, OFFICER), (NUMBER, CLERK), (NUMBER, CITIZEN), (NUMBER, Actor(Role.DEPARTMENT))]
)
async def test_unknown_and_foreign_are_told_alike(office: Office, number: str, actor: Actor) -> None:
    """A number tells nobody whether there is such a ticket."""
    with pytest.raises(NoSuchTicket):
        await office.keeps(filed()).desk.move(number, by(actor, Move.NOTE, 1, note="看"), version=1)


async def test_who_was_merged_is_accepted_and_answered_with_the_other(office: Office) -> None:
    """Each is told in her own chat, each by her own date."""
    office.keeps(filed(), member())
    await office.desk.move(NUMBER, ACCEPT, version=1)
    assert office.at(OTHER).status is Status.ACCEPTED
    assert office.told == ["cli:1", "web:other"]
    office.keeps(standing(Status.IN_REVIEW), replace(office.at(OTHER)))
    await office.desk.move(NUMBER, RELEASE, version=1)
    answered = office.at(OTHER)
    assert (answered.status, answered.answer) == (Status.ANSWERED, "路灯已修好。")
    assert office.told[2:] == ["cli:1", "web:other"]


async def test_who_joins_what_is_accepted_is_accepted_at_once(office: Office) -> None:
    """Nobody would accept it later: it stands in no queue of its own."""
    office.keeps(standing(Status.IN_PROGRESS), filed(OTHER, conversation="web:other"))
    after = await office.desk.move(OTHER, by(OFFICER, Move.MERGE, 9, into=NUMBER), version=1)
    assert (after.status, after.merged_into) == (Status.ACCEPTED, NUMBER)
    assert after.running("answer")
    assert office.told == ["web:other"]


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.CLOSED, Status.WITHDRAWN, Status.NOT_TAKEN])
async def test_nobody_joins_what_is_over(office: Office, status: Status) -> None:
    """It would never be answered."""
    office.keeps(standing(status), filed(OTHER))
    with pytest.raises(IllegalMove, match="no_such_lead"):
        await office.desk.move(OTHER, JOIN, version=1)


async def test_merging_makes_no_chains(office: Office) -> None:
    """Neither into one that is merged, nor one that others were merged into."""
    office.keeps(filed(), member(), filed(THIRD))
    with pytest.raises(IllegalMove, match="no_such_lead"):
        await office.desk.move(THIRD, by(OFFICER, Move.MERGE, 2, into=OTHER), version=1)
    with pytest.raises(IllegalMove, match="leads_others"):
        await office.desk.move(NUMBER, by(OFFICER, Move.MERGE, 2, into=THIRD), version=1)


@pytest.mark.parametrize("command", [DECLINE, by(CITIZEN, Move.WITHDRAW, 2)])
async def test_where_the_other_is_no_longer_handled_each_is_handled_alone(office: Office, command: object) -> None:
    """Or it would stand in no queue for ever; the others are not told that theirs was withdrawn."""
    change = await office.keeps(filed(), member()).desk.plan(office.at(NUMBER), command)  # type: ignore[arg-type]
    assert [(one.number, one.merged_into) for one in change.tickets] == [(NUMBER, ""), (OTHER, "")]
    assert change.tickets[1].status is Status.RECEIVED
    assert [notice.conversation for notice in change.notices] == ["cli:1"]


async def test_who_is_dissatisfied_is_redone_alone_by_the_department_that_answered(office: Office) -> None:
    """The others' tickets stay as they are."""
    other_department = moved(standing(Status.ACCEPTED), replace(DISPATCH, department=POLICE))
    lead = replace(standing(Status.CLOSED), subject=other_department.subject)
    answered = replace(standing(Status.ANSWERED, filed(OTHER)), merged_into=NUMBER)
    assert answered.subject.department == LIGHTS
    office.keeps(lead, answered)
    change = await office.desk.plan(office.at(OTHER), by(CITIZEN, Move.REDO, 30, rating=Rating.DISSATISFIED))
    assert len(change.tickets) == 1
    redone = change.tickets[0]
    assert (redone.status, redone.merged_into, redone.subject.department) == (Status.DISPATCHED, "", POLICE)
