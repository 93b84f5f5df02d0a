"""`GET /notices`: what staff and clocks told a conversation without being asked, an operator's lines above all."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.channels.api.routes import CHANNEL, KeyHolder
from bot.channels.http_errors import Fault, dumps
from bot.channels.reply_json import reply_json
from bot.services.talk.news import News

MOST_NAME, MOST_DIGITS = 100, 12
LONGEST_WAIT_S = 25


class NoticeRoutes:
    """A client asks again with the number that it got; `wait` holds the request until there is something."""

    def __init__(
        self, key: Callable[[web.Request], Awaitable[KeyHolder]], news: News, delivered: Callable[[int], None]
    ) -> None:
        """`delivered` is told the messages at which what was fetched hangs."""
        self._key, self._news, self._delivered = key, news, delivered

    def add_to(self, app: web.Application) -> None:
        """Register the route."""
        app.router.add_get("/api/v1/notices", self.notices)

    async def notices(self, request: web.Request) -> web.Response:
        """Notices after number `after`, oldest first."""
        holder = await self._key(request)
        conversation = request.query.get("conversation", "")
        if not conversation or len(conversation) > MOST_NAME:
            raise Fault(400, "bad_field", f"缺少参数“conversation”，或者它超过{MOST_NAME}个字。")
        after, wait = _number(request, "after"), min(_number(request, "wait"), LONGEST_WAIT_S)
        lines = await self._news.wait(f"{CHANNEL}:{holder.name}:{conversation}", after, wait)
        for number in {line.number for line in lines}:
            self._delivered(number)
        told = [
            {"number": line.notice, "at": line.at.isoformat(), **reply_json(line.reply)} for line in lines if line.reply
        ]
        answer = {
            "conversation": conversation,
            "after": max([after, *(line.notice for line in lines)]),
            "notices": told,
        }
        return web.json_response(answer, dumps=dumps)


def _number(request: web.Request, name: str) -> int:
    value = request.query.get(name, "0")
    if not value.isascii() or not value.isdigit() or len(value) > MOST_DIGITS:
        raise Fault(400, "bad_field", f"参数“{name}”应当是数字。")
    return int(value)
