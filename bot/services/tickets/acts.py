"""催办, 补充, 撤回: what a citizen does with her open ticket, and what she is told where it cannot be done."""

from dataclasses import replace

from bot.domain.talk.message import Button
from bot.domain.talk.papers import Pending
from bot.domain.talk.route import Route
from bot.domain.tickets.life import CHASE_PAUSE, Command, IllegalMove, refusal
from bot.domain.tickets.moves import Move
from bot.domain.tickets.terms import Role, Status
from bot.domain.tickets.ticket import Actor, Ticket
from bot.services.china_time import day_in_words
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.ports import Change
from bot.services.tickets.turns import Talk, TicketTurn, turn
from bot.services.tickets.wording import TicketWording

CITIZEN = Actor(Role.CITIZEN)
WITHDRAW_REASONS = ("solved", "mistake", "other")


class TicketActs:
    """Each act asks, moves, or says why it cannot."""

    def __init__(self, desk: TicketDesk, wording: TicketWording) -> None:
        """Moves are planned by the desk; whoever answers saves them with the answer."""
        self._desk, self._wording = desk, wording

    def show(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        """查进度; what was waited for about the same ticket still is."""
        before = talk.pending
        keeps = before and before.act in ("add", "added", "reason") and before.number == ticket.number
        reply = self._wording.status(ticket, talk.at)
        return turn(Route.STATUS, talk, reply, pending=before if keeps else None)

    async def plan(self, ticket: Ticket, command: Command, talk: Talk) -> Change:
        """What a move brings forth; the conversation in which it is made needs no notice of it."""
        change = await self._desk.plan(ticket, command)
        others = tuple(notice for notice in change.notices if notice.conversation != talk.conversation.id)
        return replace(change, notices=others)

    async def chase(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        """催办."""
        try:
            change = await self.plan(ticket, Command(Move.CHASE, CITIZEN, talk.at), talk)
        except IllegalMove as illegal:
            return self._not_chased(ticket, illegal.reason, talk)
        moved = change.tickets[0]
        text = self._wording.about(
            "utter_ticket_chased", moved, count=str(moved.chases), next=self._wording.coming(moved, talk.at)
        )
        reply = self._wording.told(text.strip(), moved, [self._wording.status_button(moved)])
        return turn(Route.URGE, talk, reply, change=change)

    def _not_chased(self, ticket: Ticket, reason: str, talk: Talk) -> TicketTurn:
        if reason not in ("chased_today", "chased_enough"):
            opening = self._wording.words("utter_ticket_chase_not_now")
            return turn(Route.URGE, talk, self._wording.status(ticket, talk.at, opening))
        last = max((step.at for step in ticket.steps if step.move == Move.CHASE), default=talk.at)
        text = self._wording.about(
            f"utter_ticket_chase_{reason}",
            ticket,
            when=day_in_words(last),
            hours=str(int(CHASE_PAUSE.total_seconds() // 3600)),
            count=str(ticket.chases),
            next=self._wording.coming(ticket, talk.at),
        )
        reply = self._wording.told(text, ticket, [self._wording.status_button(ticket)])
        return turn(Route.URGE, talk, reply)

    def ask_add(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        """补充: the next message is it."""
        if refusal(ticket, Move.SUPPLEMENT, Role.CITIZEN):
            return self._not_added(ticket, talk)
        text = self._wording.about("utter_ticket_ask_add", ticket)
        if ticket.status is Status.NEEDS_MORE and ticket.asked_points:
            text += "\n" + self._wording.words("utter_ticket_ask_points", points="\n".join(ticket.asked_points))
        pending = Pending("add", talk.at, ticket.number)
        return turn(Route.STATUS, talk, self._wording.asked(text, "supplement"), pending=pending)

    async def add(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        """What she sends goes to the ticket; more files may follow."""
        note = "\n".join(part for part in (talk.said.text, self._things(talk)) if part)
        command = Command(Move.SUPPLEMENT, CITIZEN, talk.at, note=note, attachments=talk.said.files)
        try:
            change = await self.plan(ticket, command, talk)
        except IllegalMove:
            return self._not_added(ticket, talk)
        moved = change.tickets[0]
        key = "utter_ticket_added_anew" if ticket.status is Status.NEEDS_MORE else "utter_ticket_added"
        accept = moved.running("accept")
        text = self._wording.about(
            key,
            moved,
            next=self._wording.coming(moved, talk.at),
            due=day_in_words(accept.due_at) if accept else "",
            why=accept.why if accept else "",
        )
        reply = self._wording.told(text.strip(), moved, [self._wording.status_button(moved)])
        return turn(Route.STATUS, talk, reply, pending=Pending("added", talk.at, ticket.number), change=change)

    def is_it_added(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        """She was asked for more and says something that may be it."""
        text = self._wording.about("utter_ticket_is_it_added", ticket)
        buttons = (
            Button(self._wording.words("utter_button_add_yes"), f"add:{ticket.number}:yes"),
            Button(self._wording.words("utter_button_add_no"), f"add:{ticket.number}:no"),
        )
        pending = Pending("is_it", talk.at, ticket.number, text=talk.said.text)
        return turn(Route.STATUS, talk, self._wording.asked(text, "supplement", buttons), pending=pending)

    def _not_added(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        opening = self._wording.about("utter_ticket_add_closed", ticket)
        return turn(Route.STATUS, talk, self._wording.status(ticket, talk.at, opening))

    def _things(self, talk: Talk) -> str:
        parts = []
        if talk.said.files:
            parts.append(self._wording.words("utter_ticket_files", count=str(len(talk.said.files))))
        if talk.said.coordinates:
            latitude, longitude = (f"{degrees:.6f}" for degrees in talk.said.coordinates)
            parts.append(self._wording.words("utter_ticket_place_sent", latitude=latitude, longitude=longitude))
        return "\n".join(parts)

    def ask_withdraw(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        """撤回 is asked about once more."""
        if refusal(ticket, Move.WITHDRAW, Role.CITIZEN):
            return self._not_withdrawn(ticket, talk)
        buttons = [
            Button(self._wording.words(f"utter_button_withdraw_{why}"), f"withdraw:{ticket.number}:{why}")
            for why in (*WITHDRAW_REASONS, "keep")
        ]
        text = self._wording.about("utter_ticket_ask_withdraw", ticket)
        pending = Pending("withdraw", talk.at, ticket.number)
        return turn(Route.WITHDRAW, talk, self._wording.asked(text, "withdraw", buttons), pending=pending)

    async def withdraw(self, ticket: Ticket, reason: str, talk: Talk) -> TicketTurn:
        """It is withdrawn; the reason may be empty."""
        command = Command(Move.WITHDRAW, CITIZEN, talk.at, note=reason)
        try:
            change = await self.plan(ticket, command, talk)
        except IllegalMove:
            return self._not_withdrawn(ticket, talk)
        moved = change.tickets[0]
        reply = self._wording.told(self._wording.about("utter_ticket_withdraw_done", moved), moved)
        return turn(Route.WITHDRAW, talk, reply, change=change)

    def keep(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        """不撤了."""
        coming = self._wording.coming(ticket, talk.at)
        text = self._wording.about("utter_ticket_withdraw_kept", ticket, next=coming)
        return turn(Route.WITHDRAW, talk, self._wording.told(text.strip(), ticket))

    def _not_withdrawn(self, ticket: Ticket, talk: Talk) -> TicketTurn:
        key = "too_late" if ticket.status is Status.ANSWERED else "final"
        text = self._wording.about(f"utter_ticket_withdraw_{key}", ticket)
        reply = self._wording.told(text, ticket, self._wording.buttons(ticket))
        return turn(Route.WITHDRAW, talk, reply)
