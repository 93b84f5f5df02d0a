"""What a citizen is told when the date that she was promised moves by itself."""

from bot.domain.clocks.reckoning import Reckoned
from bot.domain.talk.message import Button, Kind, Reply
from bot.services.china_time import day_in_words
from bot.services.ports import Phrasebook, Script
from bot.services.tickets.notices import ticket_data
from bot.services.tickets.ports import Notice


class ReckonedNotices:
    """Old date, new date, and why."""

    def __init__(self, phrasebook: Phrasebook, script: Script) -> None:
        """Wording from the phrasebook."""
        self._phrasebook, self._script = phrasebook, script

    def about(self, found: Reckoned) -> Notice | None:
        """The notice; None if her own date did not move, or there is nowhere to tell it."""
        ticket = found.ticket
        if found.promise is None or not ticket.conversation:
            return None
        old, new = found.promise
        said = self._phrasebook.words(
            "utter_ticket_reckoned",
            number=ticket.number,
            title=ticket.title,
            old=day_in_words(old.due_at),
            due=day_in_words(new.due_at),
            why=new.why,
        )
        title = self._phrasebook.words("utter_button_status")
        if ticket.traditional:
            said, title = self._script.traditional(said), self._script.traditional(title)
        buttons = (Button(title, f"ticket:{ticket.number}"),)
        return Notice(ticket.conversation, ticket.channel, Reply(Kind.STATUS, said, buttons, ticket_data(ticket)))
