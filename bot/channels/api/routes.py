"""`POST /messages`, `POST /analyze`, `GET /items`, `GET /items/CODE`, `GET /openapi.json`."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

import yaml
from aiohttp import web

from bot.channels.http_errors import Fault, dumps, json_body, text_field
from bot.channels.rate_limit import RateLimit
from bot.channels.reply_json import reply_json
from bot.domain.guides.facet import Facet
from bot.domain.guides.guide import Guide
from bot.domain.talk.message import Answer, Inbound
from bot.services.guides.text import GuideText
from bot.services.ports import Catalogue, Reception
from bot.services.talk.analysis import Analyst

CHANNEL = "api"
ANSWER_WITHIN_S = 25.0
MOST_TEXT, MOST_PAYLOAD = 20_000, 100
DESCRIPTION = Path(__file__).with_name("description")
"""The description of the interface, in parts: openapi.yml, and what its components are made of."""


class KeyHolder(Protocol):
    """Whose key it is."""

    @property
    def name(self) -> str:
        """Its name, unique among the keys."""
        ...

    @property
    def per_minute(self) -> int:
        """How many calls a minute it may make."""
        ...


class ApiRoutes:
    """Handlers; each checks the key, then the shape, then calls one service."""

    def __init__(  # noqa: PLR0913 - one dependency a route
        self,
        *,
        find_key: Callable[[str], Awaitable[KeyHolder | None]],
        reception: Reception,
        answered: Callable[[int, float], Awaitable[Answer | None]],
        delivered: Callable[[int], None],
        analyst: Analyst,
        catalogue: Callable[[], Catalogue],
        guide_text: GuideText,
    ) -> None:
        """`answered(number, seconds)` waits for an answer; `delivered(number)` notes that it was handed over."""
        self._find_key, self._reception = find_key, reception
        self._answered, self._delivered = answered, delivered
        self._analyst, self._catalogue, self._guide_text = analyst, catalogue, guide_text
        self._limit = RateLimit()

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_post("/api/v1/messages", self.messages)
        app.router.add_post("/api/v1/analyze", self.analyze)
        app.router.add_get("/api/v1/items", self.items)
        app.router.add_get("/api/v1/items/{code}", self.item)
        app.router.add_get("/api/v1/openapi.json", self.openapi)

    async def messages(self, request: web.Request) -> web.Response:
        """A turn of a conversation; the same `message_id` again brings the same answer."""
        key = await self.key(request)
        body = await json_body(request)
        conversation = text_field(body, "conversation", most=100)
        message_id = text_field(body, "message_id", most=100)
        text = text_field(body, "text", most=MOST_TEXT, required=False)
        if "text" not in body:
            raise Fault(400, "bad_field", "缺少字段“text”，或者它不是文字。")
        inbound = Inbound(
            channel=CHANNEL,
            conversation=f"{CHANNEL}:{key.name}:{conversation}",
            external_id=_digest(key.name, conversation, message_id),
            text=text,
            payload=text if ":" in text and len(text) <= MOST_PAYLOAD and text.isascii() else "",
        )
        receipt = await self._reception.accept(inbound)
        answer = await self._answered(receipt.number, ANSWER_WITHIN_S)
        if answer is None:
            raise Fault(
                503, "not_ready", "消息已收到，答复还没准备好，请用同一个message_id再取一次。", {"Retry-After": "2"}
            )
        self._delivered(receipt.number)
        replies = [reply_json(reply) for reply in answer.replies]
        result = {
            "conversation": conversation,
            "message_id": message_id,
            "route": answer.route.value,
            "messages": replies,
        }
        return web.json_response(result, dumps=dumps)

    async def analyze(self, request: web.Request) -> web.Response:
        """What a text means; nothing is stored."""
        await self.key(request)
        text = text_field(await json_body(request), "text", most=MOST_TEXT)
        return web.json_response(asdict(await self._analyst.analyze(text)), dumps=dumps)

    async def items(self, request: web.Request) -> web.Response:
        """The list of items; `q` keeps those whose name holds it, `department` those of a department."""
        await self.key(request)
        words, department = request.query.get("q", ""), request.query.get("department", "")
        found = [
            _short(self._guide_text.published(guide))
            for guide in self._catalogue().guides()
            if words in guide.name and department in ("", guide.department.name)
        ]
        return web.json_response({"items": found, "count": len(found)}, dumps=dumps)

    async def item(self, request: web.Request) -> web.Response:
        """One guide with every facet."""
        await self.key(request)
        code = request.match_info["code"]
        if not self._catalogue().has(code):
            raise Fault(404, "no_such_item", f"没有编码为“{code[:40]}”的事项。")
        guide = self._catalogue().guide(code)
        facets = {facet.value: self._guide_text.shown(guide, facet) for facet in Facet}
        more = {"facets": facets, "sample": guide.sample, "disputed": self._guide_text.disputed(code)}
        return web.json_response(_short(self._guide_text.published(guide)) | more, dumps=dumps)

    async def openapi(self, _request: web.Request) -> web.Response:
        """The description of this interface (OpenAPI 3.1); needs no key."""
        return web.json_response(_description(), dumps=dumps)

    async def key(self, request: web.Request) -> KeyHolder:
        """Whose key a request carries; `Fault` without one, with a wrong one, and where it is used too often."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret:
            raise Fault(401, "no_key", "请在Authorization头里带上密钥：Bearer <密钥>。", {"WWW-Authenticate": "Bearer"})
        holder = await self._find_key(secret.strip())
        if holder is None:
            raise Fault(401, "unknown_key", "密钥不对，或者已经停用。", {"WWW-Authenticate": "Bearer"})
        wait = self._limit.wait_s(holder.name, holder.per_minute)
        if wait:
            raise Fault(429, "too_many", f"请求太快了，请{wait}秒后再试。", {"Retry-After": str(wait)})
        return holder


def _description() -> dict[str, Any]:
    """The parts put together: each group of components is made of all files that name it."""
    whole: dict[str, Any] = yaml.safe_load((DESCRIPTION / "openapi.yml").read_text(encoding="utf-8"))
    components: dict[str, dict[str, Any]] = whole["components"]
    for path in sorted(DESCRIPTION.glob("components_*.yml")):
        for group, members in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            components.setdefault(group, {}).update(members)
    return whole


def _short(guide: Guide) -> dict[str, Any]:
    return {
        "code": guide.code,
        "name": guide.name,
        "department": guide.department.name,
        "type": guide.type,
        "audience": list(guide.audience),
        "theme": guide.theme,
        "version": guide.version,
        "checked_on": guide.checked_on.isoformat(),
    }


def _digest(*parts: str) -> str:
    """One id of bounded length from parts that may hold anything."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
