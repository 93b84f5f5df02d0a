"""A reply as the web channels send it."""

from typing import Any

from bot.domain.talk.message import Reply


def reply_json(reply: Reply) -> dict[str, Any]:
    """Text, kind, buttons and data."""
    return {
        "text": reply.text,
        "kind": reply.kind.value,
        "buttons": [{"title": button.title, "payload": button.payload} for button in reply.buttons],
        "data": reply.data,
    }
