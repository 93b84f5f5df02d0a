"""What comes in from a citizen and what goes out to her, on whatever channel."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.files.refusal import Refusal
from bot.domain.talk.route import Route
from bot.domain.tickets.ticket import Attachment


class AttachmentKind(StrEnum):
    """What a channel may bring besides text."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message as a channel received it.

    `external_id` is unique within the channel and survives redelivery; `payload` is that of the pressed button,
    whose title is then the text.
    """

    channel: str
    conversation: str
    external_id: str
    text: str
    payload: str = ""
    attachments: tuple[AttachmentKind, ...] = ()
    files: tuple[Attachment, ...] = ()
    """What of the attachments was fetched and stored."""
    coordinates: tuple[float, float] | None = None
    """Latitude and longitude, WGS 84, of a place that was sent."""
    refused: tuple[Refusal, ...] = ()
    """Why some of the attachments were not taken, for each sort of reason once."""
    is_edit: bool = False


class Kind(StrEnum):
    """What sort of thing a reply is; the value is what the HTTP contract carries."""

    GUIDE = "guide"
    CLARIFY = "clarify"
    TICKET = "ticket"
    FORM = "form"
    HANDOFF = "handoff"
    EMERGENCY = "emergency"
    STATUS = "status"
    FALLBACK = "fallback"
    CHITCHAT = "chitchat"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a reply: `title` is read, `payload` is sent back when it is chosen."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One bubble of an answer."""

    kind: Kind
    text: str
    buttons: tuple[Button, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """All that one message brings forth: its route and the replies in their order."""

    route: Route
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """An inbound message in the inbox: `number` orders a conversation's messages; `attempts` counts failed tries."""

    number: int
    inbound: Inbound
    received_at: datetime
    attempts: int = 0
