"""What the citizen is told about her objection, in the conversation that filed it, when staff move it."""

from dataclasses import replace

from bot.domain.objections.letter import letter_of
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.talk.message import Button, Kind, Reply
from bot.services.china_time import day_in_words
from bot.services.objections.letter_words import LetterWords
from bot.services.ports import Phrasebook, Script
from bot.services.tickets.ports import Notice

TOLD: dict[ObjectionMove, str] = {
    ObjectionMove.MARK: "utter_objection_marked",
    ObjectionMove.HAND_OVER: "utter_objection_handed_over",
    ObjectionMove.TELL: "utter_objection_told",
    ObjectionMove.NOT_TAKE: "utter_objection_not_taken",
    ObjectionMove.WITHDRAW: "utter_objection_withdrawn",
    ObjectionMove.AMEND: "utter_objection_amended",
}
"""Moves that the citizen hears of, and the response that tells her."""


class ObjectionNotices:
    """Words for the citizen."""

    def __init__(self, phrasebook: Phrasebook, script: Script, public_url: str = "") -> None:
        """Wording from the phrasebook; `public_url` is where citizens reach the program, "" if it has no address."""
        self._phrasebook, self._script, self._public_url = phrasebook, script, public_url.rstrip("/")
        self._letters = LetterWords(phrasebook)

    def about(self, objection: Objection, move: ObjectionMove) -> Notice | None:
        """The notice of a move that was just made; None if it is not hers to hear, or there is nowhere to tell it."""
        key = TOLD.get(move)
        if key is None or not objection.conversation or _comes_with_the_letter(objection, move):
            return None
        said = self._phrasebook.words(key, **self._values(objection))
        return self._notice(objection, said)

    def reckoned(self, objection: Objection, old: str, new: str, why: str) -> Notice | None:
        """The date that she was promised moved by itself; `old` and `new` in words."""
        if not objection.conversation:
            return None
        values = {"number": objection.number, "title": objection.title, "old": old, "due": new, "why": why}
        return self._notice(objection, self._phrasebook.words("utter_objection_reckoned", **values))

    def _notice(self, objection: Objection, said: str) -> Notice:
        buttons = self._buttons(objection)
        if objection.traditional:
            said = self._script.traditional(said)
            buttons = tuple(replace(button, title=self._script.traditional(button.title)) for button in buttons)
        reply = Reply(Kind.STATUS, said, buttons, objection_data(objection))
        return Notice(objection.conversation, objection.channel, reply)

    def _values(self, objection: Objection) -> dict[str, str]:
        promised, letter = objection.main_clock, letter_of(objection)
        return {
            "number": objection.number,
            "title": objection.title,
            "department": self.department(objection),
            "due": day_in_words(promised.due_at) if promised else "",
            "next": self._next(objection),
            "why": promised.why if promised else "",
            "letter": self._letters.text(letter).plain if letter else "",
            "print": self.print_line(objection) if letter else "",
            "amended": letter.amended.text if letter and letter.amended else "",
            "reason": letter.amended.reason if letter and letter.amended else "",
        }

    def department(self, objection: Objection) -> str:
        """Whose data they are, as she reads it."""
        return self._letters.organ(objection.department)

    def _next(self, objection: Objection) -> str:
        """What the running clock promises."""
        key = objection.main_clock.key if objection.main_clock else ""
        return self._phrasebook.words(f"utter_objection_next_{key}") if key else ""

    def print_line(self, objection: Objection) -> str:
        """Where the letter can be printed: an address that opens it, or what to type on the page."""
        values = {"number": objection.number, "code": objection.query_code}
        if not self._public_url:
            return self._phrasebook.words("utter_objection_print_by_code", **values)
        address = f"{self._public_url}/letters/{objection.number}?code={objection.query_code}"
        return self._phrasebook.words("utter_objection_print", address=address)

    def _buttons(self, objection: Objection) -> tuple[Button, ...]:
        if objection.status.is_final:
            return ()
        return (Button(self._phrasebook.words("utter_button_status"), f"ticket:{objection.number}"),)


def _comes_with_the_letter(objection: Objection, move: ObjectionMove) -> bool:
    """Before she was told of the decision its amendment is no news: the letter will tell of both."""
    return move is ObjectionMove.AMEND and objection.status is ObjectionStatus.DECIDED


def objection_data(objection: Objection) -> dict[str, str]:
    """What the HTTP contract tells of an objection beside a reply."""
    promised = objection.main_clock
    return {
        "number": objection.number,
        "type": "objection",
        "department": objection.department,
        "status": objection.status.value,
        "due_at": promised.due_at.isoformat() if promised else "",
    }
