"""Everything that the page of an objection shows, put together."""

import secrets
from typing import Any

from bot.consoles.file_form import MEGABYTE
from bot.consoles.objections.lines import objection_line
from bot.consoles.objections.move_forms import SentForm, decisions, objection_form
from bot.consoles.objections.parts import ObjectionParts
from bot.consoles.objections.timeline import objection_history
from bot.consoles.objections.words import CLOCKS
from bot.consoles.tickets.timeline import clock_views
from bot.domain.objections.access import may_see_person
from bot.domain.objections.letter import letter_of
from bot.domain.objections.life import MOST_FINDINGS, moves_for
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.tickets.ticket import Actor
from bot.services.objections.reading import ObjectionTold, letter_shown, masked_objection

_ELSEWHERE = frozenset({ObjectionMove.ATTACH})
"""Moves that are made at another place of the page."""
_TYPED = ("corrected_to", "reason", "note", "right_way")


async def objection_view(
    parts: ObjectionParts, actor: Actor, objection: Objection, sent: SentForm | None, told: ObjectionTold | None
) -> dict[str, Any]:
    """The values of the template: the objection as `actor` may see it, and what she can do with it."""
    now, calendar = parts.clock.now(), parts.times.calendar
    shown = parts.guides.now(objection.data, await parts.objections.corrections())
    letter, known = letter_of(objection), told or masked_objection(objection, actor)
    rules = moves_for(objection, actor)
    forms = [objection_form(rule, objection, shown, sent) for rule in rules if rule.move not in _ELSEWHERE]
    moves = {form.move for form in forms}
    is_stranded = sent is not None and sent.move not in moves
    return {
        "case": objection,
        "told": known,
        "may_look": may_see_person(actor, objection),
        "line": objection_line(objection, now, calendar),
        "shown": shown,
        "letter": parts.letters.text(letter_shown(letter, known)) if letter else None,
        "clocks": clock_views(objection.clocks, now, calendar, CLOCKS),
        "entries": objection_history(objection, await parts.names()),
        "forms": sorted(forms, key=lambda form: not form.is_main),
        "form_token": secrets.token_urlsafe(12),
        "departments": _choosable(parts, objection),
        "may_attach": any(rule.move is ObjectionMove.ATTACH for rule in rules),
        "most_findings": MOST_FINDINGS,
        "most_megabytes": parts.findings.most_bytes // MEGABYTE,
        "decisions": decisions(objection),
        "sent": sent,
        "is_stranded": is_stranded,
        "typed": _typed(sent) if sent is not None and is_stranded else "",
    }


def _choosable(parts: ObjectionParts, objection: Objection) -> tuple[str, ...]:
    """To whom it can be handed over: neither to the bureau itself nor to who has it."""
    nobody = {OWN_DEPARTMENT}
    if objection.status is ObjectionStatus.HANDED_OVER:
        nobody.add(objection.department)
    return tuple(one for one in parts.departments if one not in nobody)


def _typed(sent: SentForm) -> str:
    """What was typed into a form that the page no longer offers, to be copied."""
    texts = (sent.fields.get(name, "") for name in _TYPED)
    return "\n".join(text for text in texts if text)
