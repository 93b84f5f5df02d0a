"""The action endpoint: rasa_sdk's executor inside our own aiohttp server."""

import hmac
import logging

from aiohttp import web
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.adapters.rasa.client import SECRET_HEADER

logger = logging.getLogger(__name__)
MOST_BYTES = 16 * 1024 * 1024
"""A tracker with its domain and events is large; aiohttp's own limit is 1 MiB."""


class ActionServer:
    """Answers Rasa's calls; loopback only, and only with the secret."""

    def __init__(self, actions: list[Action], secret: str) -> None:
        """Register the actions."""
        self._secret = secret.encode()
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)

    def app(self) -> web.Application:
        """The application with the one route that Rasa calls."""
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_post("/internal/actions", self._run)
        return app

    async def _run(self, request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret):
            return web.json_response({"error": "secret"}, status=401)
        try:
            call = await request.json()
        except (ValueError, RecursionError):
            return web.json_response({"error": "no JSON"}, status=400)
        if not isinstance(call, dict):
            return web.json_response({"error": "no call"}, status=400)
        name = call.get("next_action")
        # Our actions need no domain, so Rasa is told to keep its 40 KiB to itself; the executor wants to see one.
        call.setdefault("domain", {})
        try:
            result = await self._executor.run(call)
        except ActionExecutionRejection as rejection:
            return web.json_response({"error": rejection.message, "action_name": rejection.action_name}, status=400)
        except ActionNotFoundException as error:
            return web.json_response({"error": error.message, "action_name": error.action_name}, status=404)
        except Exception:
            logger.exception("action %s failed", name)
            return web.json_response({"error": "failed", "action_name": name}, status=500)
        return web.json_response(result.model_dump() if result else {})
