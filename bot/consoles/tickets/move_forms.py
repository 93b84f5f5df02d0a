"""Forms of moves: what each shows, and how what was sent becomes a command."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.consoles.form_fields import FormFault, chosen, text_of
from bot.consoles.tickets.parts import Choices
from bot.consoles.tickets.words import AT_ONCE, GRAVE, KEYS, LEADS, MAIN, NOTES, QUIET, VERBS
from bot.domain.tickets.canned import CannedText
from bot.domain.tickets.life import Command
from bot.domain.tickets.moves import RULES, Move, Rule
from bot.domain.tickets.terms import Rating, Result, TicketType
from bot.domain.tickets.ticket import Actor, Subject, Ticket

MOST = {"note": 1000, "right_way": 500, "points": 1000, "answer": 5000, "place": 100, "into": 40}
"""Characters that each field may hold."""
MOST_POINTS = 12
_BAD_RATINGS = tuple(rating for rating in Rating if rating.is_bad)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that could not take effect: what was typed, and why not."""

    move: Move
    fields: Mapping[str, str]
    message: str


@dataclass(frozen=True, slots=True)
class MoveForm:
    """One move as the page offers it. `values` are what its fields show."""

    rule: Rule
    key: str
    note: str
    lead: str
    verb: str
    is_main: bool
    is_quiet: bool
    is_grave: bool
    is_at_once: bool
    canned: tuple[CannedText, ...]
    values: Mapping[str, str]
    fault: str = ""
    ratings: tuple[Rating, ...] = field(default=tuple(Rating))

    @property
    def move(self) -> Move:
        """What it does."""
        return self.rule.move

    def has(self, name: str) -> bool:
        """Whether the form asks for that field."""
        return bool(self.note) if name == "note" else name in self.rule.needs

    def must(self, name: str) -> bool:
        """Whether the move cannot be made without that field."""
        return name in self.rule.needs


def move_form(rule: Rule, ticket: Ticket, canned: tuple[CannedText, ...], sent: Sent | None) -> MoveForm:
    """The form of a move, with what was typed before if it was sent in vain."""
    move = rule.move
    values = _filled(ticket, move)
    is_mine = sent is not None and sent.move is move
    if sent is not None and is_mine:
        values |= sent.fields
    return MoveForm(
        rule=rule,
        key=KEYS[move],
        note=NOTES.get(move, ""),
        lead=LEADS[move],
        verb=VERBS.get(move, rule.label),
        is_main=move in MAIN,
        is_quiet=move in QUIET,
        is_grave=move in GRAVE,
        is_at_once=move in AT_ONCE,
        canned=tuple(text for text in canned if text.move is move),
        values=values,
        fault=sent.message if sent is not None and is_mine else "",
        ratings=_BAD_RATINGS if move is Move.REDO else tuple(Rating),
    )


def _filled(ticket: Ticket, move: Move) -> dict[str, str]:
    """What a form shows before anybody typed."""
    subject = ticket.subject
    values = {"department": "" if move is Move.RETURN else subject.department}
    if move is Move.DISPATCH and ticket.steps and ticket.steps[-1].move == Move.RETURN:
        values["department"] = str(ticket.steps[-1].facts.get("department", ""))
    if move is Move.CORRECT:
        values |= {"type": ticket.type.value, "category": subject.category, "district": subject.district}
        values |= {"place": subject.place, "urgent": "yes" if subject.is_urgent else ""}
    if move is Move.SUBMIT_ANSWER:
        values |= {"answer": ticket.answer, "result": ticket.result.value if ticket.result else ""}
    return values


def command_of(
    move: Move, fields: Mapping[str, str], ticket: Ticket, *, actor: Actor, at: datetime, choices: Choices
) -> Command:
    """The command of a form; `FormFault`. What is missing is left for the table of moves to find."""
    if any(len(fields.get(name, "")) > most for name, most in MOST.items()):
        raise FormFault("too_long")
    needs = RULES[move].needs
    command = Command(move, actor, at, note=text_of(fields, "note"), form=fields.get("form", "")[:40])
    if move is Move.CORRECT:
        kind = chosen(TicketType, fields, "type")
        return replace(command, subject=_subject(fields, ticket, choices), type=kind)
    return replace(
        command,
        right_way=text_of(fields, "right_way"),
        points=_points(fields) if "points" in needs else (),
        department=_department(fields, choices) if "department" in needs else "",
        answer=text_of(fields, "answer") if "answer" in needs else "",
        result=chosen(Result, fields, "result") if "result" in needs else None,
        rating=chosen(Rating, fields, "rating") if "rating" in needs else None,
        into=(text_of(fields, "into_other") or text_of(fields, "into")).upper() if "into" in needs else "",
    )


def _points(fields: Mapping[str, str]) -> tuple[str, ...]:
    points = tuple(line.strip(" 　\t-•·") for line in text_of(fields, "points").splitlines())
    return tuple(point for point in points if point)[:MOST_POINTS]


def _department(fields: Mapping[str, str], choices: Choices) -> str:
    department = fields.get("department", "")
    return department if department in choices.departments else ""


def _subject(fields: Mapping[str, str], ticket: Ticket, choices: Choices) -> Subject:
    """The corrected subject; a value that is in no list may only stay as it was."""
    kept = ticket.subject
    wanted = replace(
        kept,
        category=fields.get("category", kept.category),
        department=fields.get("department", kept.department),
        district=fields.get("district", kept.district),
        place=text_of(fields, "place") if "place" in fields else kept.place,
        is_urgent=fields.get("urgent") == "yes",
    )
    is_known = (
        wanted.category in {kept.category, *choices.categories}
        and wanted.department in {kept.department, *choices.departments}
        and wanted.district in {"", kept.district, *choices.districts}
        and chosen(TicketType, fields, "type") is not None
    )
    if not is_known:
        raise FormFault("missing_subject")
    return wanted
