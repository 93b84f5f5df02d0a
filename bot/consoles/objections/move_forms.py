"""Forms of moves on objections: what each shows, and how what was sent becomes a command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.consoles.form_fields import FormFault, chosen, text_of
from bot.consoles.objections.guide_field import GuideField
from bot.consoles.objections.words import AT_ONCE, FOR_OBJECTOR, GRAVE, KEYS, LARGE, LEADS, MAIN, NOTES, QUIET, VERBS
from bot.domain.objections.life import ObjectionCommand
from bot.domain.objections.moves import OBJECTION_RULES, ObjectionMove, ObjectionRule
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection, Ruling
from bot.domain.objections.ruling_check import CORRECTING
from bot.domain.objections.terms import Decision
from bot.domain.tickets.ticket import Actor

MOST = {"note": 1000, "right_way": 500, "reason": 2000, "corrected_to": 5000}
"""Characters that each field may hold."""
MOST_FORM = 40


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form that could not take effect: what was typed, and why not."""

    move: ObjectionMove
    fields: Mapping[str, str]
    message: str


@dataclass(frozen=True, slots=True)
class ObjectionForm:
    """One move as the page offers it. `values` are what its fields show."""

    rule: ObjectionRule
    values: Mapping[str, str]
    fault: str = ""
    is_main: bool = True
    """Whether it brings the matter on."""

    @property
    def move(self) -> ObjectionMove:
        """What it does."""
        return self.rule.move

    @property
    def key(self) -> str:
        """Its key."""
        return KEYS[self.move]

    @property
    def note(self) -> str:
        """The label of its note; empty if it asks for none."""
        return NOTES.get(self.move, "")

    @property
    def note_hint(self) -> str:
        """Who reads the note."""
        return "" if self.move in FOR_OBJECTOR else "只有工作人员能看到这段话。"

    @property
    def lead(self) -> str:
        """What the move means."""
        return LEADS[self.move]

    @property
    def verb(self) -> str:
        """The word on its button."""
        return VERBS.get(self.move, self.rule.label)

    @property
    def is_quiet(self) -> bool:
        """Whether it stands in the second row."""
        return self.move in QUIET

    @property
    def is_grave(self) -> bool:
        """Whether it ends the matter without a decision."""
        return self.move in GRAVE

    @property
    def is_large(self) -> bool:
        """Whether its form needs room."""
        return self.move in LARGE

    @property
    def is_at_once(self) -> bool:
        """Whether one key makes it."""
        return self.move in AT_ONCE

    def has(self, name: str) -> bool:
        """Whether the form asks for that field."""
        return bool(self.note) if name == "note" else name in self.rule.needs

    def must(self, name: str) -> bool:
        """Whether the move cannot be made without that field."""
        return name in self.rule.needs


def objection_form(
    rule: ObjectionRule, objection: Objection, shown: GuideField | None, sent: SentForm | None
) -> ObjectionForm:
    """The form of a move, with what was typed before if it was sent in vain."""
    values = _filled(objection, rule.move, shown)
    is_main = rule.move in MAIN and rule.move is not _unlikely(objection)
    if sent is None or sent.move is not rule.move:
        return ObjectionForm(rule, values, is_main=is_main)
    return ObjectionForm(rule, values | dict(sent.fields), sent.message, is_main=is_main)


def _unlikely(objection: Objection) -> ObjectionMove:
    """Of deciding and handing over the one that does not fit to whom the data are held to belong."""
    return ObjectionMove.HAND_OVER if objection.department == OWN_DEPARTMENT else ObjectionMove.DECIDE


def decisions(objection: Objection) -> tuple[Decision, ...]:
    """What may be decided: a field cannot be taken off a guide."""
    return tuple(one for one in Decision if not (objection.data.is_guide and one is Decision.REMOVED))


def _filled(objection: Objection, move: ObjectionMove, shown: GuideField | None) -> dict[str, str]:
    """What a form shows before anybody typed: a guide's field as it stands, to be put right in its place."""
    if move in (ObjectionMove.DECIDE, ObjectionMove.VERIFY) and objection.data.is_guide:
        return {"corrected_to": shown.text if shown else objection.data.says}
    if move is ObjectionMove.HAND_OVER and objection.department != OWN_DEPARTMENT:
        had = any(step.move == ObjectionMove.HAND_OVER for step in objection.steps)
        return {} if had else {"department": objection.department}
    if move is ObjectionMove.AMEND:
        return {"corrected_to": objection.data.says}
    return {}


def command_of(
    move: ObjectionMove, fields: Mapping[str, str], *, actor: Actor, at: datetime, departments: Sequence[str]
) -> ObjectionCommand:
    """The command of a form; `FormFault`. What is missing is left for the table of moves to find."""
    if any(len(text_of(fields, name)) > most for name, most in MOST.items()):
        raise FormFault("too_long")
    needs = OBJECTION_RULES[move].needs
    note = text_of(fields, "note") if move in NOTES else ""
    command = ObjectionCommand(move, actor, at, note=note, form=fields.get("form", "")[:MOST_FORM])
    department = fields.get("department", "")
    return replace(
        command,
        right_way=text_of(fields, "right_way") if "right_way" in needs else "",
        department=department if "department" in needs and department in departments else "",
        ruling=_ruling(fields) if "ruling" in needs else None,
        corrected_to=text_of(fields, "corrected_to") if "corrected_to" in needs else "",
    )


def _ruling(fields: Mapping[str, str]) -> Ruling | None:
    """The field for the new text is filled in beforehand: it counts only for a decision that corrects."""
    decision = chosen(Decision, fields, "decision")
    if decision is None:
        return None
    corrected_to = text_of(fields, "corrected_to") if decision in CORRECTING else ""
    return Ruling(decision, text_of(fields, "reason"), corrected_to)
