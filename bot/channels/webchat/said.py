"""What the page sends as a message: words or a pressed button, files that were uploaded before, a place."""

import math
from dataclasses import dataclass
from typing import Any

from bot.channels.http_errors import Fault, text_field

MOST_TEXT, MOST_ID, MOST_PAYLOAD = 5000, 64, 100
MOST_UPLOADS = 20
"""Keys that are looked at; how many files a message may bring is decided elsewhere."""
PLACES = 6
"""Decimals of a degree that are kept: a tenth of a metre."""


@dataclass(frozen=True, slots=True)
class SaidOnPage:
    """A message whose shape is right; `uploads` are keys that nobody has looked up."""

    message_id: str
    text: str
    payload: str
    uploads: tuple[str, ...]
    place: tuple[float, float] | None


def said_on_page(body: dict[str, Any]) -> SaidOnPage:
    """The message in a body; 400 or 413 for a field of another shape."""
    return SaidOnPage(
        message_id=text_field(body, "message_id", most=MOST_ID),
        text=text_field(body, "text", most=MOST_TEXT, required=False),
        payload=text_field(body, "payload", most=MOST_PAYLOAD, required=False),
        uploads=_uploads(body.get("uploads")),
        place=_place(body.get("place")),
    )


def _uploads(given: object) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or len(given) > MOST_UPLOADS or not all(isinstance(key, str) for key in given):
        raise Fault(400, "bad_field", "字段“uploads”应当是文件编号的列表。")
    return tuple(given)


def _place(given: object) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, WGS 84."""
    if given is None:
        return None
    lat, lon = (given.get("lat"), given.get("lon")) if isinstance(given, dict) else (None, None)
    if not (_is_degree(lat, 90) and _is_degree(lon, 180)):
        raise Fault(400, "bad_field", "字段“place”应当有纬度lat和经度lon。")
    return round(float(lat), PLACES), round(float(lon), PLACES)  # type: ignore[arg-type]


def _is_degree(value: object, most: float) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and abs(value) <= most  # type: ignore[arg-type]
