"""Trackers of the conversations that are going on; what must last is kept in the program's own store."""

from collections import OrderedDict
from typing import Any, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class RecentTrackerStore(InMemoryTrackerStore):
    """Rasa's store in memory that forgets the conversations longest unused, so that it cannot grow for ever."""

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        most: int = 5000,
        **kwargs: Any,
    ) -> None:
        """`most`: how many conversations are kept."""
        super().__init__(domain, event_broker, **kwargs)
        self.store: OrderedDict[str, str] = OrderedDict()
        self._most = most

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a tracker, as the newest."""
        await super().save(tracker)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > self._most:
            self.store.popitem(last=False)
