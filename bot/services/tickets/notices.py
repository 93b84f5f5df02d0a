"""What a citizen is told about her ticket, in the conversation that filed it, when staff or a clock moves it."""

from dataclasses import replace

from bot.domain.talk.message import Button, Kind, Reply
from bot.domain.tickets.moves import Move
from bot.domain.tickets.outlook import promise
from bot.domain.tickets.terms import Rating
from bot.domain.tickets.ticket import Ticket
from bot.services.china_time import day_in_words
from bot.services.ports import Phrasebook, Script
from bot.services.tickets.ports import Notice

TOLD: dict[Move, str] = {
    Move.ACCEPT: "utter_ticket_accepted",
    Move.DECLINE: "utter_ticket_declined",
    Move.ASK_MORE: "utter_ticket_asked_more",
    Move.DISPATCH: "utter_ticket_dispatched",
    Move.SIGN: "utter_ticket_signed",
    Move.APPROVE_EXTENSION: "utter_ticket_extended",
    Move.RELEASE: "utter_ticket_answered",
    Move.FOLLOW: "utter_ticket_answered",
    Move.REDO: "utter_ticket_redone",
    Move.CLOSE: "utter_ticket_closed",
    Move.WITHDRAW: "utter_ticket_withdrawn",
}
"""Moves that the citizen hears of, and the response that tells her."""


class TicketNotices:
    """Words for the citizen."""

    def __init__(self, phrasebook: Phrasebook, script: Script) -> None:
        """Wording from the phrasebook."""
        self._phrasebook, self._script = phrasebook, script

    def about(self, ticket: Ticket, move: Move) -> Notice | None:
        """The notice of a move that was just made; None if it is not hers to hear, or there is nowhere to tell it."""
        key = TOLD.get(move)
        if key is None or not ticket.conversation:
            return None
        said = self._phrasebook.words(key, **self._values(ticket))
        buttons = self._buttons(ticket, move)
        if ticket.traditional:
            said = self._script.traditional(said)
            buttons = tuple(replace(button, title=self._script.traditional(button.title)) for button in buttons)
        return Notice(ticket.conversation, ticket.channel, Reply(Kind.STATUS, said, buttons, ticket_data(ticket)))

    def _values(self, ticket: Ticket) -> dict[str, str]:
        promised, step = ticket.answer_due, ticket.steps[-1]
        return {
            "number": ticket.number,
            "title": ticket.title,
            "department": ticket.subject.department,
            "note": step.note,
            "due": day_in_words(promised.due_at) if promised else "",
            "why": promised.why if promised else "",
            "answer": ticket.answer,
            "result": ticket.result.label if ticket.result else "",
        }

    def _buttons(self, ticket: Ticket, move: Move) -> tuple[Button, ...]:
        if move in (Move.RELEASE, Move.FOLLOW):
            return rating_buttons(ticket)
        if move is Move.ASK_MORE:
            return (Button(self._phrasebook.words("utter_button_add"), f"add:{ticket.number}"),)
        if ticket.status.is_open:
            return (Button(self._phrasebook.words("utter_button_status"), f"ticket:{ticket.number}"),)
        return ()


def rating_buttons(ticket: Ticket) -> tuple[Button, ...]:
    """The five levels."""
    return tuple(Button(rating.label, f"rate:{ticket.number}:{rating.value}") for rating in Rating)


def ticket_data(ticket: Ticket) -> dict[str, str]:
    """What the HTTP contract tells of a ticket beside a reply."""
    promised = promise(ticket)
    return {
        "number": ticket.number,
        "type": ticket.type.value,
        "department": ticket.subject.department,
        "status": ticket.status.value,
        "due_at": promised.due_at.isoformat() if promised else "",
    }
