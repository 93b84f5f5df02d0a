"""Everything that the page of a ticket shows, put together."""

import secrets
from typing import Any

from bot.consoles.tickets.lines import line, lines
from bot.consoles.tickets.move_forms import Sent, move_form
from bot.consoles.tickets.parts import TicketParts
from bot.consoles.tickets.timeline import clock_views, history
from bot.consoles.tickets.words import CHECKS, CLOCKS
from bot.domain.tickets.access import may_see_person
from bot.domain.tickets.answer_check import Finding, needs_word, points_of
from bot.domain.tickets.moves import Move
from bot.domain.tickets.outline import outline
from bot.domain.tickets.terms import Result, Status, TicketType
from bot.domain.tickets.ticket import Actor, Ticket
from bot.services.tickets.reading import Told, masked
from bot.services.tickets.work import offered


async def ticket_view(
    parts: TicketParts, actor: Actor, ticket: Ticket, sent: Sent | None, told: Told | None
) -> dict[str, Any]:
    """The values of the template: the ticket as `actor` may see it, and what she can do with it."""
    now, calendar = parts.clock.now(), parts.times.calendar
    rules = offered(ticket, actor)
    moves = {rule.move for rule in rules}
    members = await parts.reading.members(ticket.number)
    candidates = await parts.reading.candidates(ticket) if Move.MERGE in moves else ()
    values = {
        "ticket": ticket,
        "told": told or masked(ticket, actor),
        "may_look": may_see_person(actor, ticket),
        "line": line(outline(ticket), now, calendar),
        "clocks": clock_views(ticket.clocks, now, calendar, CLOCKS),
        "entries": history(ticket, await parts.names()),
        "members": lines(map(outline, members), now, calendar),
        "candidates": lines(map(outline, candidates), now, calendar),
        "forms": sorted(
            (move_form(rule, ticket, parts.canned, sent) for rule in rules), key=lambda form: not form.is_main
        ),
        "form_token": secrets.token_urlsafe(12),
        "choices": parts.choices,
        "types": tuple(TicketType),
        "results": tuple(Result),
        "points": points_of(ticket.text) if Move.SUBMIT_ANSWER in moves else (),
    }
    return values | _stranded(sent, moves) | _review(parts, ticket)


def _stranded(sent: Sent | None, moves: set[Move]) -> dict[str, Any]:
    """A form that the page no longer offers: what was typed into it, to be copied."""
    if sent is None or sent.move in moves:
        return {"sent": sent, "is_stranded": False, "typed": ""}
    typed = (sent.fields.get(name, "") for name in ("answer", "note", "right_way", "points"))
    return {"sent": sent, "is_stranded": True, "typed": "\n".join(text for text in typed if text)}


def _review(parts: TicketParts, ticket: Ticket) -> dict[str, Any]:
    """The check of an answer that waits for its release."""
    findings: tuple[Finding, ...] = ()
    if ticket.status is Status.IN_REVIEW and ticket.answer:
        findings = parts.work.findings(ticket)
    return {"findings": findings, "checks": CHECKS, "needs_word": needs_word(findings)}
