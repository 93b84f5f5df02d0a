"""A line of the conversation as the page reads it."""

from typing import Any

from bot.channels.reply_json import reply_json
from bot.domain.tickets.ticket import Attachment
from bot.services.files.files import kind_of
from bot.services.talk.history import Line


def line_json(line: Line) -> dict[str, Any]:
    """The citizen's words, files and place, or a reply; `notice` numbers what answers no message."""
    base: dict[str, Any] = {"number": line.number, "speaker": line.speaker, "at": line.at.isoformat()}
    if line.reply is not None:
        return base | reply_json(line.reply) | ({"notice": line.notice} if line.notice else {})
    said = {"text": line.text, "kind": "", "buttons": [], "data": {}}
    things: dict[str, Any] = {"files": [file_json(file) for file in line.files]} if line.files else {}
    if line.coordinates:
        things["place"] = {"lat": line.coordinates[0], "lon": line.coordinates[1]}
    things |= {"answered": True} if line.is_for_person else {}
    return base | said | things | {"message_id": line.external_id.rpartition(":")[2]}


def file_json(file: Attachment) -> dict[str, Any]:
    """A file without what it holds; `kind` is what a citizen would call it."""
    return {
        "key": file.key,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "kind": kind_of(file.media_type).value,
    }
