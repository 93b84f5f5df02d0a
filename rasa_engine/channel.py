"""The door between the program and Rasa: loopback, a shared secret, citizens' text taken as text."""

import hmac
import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)
SECRET_HEADER = "X-Desk-Secret"


class CollectedReplies(OutputChannel):
    """Keeps each reply whole: text, buttons, custom data and the metadata of the wording."""

    def __init__(self) -> None:
        """Start empty."""
        self.replies: List[Dict[Text, Any]] = []

    @classmethod
    def name(cls) -> Text:
        """Name of the channel."""
        return "desk"

    async def send_response(self, recipient_id: Text, message: Dict[Text, Any]) -> None:
        """Keep a reply instead of sending it."""
        wanted = ("text", "buttons", "custom", "metadata", "utter_action")
        self.replies.append({key: message[key] for key in wanted if message.get(key)})


class DeskChannel(InputChannel):
    """`POST /webhooks/desk/turn` takes a turn and answers with its replies; `POST .../parse` only reads a text."""

    def __init__(self, secret: Text, parse: Optional[Callable[[UserMessage], Awaitable[Dict]]] = None) -> None:
        """`secret` is what the header must hold."""
        self._secret = secret
        self._parse = parse

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
        """The routes of the channel."""
        desk = Blueprint("desk_channel")

        @desk.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not self._knows(request):
                return response.json({"error": "secret"}, status=401)
            collected = CollectedReplies()
            await on_new_message(_message(request.json, collected))
            return response.json({"replies": collected.replies})

        @desk.post("/parse")
        async def parse(request: Request) -> HTTPResponse:
            if not self._knows(request):
                return response.json({"error": "secret"}, status=401)
            processor = request.app.ctx.agent.processor
            return response.json(await processor.parse_message(_message(request.json, None)))

        return desk

    def _knows(self, request: Request) -> bool:
        return hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret.encode())


def _message(body: Dict[Text, Any], collected: Optional[CollectedReplies]) -> UserMessage:
    return UserMessage(
        text=body["text"].lstrip("/ ") or "。",
        output_channel=collected,
        sender_id=body.get("conversation"),
        input_channel="desk",
        message_id=body.get("message_id"),
        metadata=body.get("metadata") or {},
    )
