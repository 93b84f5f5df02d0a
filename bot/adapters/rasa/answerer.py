"""What the action calls: from Rasa's JSON to the desk and back."""

from collections.abc import Callable
from typing import Any

from bot.adapters.focus_json import focus_from_json, focus_to_json
from bot.adapters.rasa.wire import outcome_to_json, understanding_from_json
from bot.domain.talk.conversation import Focus
from bot.services.guides.desk import GuideDesk
from bot.services.ports import Turn


class DeskAnswerer:
    """Callable as `actions.answer.Answerer`; the desk is asked for anew at every call."""

    def __init__(self, desk: Callable[[], GuideDesk]) -> None:
        """`desk` gives the newest state of the list."""
        self._desk = desk

    def __call__(self, text: str, message: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
        """One turn. The message's metadata brings the clauses and what was talked about."""
        clauses = tuple(metadata.get("clauses") or ())
        focus = focus_from_json(metadata.get("focus") or focus_to_json(Focus()))
        turn = Turn("", str(message.get("message_id") or ""), text, clauses, focus)
        return outcome_to_json(self._desk().take(turn, understanding_from_json(text, clauses, message)))
