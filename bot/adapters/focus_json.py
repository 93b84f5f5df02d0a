"""What is talked about, as JSON: for the store and for the way through Rasa."""

from dataclasses import asdict
from typing import Any

from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Focus, Option


def focus_to_json(focus: Focus) -> dict[str, Any]:
    """A focus in plain values."""
    return asdict(focus)


def focus_from_json(stored: dict[str, Any]) -> Focus:
    """A focus from its plain values; KeyError or ValueError for anything else."""
    return Focus(
        item=stored["item"],
        facet=Facet(stored["facet"]) if stored["facet"] else None,
        earlier=tuple(stored["earlier"]),
        options=tuple(Option(**option) for option in stored["options"]),
        misses=stored["misses"],
    )
