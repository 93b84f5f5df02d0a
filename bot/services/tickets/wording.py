"""Where a ticket stands, in words a villager understands: who has it, what comes next, by which day and why."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.talk.conversation import Option
from bot.domain.talk.message import Button, Kind, Reply
from bot.domain.tickets.life import refusal
from bot.domain.tickets.moves import Move
from bot.domain.tickets.outlook import promise, public_steps, stands_since
from bot.domain.tickets.terms import Rating, Role, Status
from bot.domain.tickets.ticket import Step, Ticket
from bot.services.china_time import day_in_words
from bot.services.ports import Phrasebook
from bot.services.tickets.cases import Case
from bot.services.tickets.notices import rating_buttons, ticket_data

_OFFERED = {Move.CHASE: "chase", Move.SUPPLEMENT: "add", Move.WITHDRAW: "withdraw"}
"""What a citizen may do, and the payload and button that do it."""
_WITH_DEPARTMENT = frozenset({Status.DISPATCHED, Status.IN_PROGRESS})


class TicketWording:
    """Words for a ticket's later life."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        """All sentences are in the phrasebook."""
        self._phrasebook = phrasebook

    def words(self, key: str, **values: str) -> str:
        """The text of a response."""
        return self._phrasebook.words(key, **values)

    def about(self, key: str, ticket: Ticket, **values: str) -> str:
        """The text of a response about a ticket, whose own words are always at hand."""
        own = {"number": ticket.number, "title": ticket.title, "status": ticket.status.label}
        return self.words(key, **own | {"department": self.department(ticket), "holder": self.holder(ticket)} | values)

    def told(self, text: str, ticket: Ticket, buttons: Sequence[Button] = ()) -> Reply:
        """What a move did."""
        return Reply(Kind.TICKET, text, tuple(buttons), ticket_data(ticket))

    def asked(self, text: str, asks: str, buttons: Sequence[Button] = ()) -> Reply:
        """A question that the next message answers."""
        return Reply(Kind.FORM, text, tuple(buttons), {"asks": asks})

    def said(self, key: str) -> Reply:
        """A sentence about looking up, without a ticket."""
        return Reply(Kind.STATUS, self.words(key))

    def status(self, ticket: Ticket, at: datetime, opening: str = "") -> Reply:
        """The whole state of a ticket, with what can be done."""
        parts = [opening, self._where(ticket)]
        if ticket.merged_into and ticket.status.is_open:
            parts.append(self.words("utter_ticket_together"))
        if ticket.status in (Status.ANSWERED, Status.CLOSED) and ticket.answer:
            result = ticket.result.label if ticket.result else ""
            parts.append(self.words("utter_ticket_result", result=result, answer=ticket.answer))
        if coming := self.coming(ticket, at):
            parts.append(self.words("utter_ticket_next", next=coming))
        if why := self.why(ticket):
            parts.append(self.words("utter_ticket_why", why=why))
        steps = "\n".join(self._step(step) for step in public_steps(ticket))
        parts.append(self.words("utter_ticket_steps", steps=steps))
        return Reply(Kind.STATUS, "\n".join(part for part in parts if part), self.buttons(ticket), ticket_data(ticket))

    def coming(self, ticket: Ticket, at: datetime) -> str:
        """What happens next and by when; "" if nothing does."""
        if ticket.status is Status.NEEDS_MORE:
            return self.words("utter_ticket_next_needs_more")
        clock = promise(ticket)
        if clock is None:
            return ""
        due = day_in_words(clock.due_at)
        if clock.due_at < at and ticket.status is not Status.ANSWERED:
            return self.words("utter_ticket_next_late", due=due)
        own = ticket.status in (Status.RECEIVED, Status.ANSWERED, Status.CLOSED)
        return self.words(f"utter_ticket_next_{ticket.status if own else 'answer'}", due=due)

    def why(self, ticket: Ticket) -> str:
        """Why the next date is that date."""
        clock = promise(ticket)
        return clock.why if clock else ""

    def holder(self, ticket: Ticket) -> str:
        """Who has to act now."""
        return self.department(ticket) if ticket.status in _WITH_DEPARTMENT else self.words("utter_ticket_hotline")

    def department(self, ticket: Ticket) -> str:
        """Who handles it, or will."""
        return ticket.subject.department or self.words("utter_ticket_no_department")

    def buttons(self, ticket: Ticket) -> tuple[Button, ...]:
        """What the citizen may do now."""
        if ticket.status is Status.ANSWERED:
            return (*rating_buttons(ticket), *self.redo_button(ticket))
        return tuple(
            Button(self.words(f"utter_button_{name}"), f"{name}:{ticket.number}")
            for move, name in _OFFERED.items()
            if not refusal(ticket, move, Role.CITIZEN)
        )

    def redo_button(self, ticket: Ticket) -> tuple[Button, ...]:
        """重办, where it may still be asked for."""
        if refusal(ticket, Move.REDO, Role.CITIZEN):
            return ()
        return (Button(self.words("utter_button_redo"), f"redo:{ticket.number}"),)

    def status_button(self, ticket: Ticket) -> Button:
        """查进度."""
        return Button(self.words("utter_button_status"), f"ticket:{ticket.number}")

    def options(self, tickets: Sequence[Case]) -> tuple[Option, ...]:
        """Tickets as the lines of a list to choose from."""
        return tuple(Option(one.number, self._option(one, place)) for place, one in enumerate(tickets, 1))

    def step(self, step: Step) -> str:
        """What a public step was."""
        is_citizen = step.actor.role is Role.CITIZEN
        rating = step.facts.get("rating")
        return self.words(
            f"utter_ticket_step_{step.move}",
            who=self.words("utter_ticket_who_you" if is_citizen else "utter_ticket_who_hotline"),
            department=step.facts.get("department") or step.actor.department,
            rating=Rating(rating).label if rating else "",
        )

    def _where(self, ticket: Ticket) -> str:
        where = self.about(
            f"utter_ticket_where_{ticket.status}",
            ticket,
            since=day_in_words(stands_since(ticket)),
            points="\n".join(ticket.asked_points),
            note=next((step.note for step in ticket.steps if step.move == Move.DECLINE), ""),
        )
        return self.about("utter_ticket_status", ticket, where=where)

    def _step(self, step: Step) -> str:
        return self.words("utter_ticket_step", when=day_in_words(step.at), what=self.step(step))

    def _option(self, ticket: Case, place: int) -> str:
        day = day_in_words(ticket.received_at).partition("（")[0]
        values = {"title": ticket.title, "status": ticket.status.label}
        return self.words("utter_ticket_option", **values, place=str(place), day=day)
