"""Bodies that the scripts of the call pad send: JSON objects, each field checked once."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.consoles.errors import fault

MOST_VERSION = 1_000_000_000


class Body:
    """The fields of an object; whatever is not of its kind is a bad request."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        """As they were sent."""
        self._fields = fields

    def text(self, name: str, most: int, *, cut: bool = False) -> str:
        """A text, "" if it is missing; longer than `most` is refused, or cut."""
        value = self._fields.get(name, "")
        if not isinstance(value, str) or (len(value) > most and not cut):
            raise fault(400)
        return value[:most].encode("utf-8", "ignore").decode().replace("\x00", "")

    def whole(self, name: str) -> int:
        """A number from 0 up, 0 if it is missing."""
        value = self._fields.get(name, 0)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MOST_VERSION:
            raise fault(400)
        return value

    def yes(self, name: str) -> bool:
        """Whether something is so; no if it is missing."""
        value = self._fields.get(name, False)
        if not isinstance(value, bool):
            raise fault(400)
        return value

    def share(self, name: str) -> float:
        """A number from 0 to 1."""
        value = self._fields.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise fault(400)
        return float(value)

    def rows(self, name: str, most: int) -> Sequence["Body"]:
        """A list of objects."""
        value = self._fields.get(name, [])
        if not isinstance(value, list) or len(value) > most or not all(isinstance(one, dict) for one in value):
            raise fault(400)
        return [Body(one) for one in value]


async def body_of(request: web.Request) -> Body:
    """The object that was sent; 400 for anything else."""
    try:
        fields = json.loads(await request.text())
    except (ValueError, LookupError, RecursionError) as error:
        raise fault(400) from error
    if not isinstance(fields, dict):
        raise fault(400)
    return Body(fields)


def answer(values: Mapping[str, Any], status: int = 200) -> web.Response:
    """JSON with Chinese as it is."""
    return web.json_response(values, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))
