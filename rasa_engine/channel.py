"""The door between the program and Rasa: loopback, a shared secret, citizens' text taken as text."""

import hmac
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from rasa_engine.turn import Lead

SECRET_HEADER = "X-Desk-Secret"


class DeskChannel(InputChannel):
    """`POST /webhooks/desk/turn` takes a turn and answers with its replies; `POST .../parse` only reads a text."""

    def __init__(self, secret: Text) -> None:
        """`secret` is what the header must hold."""
        self._secret = secret

    @classmethod
    def name(cls) -> Text:
        """Name of the channel, and of its entry in credentials.yml."""
        return "rasa_engine.channel.DeskChannel"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "DeskChannel":
        """The channel with the secret of credentials.yml; without one Rasa must not start."""
        if not credentials or not credentials.get("secret"):
            raise ValueError("credentials.yml gives the desk channel no secret")
        return cls(credentials["secret"])

    def url_prefix(self) -> Text:
        """Where the routes hang below /webhooks/."""
        return "desk"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """The routes of the channel; Rasa's own way of taking a message (`on_new_message`) is not gone."""
        desk = Blueprint("desk_channel")

        @desk.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not self._knows(request):
                return response.json({"error": "secret"}, status=401)
            return response.json({"replies": await _lead(request).take(_message(request.json))})

        @desk.post("/parse")
        async def parse(request: Request) -> HTTPResponse:
            if not self._knows(request):
                return response.json({"error": "secret"}, status=401)
            processor = request.app.ctx.agent.processor
            return response.json(await processor.parse_message(_message(request.json)))

        return desk

    def _knows(self, request: Request) -> bool:
        return hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret.encode())


def _lead(request: Request) -> Lead:
    context = request.app.ctx
    if getattr(context, "lead", None) is None:
        context.lead = Lead(context.agent.processor)
    return context.lead


def _message(body: Dict[Text, Any]) -> UserMessage:
    return UserMessage(
        text=body["text"].lstrip("/ ") or "。",
        sender_id=body.get("conversation"),
        input_channel="desk",
        message_id=body.get("message_id"),
        metadata=body.get("metadata") or {},
    )
