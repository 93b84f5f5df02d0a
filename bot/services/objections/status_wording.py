"""Where an objection stands, in words a villager understands: what comes next, by which day and why; its letter."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.clocks.reckoning import RECKONED
from bot.domain.objections.letter import letter_of
from bot.domain.objections.life import refusal
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection, ObjectionStep
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.talk.message import Button, Kind, Reply
from bot.domain.tickets.terms import Role
from bot.services.china_time import day_in_words
from bot.services.objections.letter_words import LetterWords
from bot.services.objections.notices import ObjectionNotices, objection_data
from bot.services.ports import Phrasebook

_OFFERED = {ObjectionMove.CHASE: "chase", ObjectionMove.SUPPLEMENT: "add", ObjectionMove.WITHDRAW: "withdraw"}
"""What a citizen may do, and the payload and button that do it."""
_LETTER = frozenset({ObjectionStatus.TOLD, ObjectionStatus.NOT_TAKEN})
"""Where the letter has gone out."""
MOST_STEPS = 50


class ObjectionStatusWording:
    """Words for an objection's later life."""

    def __init__(self, phrasebook: Phrasebook, notices: ObjectionNotices) -> None:
        """`notices` knows where a letter can be printed."""
        self._say, self._notices = phrasebook.words, notices
        self._letters = LetterWords(phrasebook)

    def words(self, key: str, **values: str) -> str:
        """The text of a response."""
        return self._say(key, **values)

    def about(self, key: str, objection: Objection, **values: str) -> str:
        """The text of a response about an objection."""
        return self._say(key, **{"number": objection.number, "title": objection.title} | values)

    def told(self, text: str, objection: Objection, buttons: Sequence[Button] = ()) -> Reply:
        """What a move did."""
        return Reply(Kind.TICKET, text, tuple(buttons), objection_data(objection))

    def asked(self, text: str, asks: str, buttons: Sequence[Button] = ()) -> Reply:
        """A question that the next message answers."""
        return Reply(Kind.FORM, text, tuple(buttons), {"asks": asks})

    def status(self, objection: Objection, at: datetime, opening: str = "") -> Reply:
        """The whole state, with what can be done."""
        parts = [opening, self._where(objection), *self._coming(objection, at), *self._letter(objection)]
        steps = "\n".join(f"{day_in_words(step.at)} {self.step(step)}" for step in shown_steps(objection))
        parts.append(self._say("utter_ticket_steps", steps=steps))
        text = "\n".join(part for part in parts if part)
        return Reply(Kind.STATUS, text, self.buttons(objection), objection_data(objection))

    def buttons(self, objection: Objection) -> tuple[Button, ...]:
        """What the citizen may do now."""
        return tuple(
            Button(self._say(f"utter_button_{name}"), f"{name}:{objection.number}")
            for move, name in _OFFERED.items()
            if not refusal(objection, move, Role.CITIZEN)
        )

    def status_button(self, objection: Objection) -> Button:
        """查进度."""
        return Button(self._say("utter_button_status"), f"ticket:{objection.number}")

    def step(self, step: ObjectionStep) -> str:
        """What a public step was."""
        who = self._say("utter_ticket_who_you" if step.actor.role is Role.CITIZEN else "utter_objection_who_bureau")
        department = step.facts.get("department", "")
        return self._say(f"utter_objection_step_{step.move}", who=who, department=department)

    def holder(self, objection: Objection) -> str:
        """In whose hands it is."""
        is_away = objection.status is ObjectionStatus.HANDED_OVER
        return self._notices.department(objection) if is_away else self._say("utter_objection_who_bureau")

    def _where(self, objection: Objection) -> str:
        where = self._say(
            f"utter_objection_where_{objection.status}",
            since=day_in_words(_stands_since(objection)),
            department=self._notices.department(objection),
        )
        return self.about("utter_objection_status", objection, status=objection.status.label, where=where)

    def _coming(self, objection: Objection, at: datetime) -> list[str]:
        clock = objection.main_clock
        if clock is None:
            return []
        due = day_in_words(clock.due_at)
        if clock.due_at < at:
            return [self._say("utter_objection_late", due=due)]
        promised = self._say(f"utter_objection_next_{clock.key}")
        return [
            self._say("utter_objection_coming", next=promised, due=due),
            self._say("utter_ticket_why", why=clock.why),
        ]

    def _letter(self, objection: Objection) -> list[str]:
        letter = letter_of(objection) if objection.status in _LETTER else None
        return ["", self._letters.text(letter).plain, self._notices.print_line(objection)] if letter else []


def shown_steps(objection: Objection) -> list[ObjectionStep]:
    """What who objected may read of the history, the newest first."""
    return [step for step in reversed(objection.steps) if step.is_public and step.move != RECKONED][:MOST_STEPS]


def _stands_since(objection: Objection) -> datetime:
    """When it came to stand where it stands."""
    since = objection.received_at
    for step, before in zip(objection.steps[1:], objection.steps, strict=False):
        since = step.at if step.status is not before.status else since
    return since
