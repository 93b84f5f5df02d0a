"""The action that answers."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

Answerer = Callable[[str, dict[str, Any], dict[str, Any]], dict[str, Any]]
"""(text, what Rasa read, the message's metadata) → the outcome as JSON."""


class ActionAnswer(Action):
    """Weighs what Rasa understood against what the search finds, and answers."""

    def __init__(self, answerer: Answerer) -> None:
        """`answerer` is given by the program's bootstrap."""
        self._answerer = answerer

    def name(self) -> str:
        """As the rules call it."""
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """One service call."""
        message = tracker.latest_message
        outcome = self._answerer(message.get("text") or "", dict(message), message.get("metadata") or {})
        dispatcher.utter_message(json_message=outcome)
        return []
