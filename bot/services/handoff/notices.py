"""What a citizen hears while she says nothing: who takes her talk, who speaks, that it is over."""

from dataclasses import replace

from bot.domain.handoff.handoff import HandOff
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Reply
from bot.domain.tickets.ticket import Attachment
from bot.services.handoff.records import TalkRecords
from bot.services.handoff.wording import TalkWording
from bot.services.ports import Script
from bot.services.tickets.ports import Notice


class TalkNotices:
    """Notices in the script that the citizen writes in."""

    def __init__(self, wording: TalkWording, records: TalkRecords, script: Script) -> None:
        """The conversation tells the script."""
        self._wording, self._records, self._script = wording, records, script

    async def plain(self, key: str, talk: HandOff, operator: str = "") -> Notice:
        """One sentence."""
        return await self.of(talk, self._wording.plain(key, operator=operator))

    async def taken(self, talk: HandOff, operator: str) -> Notice:
        """Who is there now."""
        return await self.of(talk, self._wording.taken(operator))

    async def ended(self, talk: HandOff, operator: str) -> Notice:
        """The talk is over; the five levels hang below."""
        return await self.of(talk, self._wording.ended(talk, operator))

    def says(self, talk: HandOff, operator: str, text: str, files: tuple[Attachment, ...]) -> Notice:
        """An operator's words stay as she wrote them."""
        return Notice(talk.conversation, talk.channel, self._wording.says(operator, text, files))

    async def of(self, talk: HandOff, reply: Reply) -> Notice:
        """Any reply."""
        conversation = await self._records.conversation(talk.conversation)
        return self.written(talk, reply, conversation)

    def written(self, talk: HandOff, reply: Reply, conversation: Conversation | None) -> Notice:
        """A reply in the conversation's script."""
        if conversation is not None and conversation.traditional:
            convert = self._script.traditional
            buttons = tuple(replace(button, title=convert(button.title)) for button in reply.buttons)
            reply = replace(reply, text=convert(reply.text), buttons=buttons)
        return Notice(talk.conversation, talk.channel, reply)
