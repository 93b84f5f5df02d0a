"""What citizens read about handing over: replies with their data, by response key."""

from dataclasses import replace
from datetime import timedelta
from math import ceil
from typing import Any

from bot.domain.handoff.handoff import HandOff
from bot.domain.talk.message import Button, Reply
from bot.domain.tickets.terms import Rating
from bot.domain.tickets.ticket import Attachment
from bot.services.files.files import kind_of
from bot.services.ports import Phrasebook

ASK, LEAVE, CALL, DEMAND = "talk:ask", "talk:leave", "talk:call", "form:open:help"
RATE = "rate_talk"
SOON = timedelta(minutes=1)
_SPEAKS = {"speaker": "operator"}


class TalkWording:
    """Words for the citizen; `data` is what the HTTP contract promises of the kind `handoff`."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        """All sentences are in the phrasebook."""
        self._phrasebook = phrasebook

    def plain(self, key: str, *, operator: str = "", **values: str) -> Reply:
        """A sentence about the talk, without a place in the queue."""
        slots = values | ({"operator": operator} if operator else {})
        return replace(self._phrasebook.say(key, **slots), data=_data(operator=operator))

    def placed(self, key: str, place: int, wait: timedelta | None) -> Reply:
        """With place and waiting time, and the way out of the queue."""
        words = self._phrasebook.say(key, place=str(place), wait=self._wait(wait))
        return replace(words, buttons=(self.button("leave", LEAVE),), data=_data(place=place, wait=wait))

    def unreachable(self, key: str, **values: str) -> Reply:
        """Nobody is there: what can be done instead."""
        buttons = (self.button("demand", DEMAND), self.button("call", CALL))
        return replace(self._phrasebook.say(key, **values), buttons=buttons, data=_data())

    def taken(self, operator: str) -> Reply:
        """She is there: from now on it is she who speaks."""
        reply = self.plain("utter_talk_taken", operator=operator)
        return replace(reply, data=reply.data | _SPEAKS)

    def ended(self, talk: HandOff, operator: str) -> Reply:
        """With the five levels of 好差评."""
        buttons = tuple(Button(rating.label, f"{RATE}:{talk.number}:{rating.value}") for rating in Rating)
        return replace(self.plain("utter_talk_ended", operator=operator), buttons=buttons)

    def says(self, operator: str, text: str, files: tuple[Attachment, ...]) -> Reply:
        """An operator's line: who speaks stands before it, files hang below."""
        named = "、".join(file.name for file in files)
        parts = []
        if text:
            parts.append(self._phrasebook.words("utter_talk_says", operator=operator, text=text))
        if files:
            parts.append(self._phrasebook.words("utter_talk_sends", operator=operator, files=named))
        reply = self.plain("utter_talk_says", operator=operator, text=text)
        brought: dict[str, Any] = {"files": [_file(file) for file in files]} if files else {}
        return replace(reply, text="\n".join(parts), data=reply.data | _SPEAKS | brought)

    def button(self, name: str, payload: str) -> Button:
        """A button of the hand-off."""
        return Button(self._phrasebook.words(f"utter_button_talk_{name}"), payload)

    def is_said(self, reply: Reply, key: str) -> bool:
        """Whether a reply is the response of that key, which has no slots."""
        return reply.text == self._phrasebook.words(key)

    def _wait(self, wait: timedelta | None) -> str:
        if wait is None:
            return self._phrasebook.words("utter_talk_wait_unknown")
        if wait <= SOON:
            return self._phrasebook.words("utter_talk_wait_soon")
        return self._phrasebook.words("utter_talk_wait", minutes=str(minutes_of(wait)))


def minutes_of(wait: timedelta) -> int:
    """Whole minutes, rounded up."""
    return ceil(wait / timedelta(minutes=1))


def _data(*, place: int | None = None, wait: timedelta | None = None, operator: str = "") -> dict[str, Any]:
    told: dict[str, Any] = {"position": place, "waiting": minutes_of(wait) if wait is not None else None}
    return told | ({"operator": operator} if operator else {})


def _file(file: Attachment) -> dict[str, Any]:
    return {
        "key": file.key,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "kind": kind_of(file.media_type).value,
    }
