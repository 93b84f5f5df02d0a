"""`GET /chat/news`: a page waits for notices that staff or clocks cause."""

from collections.abc import Callable

from aiohttp import web

from bot.channels.http_errors import Fault, dumps
from bot.channels.webchat.line_json import line_json
from bot.channels.webchat.visitor import conversation_of, token_of
from bot.services.talk.news import News

WAIT_S = 25.0
MOST_DIGITS = 12


def position(request: web.Request) -> int:
    """The number `after`; 400 for anything else."""
    after = request.query.get("after", "0")
    if not after.isascii() or not after.isdigit() or len(after) > MOST_DIGITS:
        raise Fault(400, "bad_field", "after应当是数字。")
    return int(after)


class NewsRoutes:
    """A long poll: proxies and old browsers know nothing better."""

    def __init__(self, news: News, delivered: Callable[[int], None]) -> None:
        """`delivered` is told the messages at which what was fetched hangs."""
        self._news, self._delivered = news, delivered

    def add_to(self, app: web.Application) -> None:
        """Register the route; whoever waits is let go when the program ends."""
        app.router.add_get("/chat/news", self.wait)
        app.on_shutdown.append(self._close)

    async def wait(self, request: web.Request) -> web.Response:
        """Notices after number `after`, as soon as there are some; none after 25 s."""
        after, token = position(request), token_of(request)
        lines = await self._news.wait(conversation_of(token), after, WAIT_S) if token else ()
        for number in {line.number for line in lines}:
            self._delivered(number)
        answer = {"after": max([after, *(line.notice for line in lines)]), "lines": [line_json(one) for one in lines]}
        return web.json_response(answer, dumps=dumps)

    async def _close(self, _app: web.Application) -> None:
        await self._news.close()
