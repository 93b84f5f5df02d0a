"""Does what a ticket or an objection was found for, and remembers what was proved to be hers."""

from dataclasses import replace

from bot.domain.objections.objection import Objection
from bot.domain.talk.message import Answer
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import Rating
from bot.domain.tickets.ticket import Ticket
from bot.services.objections.acts import ObjectionActs
from bot.services.ports import Outcome
from bot.services.tickets.acts import WITHDRAW_REASONS, TicketActs
from bot.services.tickets.cases import Case
from bot.services.tickets.lookup import ROUTE_OF_PURPOSE
from bot.services.tickets.rating import TicketRating
from bot.services.tickets.turns import Talk, TicketTurn, keeping, proved, turn
from bot.services.tickets.wording import TicketWording


class TicketDoing:
    """Acts on a ticket that is hers."""

    def __init__(
        self, acts: TicketActs, rating: TicketRating, objections: ObjectionActs, wording: TicketWording
    ) -> None:
        """What can be done with tickets and with objections, and its words."""
        self.acts, self.rating, self.objections, self._wording = acts, rating, objections, wording

    async def press(self, action: str, value: str, ticket: Case, talk: Talk) -> TicketTurn | None:
        """What a button does; a value that is none of ours asks or shows."""
        if isinstance(ticket, Objection):
            return self.objections.press(action, value, ticket, talk)
        match action, value:
            case "rate", level if level in Rating.__members__.values():
                return await self.rating.rate(ticket, Rating(level), "", talk)
            case "redo", _:
                return await self.rating.redo(ticket, talk)
            case "reason", key:
                return await self.rating.explain_by_button(ticket, key, talk)
            case "withdraw", "keep":
                return self.acts.keep(ticket, talk)
            case "withdraw", why if why in WITHDRAW_REASONS:
                reason = "" if why == "other" else self._wording.words(f"utter_button_withdraw_{why}")
                return await self.acts.withdraw(ticket, reason, talk)
            case "add", "yes" | "no":
                return await self.is_it(ticket, talk, is_it=value == "yes")
        return await self._do(action if action in ROUTE_OF_PURPOSE else "ticket", ticket, talk)

    async def _do(self, purpose: str, ticket: Case, talk: Talk) -> TicketTurn:
        """What the case was looked for."""
        if isinstance(ticket, Objection):
            return self.objections.do(purpose, ticket, talk)
        match purpose:
            case "chase":
                return await self.acts.chase(ticket, talk)
            case "add":
                return self.acts.ask_add(ticket, talk)
            case "withdraw":
                return self.acts.ask_withdraw(ticket, talk)
        return self.acts.show(ticket, talk)

    async def go(self, found: Case | TicketTurn | None, purpose: str, talk: Talk) -> TicketTurn | None:
        """What a case was looked for, or what the looking came to."""
        if found is None or isinstance(found, TicketTurn):
            return found
        return self.remembered(await self._do(purpose, found, talk), found, talk)

    def remembered(self, result: TicketTurn | None, ticket: Case, talk: Talk) -> TicketTurn | None:
        """With what was proved to be hers."""
        if result is None:
            return None
        if ticket.conversation != talk.conversation.id:
            return keeping(result, (ticket.number, *proved(talk.pending)), talk.at)
        was_list = talk.pending is not None and talk.pending.act.startswith("pick")
        return result if was_list else keeping(result, proved(talk.pending), talk.at)

    async def is_it(self, ticket: Ticket, talk: Talk, *, is_it: bool) -> TicketTurn:
        """Whether what she said belongs to the ticket that waits for more."""
        pending = talk.pending
        if not is_it:
            return self.dropped("utter_ticket_dropped", talk)
        if pending is None or pending.act != "is_it":
            return self.acts.ask_add(ticket, talk)
        return await self.acts.add(ticket, Talk(replace(talk.said, text=pending.text), talk.conversation))

    async def told(self, act: str, ticket: Case, talk: Talk, desk: Outcome) -> TicketTurn | None:
        """The supplement, or the reason; where danger is suspected the numbers to call come first."""
        if isinstance(ticket, Objection):
            result = self.objections.add(ticket, talk)
        elif act == "add":
            result = await self.acts.add(ticket, talk)
        else:
            result = await self.rating.explain(ticket, talk.said.text, talk)
        if desk.answer.route is Route.EMERGENCY:
            answer = Answer(Route.EMERGENCY, (*desk.answer.replies, *result.outcome.answer.replies))
            result = replace(result, outcome=replace(result.outcome, answer=answer))
        return self.remembered(result, ticket, talk)

    async def add(self, ticket: Case, talk: Talk) -> TicketTurn:
        """What she sends goes to the case."""
        if isinstance(ticket, Objection):
            return self.objections.add(ticket, talk)
        return await self.acts.add(ticket, talk)

    async def withdraw(self, ticket: Case, reason: str, talk: Talk) -> TicketTurn:
        """She really withdraws it."""
        if isinstance(ticket, Objection):
            return self.objections.withdraw(ticket, talk, reason)
        return await self.acts.withdraw(ticket, reason, talk)

    def keep(self, ticket: Case, talk: Talk) -> TicketTurn:
        """She does not withdraw it after all."""
        return self.objections.keep(ticket, talk) if isinstance(ticket, Objection) else self.acts.keep(ticket, talk)

    def dropped(self, key: str, talk: Talk) -> TicketTurn:
        """What was waited for is no longer waited for."""
        dropped = turn(Route.STATUS, talk, self._wording.said(key))
        return keeping(dropped, proved(talk.pending), talk.at)
