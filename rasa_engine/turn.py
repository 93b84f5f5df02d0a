"""One turn of a conversation, led by Rasa's policies, without anything remembered from the turns before."""

import logging
from typing import Any, Dict, List, Text

from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

logger = logging.getLogger(__name__)
MOST_ACTIONS = 10
"""Rules that go on for longer go round in circles."""


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


class Lead:
    """Leads through turns: what Rasa understands, the actions that its policies predict, their replies.

    What is talked about lies in the program's store and travels with the message, so every turn begins with an empty
    tracker. There are neither slots nor entities nor forms (a test sees to that): the policies have nothing to go by but
    the intent, and are asked once for each.
    """

    def __init__(self, processor: MessageProcessor) -> None:
        """On a processor that has its model."""
        self._processor = processor
        self._plans: Dict[Text, List[Action]] = {}

    async def take(self, message: UserMessage) -> List[Dict[Text, Any]]:
        """The replies to a message; none if an action failed, which the program takes for a failure."""
        tracker = await self._understood(message)
        collected = CollectedReplies()
        try:
            for action in self._plan(tracker):
                events = await action.run(collected, self._processor.nlg, tracker, self._processor.domain)
                for event in events:
                    if isinstance(event, BotUttered):
                        await collected.send_response(message.sender_id, event.message())
        except Exception:
            logger.exception("message %s: an action failed", message.message_id)
            return []
        return collected.replies

    async def _understood(self, message: UserMessage) -> DialogueStateTracker:
        tracker = DialogueStateTracker(message.sender_id, self._processor.domain.slots)
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        parsed = await self._processor.parse_message(message, tracker)
        said = UserUttered(
            message.text,
            parsed["intent"],
            parsed["entities"],
            parsed,
            input_channel=message.input_channel,
            message_id=message.message_id,
            metadata=message.metadata,
        )
        tracker.update(said, self._processor.domain)
        return tracker

    def _plan(self, tracker: DialogueStateTracker) -> List[Action]:
        intent = tracker.latest_message.intent["name"]
        if intent not in self._plans:
            self._plans[intent] = self._predicted(tracker.copy())
        return self._plans[intent]

    def _predicted(self, tracker: DialogueStateTracker) -> List[Action]:
        """What the policies want done until they want to listen again."""
        actions: List[Action] = []
        while len(actions) < MOST_ACTIONS:
            action, prediction = self._processor.predict_next_with_tracker_if_should(tracker)
            if action.name() == ACTION_LISTEN_NAME:
                break
            actions.append(action)
            tracker.update(action.event_for_successful_execution(prediction), self._processor.domain)
        return actions
