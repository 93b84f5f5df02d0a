"""The words of the letter to who objected: for her chat, for the page to print, for the clerk who reads it over."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.clocks.office_hours import CHINA
from bot.domain.objections.letter import RECONSIDERATION_DAYS, SUIT_MONTHS, Letter
from bot.domain.objections.objection import DisputedData
from bot.services.ports import Phrasebook


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter from top to bottom; `signed` is the organ and the day."""

    heading: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    signed: tuple[str, str]

    @property
    def plain(self) -> str:
        """All of it, for a chat."""
        return "\n".join((self.heading, self.addressee, *self.paragraphs, *self.signed))


class LetterWords:
    """Wording from the phrasebook, in Simplified Chinese; whoever shows it turns it into the reader's script."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        """The keys are `utter_objection_letter_*`."""
        self._phrasebook = phrasebook

    def text(self, letter: Letter) -> LetterText:
        """A letter in words."""
        kind = "decision" if letter.decision else "not_taken"
        paragraphs = (self._opening(letter, kind), *self._body(letter), self._say("basis"), self._remedy())
        return LetterText(
            heading=self._say(f"{kind}_heading"),
            number=letter.number,
            addressee=self._say("addressee", name=letter.addressee) if letter.addressee else self._say("nobody"),
            paragraphs=tuple(line for one in paragraphs for line in one.splitlines() if line.strip()),
            signed=(self.organ(letter.organ), _day(letter.at)),
        )

    def organ(self, department: str) -> str:
        """A department with the name of the city before it, where its own name does not say which city."""
        return self._say("organ", organ=department) if department.startswith("市") else department

    def data(self, data: DisputedData, title: str) -> str:
        """Which data, in words: of a guide the title tells, elsewhere where they stand."""
        parts = () if data.is_guide else (data.catalogue, data.record, data.field)
        where = "，".join(part for part in parts if part)
        key = "data" if where else "data_by_title"
        return self._say(key, place=data.place.label, title=title, where=where)

    def _opening(self, letter: Letter, kind: str) -> str:
        return self._say(
            f"{kind}_opening",
            received=_day(letter.received_at),
            data=self.data(letter.data, letter.title),
            number=letter.number,
            fault=letter.fault.label,
            decided_by=self.organ(letter.decided_by),
        )

    def _body(self, letter: Letter) -> tuple[str, ...]:
        lines = []
        if letter.decision:
            lines.append(self._say("decision", decision=letter.decision.label))
        if letter.corrected_to:
            lines.append(self._say("corrected_to", text=letter.corrected_to))
        lines.append(self._say("reason", reason=letter.reason))
        if letter.amended:
            amended = letter.amended
            lines.append(self._say("amended", at=_day(amended.at), text=amended.text, reason=amended.reason))
        if letter.right_way:
            lines.append(self._say("right_way", right_way=letter.right_way))
        return tuple(lines)

    def _remedy(self) -> str:
        return self._say("remedy", days=str(RECONSIDERATION_DAYS), months=str(SUIT_MONTHS))

    def _say(self, key: str, **values: str) -> str:
        return self._phrasebook.words(f"utter_objection_letter_{key}", **values)


def _day(at: datetime) -> str:
    there = at.astimezone(CHINA)
    return f"{there.year}年{there.month}月{there.day}日"
