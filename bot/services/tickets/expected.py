"""Answers that were waited for and need no understanding: a number, four digits, yes or no, photos."""

import re

from bot.domain.demands.asides import asks_something
from bot.domain.demands.words import Steer, steer
from bot.domain.guides.choice import pick_by_number
from bot.domain.talk.conversation import Option
from bot.domain.talk.papers import Pending
from bot.domain.tickets.reference import bare_tail
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.cases import Case
from bot.services.tickets.doing import TicketDoing
from bot.services.tickets.lookup import TicketLookup
from bot.services.tickets.turns import Talk, TicketTurn

SHORT = 12
_MOST_YES = 40
_YES = re.compile(
    r"^(?:是|对|嗯|确认|确定|真的|好|行)(?:的|啊|吧)?(?:$|[，,。！!\s]|撤)|撤(?:了|吧|回|掉|销)|登记错|写错|报错|重复"
    r"|(?:解决|修好|弄好|办好|处理好|恢复|好|亮|通)了"
)
_BARE_YES = re.compile(r"是|对|嗯|确认|确定|真的|好|行|撤回|撤销|撤|掉|的|了|吧|啊|[，,。！!\s]")
_NO = re.compile(
    r"(?:不|别|先别|不用|不想)撤|先不|留着|接着办|继续办|还要办|^不(?:是|要|了|行)?(?:$|[，,。的])|没有?(?:修|弄|解决|办|处理|人)|还没"
)


class TicketExpected:
    """Takes the answer to an open question about a ticket."""

    def __init__(self, lookup: TicketLookup, doing: TicketDoing) -> None:
        """Finding, then doing."""
        self._lookup, self._doing = lookup, doing

    async def answer(self, pending: Pending, talk: Talk) -> TicketTurn | None:
        """The answer to what was asked, where it needs no understanding."""
        act, _, purpose = pending.act.partition(":")
        wish = steer(talk.said.plain)
        if act == "pick":
            return await self._picked(pending, purpose, talk)
        if act in ("tail", "find") and wish is Steer.SKIP:
            return self._doing.dropped("utter_ticket_lost", talk)
        if act in ("tail", "find", "add", "reason", "is_it") and wish is Steer.CANCEL:
            return self._doing.dropped("utter_ticket_dropped", talk)
        if act == "tail" and (tail := bare_tail(talk.said.plain)):
            found = await self._lookup.by_number(pending.number, tail, purpose, talk)
            return await self._doing.go(found, purpose, talk)
        if act == "find" and bare_tail(talk.said.plain):
            return self._lookup.ask_number(purpose, talk)
        return await self._answered_of_hers(act, pending, talk)

    async def _answered_of_hers(self, act: str, pending: Pending, talk: Talk) -> TicketTurn | None:
        brings = not talk.said.plain and bool(talk.said.files or talk.said.coordinates)
        ticket = await self._lookup.get(pending.number) if pending.number and act != "tail" else None
        if ticket is None:
            return None
        result: TicketTurn | None = None
        if act in ("add", "added") and brings:
            result = await self._doing.add(ticket, talk)
        elif act == "withdraw":
            result = await self._withdrawn(ticket, talk)
        elif act == "is_it" and isinstance(ticket, Ticket):
            result = await self._is_it(ticket, talk)
        return self._doing.remembered(result, ticket, talk)

    async def _picked(self, pending: Pending, purpose: str, talk: Talk) -> TicketTurn | None:
        options = [Option(number, "") for number in pending.numbers]
        option = pick_by_number(talk.said.plain, options)
        ticket = await self._lookup.get(option.code) if option else None
        if ticket:
            return await self._doing.go(ticket, purpose, talk)
        if steer(talk.said.plain) is Steer.CANCEL:
            return self._doing.dropped("utter_ticket_dropped", talk)
        if not talk.said.plain.strip().isdecimal():
            return None
        tickets = [one for number in pending.numbers if (one := await self._lookup.get(number))]
        return self._lookup.pick(tickets, purpose, talk, again=True)

    async def _is_it(self, ticket: Ticket, talk: Talk) -> TicketTurn | None:
        text = talk.said.plain
        said_no = bool(_NO.search(text))
        if len(text) > SHORT or not (said_no or _YES.search(text)):
            return None
        return await self._doing.is_it(ticket, talk, is_it=not said_no)

    async def _withdrawn(self, ticket: Case, talk: Talk) -> TicketTurn | None:
        """Yes or no; whatever else she says withdraws nothing."""
        text = talk.said.plain
        if len(text) > _MOST_YES:
            return None
        if _NO.search(text):
            return self._doing.keep(ticket, talk)
        if _YES.search(text) and not asks_something(text):
            reason = talk.said.text if _BARE_YES.sub("", text) else ""
            return await self._doing.withdraw(ticket, reason, talk)
        return self._doing.keep(ticket, talk) if steer(text) is Steer.CANCEL else None
