"""The citizen's 好差评 of a talk: one press, once."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.handoff.moves import Act, Deed, is_legal, move
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Reply
from bot.domain.tickets.terms import Rating
from bot.services.handoff.ports import TalkChange
from bot.services.handoff.records import TalkRecords
from bot.services.handoff.wording import RATE, TalkWording

_LONGEST = 15


@dataclass(frozen=True, slots=True)
class Rated:
    """What a press brought."""

    reply: Reply
    talk: TalkChange | None = None


class TalkRating:
    """`rate_talk:NUMBER:LEVEL`."""

    def __init__(self, records: TalkRecords, wording: TalkWording) -> None:
        """A talk is rated in the conversation that it was held in."""
        self._records, self._wording = records, wording

    async def press(self, payload: str, conversation: Conversation, at: datetime) -> Rated | None:
        """None for a payload that rates no talk."""
        action, _, rest = payload.partition(":")
        if action != RATE:
            return None
        number, _, level = rest.partition(":")
        is_number = number.isascii() and number.isdigit() and len(number) <= _LONGEST
        talk = await self._records.get(int(number)) if is_number else None
        if talk is None or talk.conversation != conversation.id or level not in Rating.__members__.values():
            return Rated(self._wording.plain("utter_talk_rate_gone"))
        if talk.rating:
            return Rated(self._wording.plain("utter_talk_rated_already"))
        if not is_legal(talk, Act.RATED):
            return Rated(self._wording.plain("utter_talk_rate_gone"))
        rating = Rating(level)
        key = "utter_talk_rated_bad" if rating.is_bad else "utter_talk_rated"
        rated = move(talk, Deed(Act.RATED, at, rating=rating))
        return Rated(self._wording.plain(key, rating=rating.label), TalkChange(rated))
