"""The public web application: routes of all channels, health, figures, and the headers that every page carries."""

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.bootstrap import Program
from bot.channels.api.notices import NoticeRoutes
from bot.channels.api.routes import ApiRoutes
from bot.channels.api.tickets import TicketRoutes
from bot.channels.http_errors import errors_as_json
from bot.channels.letters.pages import LetterRoutes
from bot.channels.webchat.news import NewsRoutes
from bot.channels.webchat.routes import WebchatRoutes
from bot.channels.webchat.uploads import UploadRoutes
from bot.consoles.app import ConsoleParts, add_console
from bot.consoles.calls.app import add_call_pages
from bot.consoles.objections.app import add_objection_pages
from bot.consoles.supervision.app import add_supervision_pages
from bot.consoles.talks.app import add_talk_pages
from bot.consoles.tickets.app import add_ticket_pages
from bot.metrics import Metrics
from bot.services.guides.text import GuideText
from bot.services.objections.notices import ObjectionNotices
from bot.services.objections.status_wording import ObjectionStatusWording
from bot.services.tickets.cases import Cases
from bot.services.tickets.finding import TicketFinder
from bot.services.tickets.wording import TicketWording

MOST_BYTES = 1024 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


@web.middleware
async def safe_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Nothing from elsewhere, no framing, no guessing of types."""
    response = await handler(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)  # what a page sets itself is stricter
    return response


def metrics_of(program: Program) -> Metrics:
    """The figures of a program."""
    supervision = program.desk.supervision
    return Metrics(program.workers, program.stores.outbox, supervision.pulse, supervision.supervision)


def public_app(program: Program, metrics: Metrics) -> web.Application:
    """The application for the public port."""
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[safe_headers, metrics.middleware, errors_as_json])

    api = ApiRoutes(
        find_key=program.stores.keys.find,
        reception=program.intake,
        answered=program.workers.answered,
        delivered=program.hand_over.delivered,
        analyst=program.analyst,
        catalogue=lambda: program.knowledge.desk.catalogue,
        guide_text=GuideText(program.phrasebook, program.knowledge.disputes),
    )
    api.add_to(app)
    told = ObjectionNotices(program.phrasebook, program.script, program.settings.public_url)
    finder = TicketFinder(Cases(program.stores.tickets, program.stores.objections), program.stores.guesses)
    TicketRoutes(
        key=api.key,
        finder=finder,
        wording=TicketWording(program.phrasebook),
        objections=ObjectionStatusWording(program.phrasebook, told),
        clock=program.clock,
    ).add_to(app)
    LetterRoutes(
        finder=finder,
        phrasebook=program.phrasebook,
        script=program.script,
        clock=program.clock,
        proxies=program.settings.trusted_proxies,
    ).add_to(app)
    uploads = UploadRoutes(program.files, program.phrasebook.words, per_minute=program.settings.uploads_per_minute)
    uploads.add_to(app)
    NewsRoutes(program.news, program.hand_over.delivered).add_to(app)
    NoticeRoutes(api.key, program.news, program.hand_over.delivered).add_to(app)
    WebchatRoutes(
        reception=program.intake,
        answered=program.workers.answered,
        delivered=program.hand_over.delivered,
        history=program.stores.history,
        uploads=uploads,
        per_minute=program.settings.webchat_per_minute,
        secure_cookie=program.settings.public_https,
    ).add_to(app)
    room, settings = program.desk.room, program.settings
    add_console(
        app, ConsoleParts(room.door, room.accounts, room.audit, settings.public_https, settings.trusted_proxies)
    )
    add_ticket_pages(app, program.desk.pages)
    add_objection_pages(app, program.desk.objection_pages)
    add_supervision_pages(app, program.desk.supervision)
    add_call_pages(app, program.calls)
    add_talk_pages(app, program.talks.pages)
    app.router.add_get("/healthz", _alive)
    app.router.add_get("/readyz", _Ready(program).handle)
    app.router.add_get("/metrics", metrics.page)
    return app


async def _alive(_request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


class _Ready:
    """200 once guides are answered through the engine, else 503 with what is missing."""

    def __init__(self, program: Program) -> None:
        self._program = program

    async def handle(self, _request: web.Request) -> web.Response:
        engine = await self._program.dialogue.is_ready()
        state = {"engine": engine, "guides": len(self._program.knowledge.desk.catalogue.guides())}
        return web.json_response(state, status=200 if engine else 503)
