"""What the assistant remembers of a conversation between two turns."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.guides.facet import Facet
from bot.domain.talk.papers import Papers


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a question that was put to the citizen."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Focus:
    """What is being talked about: the item and facet last answered, earlier items, and an open question's options.

    `misses` counts the turns in a row that were not understood; at two a person is offered.
    """

    item: str = ""
    facet: Facet | None = None
    earlier: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    misses: int = 0

    def answered(self, item: str, facet: Facet) -> "Focus":
        """After an answer about `item`: earlier items keep their order, newest first, five at most."""
        earlier = tuple(code for code in (self.item, *self.earlier) if code and code != item)[:5]
        return Focus(item=item, facet=facet, earlier=earlier)

    def asking(self, options: tuple[Option, ...], facet: Facet | None) -> "Focus":
        """After a question was put: the facet waits until an item is chosen."""
        return replace(self, options=options, facet=facet, misses=0)

    def understood(self) -> "Focus":
        """After a turn that needed no item: an open question is dropped."""
        return replace(self, options=(), misses=0)

    def missed(self) -> "Focus":
        """After a turn that was not understood."""
        return replace(self, misses=self.misses + 1)


SESSION_PAUSE = timedelta(minutes=30)
SESSION_TURNS = 12


@dataclass(frozen=True, slots=True)
class Conversation:
    """One citizen in one channel.

    `session` counts the engine's sessions: a turn gets dearer with the length of the engine's tracker, so a fresh
    one is begun after a pause and after `SESSION_TURNS` turns. Nothing is lost by it: what is talked about is here.
    """

    id: str
    channel: str
    updated_at: datetime
    focus: Focus = field(default_factory=Focus)
    session: int = 0
    turns: int = 0
    traditional: bool = False
    papers: Papers = field(default_factory=Papers)

    @property
    def engine_id(self) -> str:
        """The name that the engine knows the running session by."""
        return f"{self.id}#{self.session}"

    def begin_turn(self, at: datetime) -> "Conversation":
        """One more turn, in a new session if it is time for one; after a pause an open question is dropped."""
        paused = at - self.updated_at > SESSION_PAUSE
        renewed = paused or self.turns >= SESSION_TURNS
        return replace(
            self,
            session=self.session + renewed,
            turns=1 if renewed else self.turns + 1,
            updated_at=at,
            papers=self.papers.current(at),
            focus=replace(self.focus, options=(), misses=0) if paused else self.focus,
        )

    def restarted(self) -> "Conversation":
        """After `/new`: nothing is talked about, no form is open."""
        return replace(self, focus=Focus(), papers=Papers(), session=self.session + 1, turns=0)
