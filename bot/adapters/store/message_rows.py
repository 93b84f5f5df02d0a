"""Messages, conversations and replies to rows and back."""

import json
import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.adapters.focus_json import focus_from_json, focus_to_json
from bot.adapters.papers_json import papers_from_json, papers_to_json
from bot.adapters.store.message_statements import DONE, QUEUED
from bot.adapters.store.schema import OutboxRow
from bot.domain.files.refusal import Refusal
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import AttachmentKind, Button, Inbound, Kind, Reply, Stored
from bot.domain.talk.papers import Papers
from bot.domain.tickets.ticket import Attachment
from bot.services.ports import Cipher, Delivery, Done, Verdict

logger = logging.getLogger(__name__)


def reply_of(row: OutboxRow | Row[Any]) -> Reply:
    """A reply as it stands in the outbox."""
    buttons = tuple(Button(title, payload) for title, payload in row.buttons)
    return Reply(Kind(row.kind), row.text, buttons, dict(row.data))


def conversation_values(conversation: Conversation, cipher: Cipher) -> dict[str, Any]:
    """The columns of a conversation that a turn may change."""
    return {
        "focus": focus_to_json(conversation.focus),
        "session": conversation.session,
        "turns": conversation.turns,
        "traditional": conversation.traditional,
        "sealed_draft": None if conversation.papers.is_empty else cipher.seal(papers_to_json(conversation.papers)),
        "updated_at": conversation.updated_at,
    }


def conversation_of(row: Row[Any], cipher: Cipher) -> Conversation:
    """A conversation with what is talked about and what lies on the desk."""
    return Conversation(
        id=row.id,
        channel=row.channel,
        updated_at=row.updated_at,
        focus=focus_from_json(row.focus),
        session=row.session,
        turns=row.turns,
        traditional=row.traditional,
        papers=_papers(row.sealed_draft, cipher) if row.sealed_draft else Papers(),
    )


def _papers(sealed: str, cipher: Cipher) -> Papers:
    """What lay on the desk; nothing if it cannot be read: the conversation must go on without it."""
    try:
        return papers_from_json(cipher.open(sealed))
    except (ValueError, KeyError, TypeError) as reason:
        logger.warning("a form was put away: %s", type(reason).__name__)
        return Papers()


def inbox_values(inbound: Inbound, cipher: Cipher, at: datetime) -> dict[str, Any]:
    """A message as it came."""
    return {
        "channel": inbound.channel,
        "external_id": inbound.external_id,
        "conversation_id": inbound.conversation,
        "sealed_text": cipher.seal(inbound.text),
        "payload": inbound.payload,
        "attachments": [kind.value for kind in inbound.attachments],
        "sealed_files": _sealed_things(inbound, cipher),
        "is_edit": inbound.is_edit,
        "received_at": at,
        "state": QUEUED,
        "attempts": 0,
    }


def done_values(done: Done, at: datetime) -> dict[str, Any]:
    """What an answered message keeps."""
    return {
        "state": DONE,
        "masked_text": done.masked_text,
        "route": done.outcome.answer.route.value,
        "understood_by": done.outcome.by,
        "done_at": at,
    }


def outbox_values(done: Done, reply: Reply, at: datetime) -> dict[str, Any]:
    """A reply to a message, ready to be sent."""
    return {
        "inbox_id": done.number,
        "conversation_id": done.conversation.id,
        "channel": done.conversation.channel,
        "kind": reply.kind.value,
        "text": reply.text,
        "buttons": [[button.title, button.payload] for button in reply.buttons],
        "data": reply.data,
        "state": Delivery.QUEUED.value,
        "attempts": 0,
        "not_before": at,
        "created_at": at,
    }


def feedback_values(verdict: Verdict, at: datetime) -> dict[str, Any]:
    """What a citizen thought of an answer."""
    return {
        "inbox_id": verdict.number,
        "verdict": verdict.verdict,
        "item": verdict.item[:40] or None,
        "facet": verdict.facet.value if verdict.facet else None,
        "masked_text": verdict.masked_text or None,
        "at": at,
    }


def stored_of(row: Any, cipher: Cipher) -> Stored:
    """A message as it came; ValueError if it was sealed with a key that is gone."""
    things = things_of(row.sealed_files, cipher)
    inbound = Inbound(
        channel=row.channel,
        conversation=row.conversation_id,
        external_id=row.external_id,
        text=cipher.open(row.sealed_text),
        payload=row.payload,
        attachments=tuple(AttachmentKind(kind) for kind in row.attachments),
        files=things.files,
        coordinates=things.coordinates,
        refused=things.refused,
        is_edit=row.is_edit,
    )
    return Stored(row.id, inbound, row.received_at, row.attempts)


@dataclass(frozen=True, slots=True)
class Things:
    """What a message brought besides words."""

    files: tuple[Attachment, ...] = ()
    coordinates: tuple[float, float] | None = None
    refused: tuple[Refusal, ...] = ()


def things_of(sealed: str | None, cipher: Cipher) -> Things:
    """Out of `inbox.sealed_files`; ValueError if it was sealed with a key that is gone."""
    if not sealed:
        return Things()
    kept = json.loads(cipher.open(sealed))
    return Things(
        files=tuple(Attachment(**file) for file in kept["files"]),
        coordinates=(kept["coordinates"][0], kept["coordinates"][1]) if kept["coordinates"] else None,
        refused=tuple(Refusal(reason) for reason in kept.get("refused", ())),
    )


def _sealed_things(inbound: Inbound, cipher: Cipher) -> str | None:
    """Files and place of a message, sealed; None for a message of words."""
    things = Things(inbound.files, inbound.coordinates, inbound.refused)
    return None if things == Things() else cipher.seal(json.dumps(asdict(things), ensure_ascii=False))
