"""好差评: a good rating closes, the first bad one sends the ticket back, the second closes and somebody calls."""

from bot.domain.talk.message import Button, Reply
from bot.domain.talk.papers import Pending
from bot.domain.talk.route import Route
from bot.domain.tickets.life import Command, IllegalMove, refusal
from bot.domain.tickets.moves import Move
from bot.domain.tickets.outlook import promise
from bot.domain.tickets.terms import Rating, Role, Status
from bot.domain.tickets.ticket import Ticket
from bot.services.china_time import day_in_words
from bot.services.tickets.acts import CITIZEN, TicketActs
from bot.services.tickets.notices import rating_buttons
from bot.services.tickets.turns import Talk, TicketTurn, turn
from bot.services.tickets.wording import TicketWording

REASONS = ("unsolved", "nobody", "attitude", "unclear", "slow", "other")


class TicketRating:
    """What follows on a rating."""

    def __init__(self, acts: TicketActs, wording: TicketWording) -> None:
        """`acts` plans the moves."""
        self._acts, self._wording = acts, wording

    async def rate(self, ticket: Ticket, rating: Rating, reason: str, talk: Talk) -> TicketTurn:
        """A rating, with its reason where she gave one at once."""
        if ticket.status is not Status.ANSWERED:
            return self._not_rated(ticket, talk)
        may_redo = rating.is_bad and not refusal(ticket, Move.REDO, Role.CITIZEN)
        move = Move.REDO if may_redo else Move.RATE
        command = Command(move, CITIZEN, talk.at, rating=rating, note=reason)
        change = await self._acts.plan(ticket, command, talk)
        moved = change.tickets[0]
        if not rating.is_bad:
            text = self._wording.about("utter_ticket_rated", moved, rating=rating.label)
            return turn(Route.STATUS, talk, self._wording.told(text, moved), change=change)
        reply = self._apology(moved, "utter_ticket_rated_redo" if may_redo else "utter_ticket_rated_bad_again")
        if reason:
            return turn(Route.STATUS, talk, reply, change=change)
        pending = Pending("reason", talk.at, ticket.number)
        return turn(Route.STATUS, talk, reply, self._ask_reason(ticket), pending=pending, change=change)

    async def redo(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        """要求重办: a bad rating without asking how bad."""
        if ticket.status is Status.ANSWERED and refusal(ticket, Move.REDO, Role.CITIZEN):
            text = self._wording.about("utter_ticket_redo_before", ticket)
            return turn(Route.STATUS, talk, self._wording.told(text, ticket, rating_buttons(ticket)))
        return await self.rate(ticket, Rating.DISSATISFIED, "", talk)

    async def explain(self, ticket: Ticket, reason: str, talk: Talk) -> TicketTurn:
        """Why the rating was bad, in her words."""
        try:
            command = Command(Move.EXPLAIN, CITIZEN, talk.at, note=reason)
            change = await self._acts.plan(ticket, command, talk)
        except IllegalMove as illegal:
            before = illegal.reason == "explained_before"
            key = "utter_ticket_reason_before" if before else "utter_ticket_reason_not_asked"
            return turn(Route.STATUS, talk, self._wording.told(self._wording.words(key), ticket))
        moved = change.tickets[0]
        reply = self._wording.told(self._wording.words("utter_ticket_reason_kept"), moved)
        return turn(Route.STATUS, talk, reply, change=change)

    async def explain_by_button(self, ticket: Ticket, key: str, talk: Talk) -> TicketTurn | None:
        """A reason that was pressed; 其他 asks for her words. None for a reason that is none of ours."""
        if key not in REASONS:
            return None
        if key == "other":
            text = self._wording.words("utter_ticket_ask_reason_words")
            pending = Pending("reason", talk.at, ticket.number)
            return turn(Route.STATUS, talk, self._wording.asked(text, "reason"), pending=pending)
        reason = self._wording.words(f"utter_button_reason_{key}")
        return await self.explain(ticket, reason, talk)

    def unsolved(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        """She says that nothing came of it, without rating."""
        text = self._wording.about("utter_ticket_unsolved", ticket)
        buttons = self._wording.redo_button(ticket) or rating_buttons(ticket)
        return turn(Route.STATUS, talk, self._wording.asked(text, "rating", buttons))

    def _apology(self, moved: Ticket, key: str) -> Reply:
        clock = promise(moved)
        call = "utter_ticket_will_call" if moved.person.phone else "utter_ticket_no_phone_left"
        text = self._wording.about(
            key,
            moved,
            due=day_in_words(clock.due_at) if clock else "",
            why=clock.why if clock else "",
            call_back=self._wording.words(call),
        )
        return self._wording.told(text, moved, [self._wording.status_button(moved)])

    def _ask_reason(self, ticket: Ticket) -> Reply:
        buttons = [
            Button(self._wording.words(f"utter_button_reason_{key}"), f"reason:{ticket.number}:{key}")
            for key in REASONS
        ]
        return self._wording.asked(self._wording.words("utter_ticket_ask_reason"), "reason", buttons)

    def _not_rated(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        if ticket.rating:
            opening = self._wording.words("utter_ticket_rate_before", rating=ticket.rating.label)
        elif ticket.status.is_open:
            opening = self._wording.words("utter_ticket_rate_not_yet")
        else:
            opening = self._wording.about("utter_ticket_rate_too_late", ticket)
        return turn(Route.STATUS, talk, self._wording.status(ticket, talk.at, opening))
