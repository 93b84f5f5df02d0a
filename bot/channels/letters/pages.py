"""`GET /letters/NUMBER?code=QUERYCODE`: the letter on an objection, for whoever has its query code; no guessing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.domain.objections.letter import letter_of
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.domain.staff.guessing import CLOSED_FOR
from bot.domain.tickets.number import numbers_in
from bot.domain.tickets.reference import read_reference
from bot.services.objections.letter_words import LetterWords
from bot.services.ports import Clock, Phrasebook, Script
from bot.services.staff.origin import origin
from bot.services.tickets.finding import Lookup, TicketFinder

HERE = Path(__file__).parent
LONGEST = 40
_SENT = frozenset({ObjectionStatus.TOLD, ObjectionStatus.NOT_TAKEN})
"""Before that there is no letter, whatever was decided."""
_WORDS = ("title", "hint", "number", "code", "open", "print", "print_hint", "chat")
_HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class LetterRoutes:
    """Asks for number and code, checks them as the chat does, shows the letter."""

    def __init__(
        self,
        *,
        finder: TicketFinder,
        phrasebook: Phrasebook,
        script: Script,
        clock: Clock,
        proxies: int = 0,
    ) -> None:
        """`proxies` counts our own reverse proxies before the program: wrong codes are counted for each address."""
        self._finder, self._phrasebook, self._script, self._clock = finder, phrasebook, script, clock
        self._letters, self._proxies = LetterWords(phrasebook), proxies
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._words = {name: phrasebook.words(f"utter_letter_page_{name}") for name in _WORDS}

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_static("/static/letters/", HERE / "static")
        app.router.add_get("/letters/", self.page)
        app.router.add_get("/letters/{number}", self.page)

    async def page(self, request: web.Request) -> web.Response:
        """The letter, or the form that asks for what is missing."""
        written = request.match_info.get("number") or request.query.get("number", "")
        number, code = written.strip()[:LONGEST], request.query.get("code", "").strip()[:LONGEST]
        if not (number and code):
            return self._ask(number)
        known = next(iter(numbers_in(number)), "")
        address = origin(request.remote, request.headers.getall("X-Forwarded-For", []), self._proxies)
        codes = read_reference(code).codes
        if not (known and codes):
            return self._ask(number, "wrong", 404)
        found = await self._finder.by_code(codes, f"letter:{address}", self._clock.now(), number=known)
        if found is Lookup.GUESSING:
            return self._ask(number, "guessing", 429, {"Retry-After": str(int(CLOSED_FOR.total_seconds()))})
        if not isinstance(found, Objection):
            return self._ask(number, "wrong" if isinstance(found, Lookup) else "no_letter", 404)
        if found.status not in _SENT:
            return self._ask(number, "not_yet", 404)
        return self._letter(found)

    def _letter(self, objection: Objection) -> web.Response:
        letter = letter_of(objection)
        assert letter is not None  # noqa: S101 - such an objection has one
        text = self._letters.text(letter)
        shown = self._script.traditional if objection.traditional else str
        values = {
            "heading": shown(text.heading),
            "number": text.number,
            "addressee": shown(text.addressee),
            "paragraphs": [shown(line) for line in text.paragraphs],
            "signed": [shown(line) for line in text.signed],
            "lang": "zh-Hant" if objection.traditional else "zh-CN",
        }
        return self._page("letter.html", values)

    def _ask(
        self, number: str, fault: str = "", status: int = 200, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        told = self._phrasebook.words(f"utter_letter_page_fault_{fault}") if fault else ""
        return self._page("ask.html", {"asked_number": number, "fault": told}, status, headers)

    def _page(
        self, template: str, values: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        html = self._templates.get_template(template).render(words=self._words, **values)
        return web.Response(text=html, content_type="text/html", status=status, headers=_HEADERS | dict(headers or {}))
