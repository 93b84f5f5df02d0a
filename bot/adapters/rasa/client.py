"""Rasa as the leader of the dialogue."""

import time
from typing import Any

import aiohttp

from bot.adapters.focus_json import focus_to_json
from bot.adapters.rasa.wire import demand_from_json, outcome_from_json, understanding_from_json
from bot.domain.guides.understanding import Understanding
from bot.domain.talk.message import Answer, Kind, Reply
from bot.domain.talk.route import Route
from bot.services.ports import EngineUnavailable, Outcome, Turn
from bot.services.tickets.ports import DemandReading

SECRET_HEADER = "X-Desk-Secret"  # noqa: S105 - the name of a header
REST_AFTER_FAILURE_S = 2.0
"""After a failure the engine is left alone for so long, so that not every citizen waits for the time-out."""

_SENSELESS = (AttributeError, KeyError, TypeError, ValueError)


class RasaDialogue:
    """`Dialogue` over the engine's own channel."""

    def __init__(self, session: aiohttp.ClientSession, url: str, secret: str, timeout_s: float) -> None:
        """`url` of the engine, e.g. http://127.0.0.1:5005."""
        self._session, self._url, self._secret = session, url.rstrip("/"), secret
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._rests_until = 0.0

    async def take(self, turn: Turn) -> Outcome:
        """One turn; an answer without replies is a failure too (a dead action server looks like that)."""
        body = {
            "conversation": turn.conversation,
            "message_id": turn.message_id,
            "text": turn.text,
            "metadata": {"clauses": list(turn.clauses), "focus": focus_to_json(turn.focus)},
        }
        sent = await self._post("turn", body)
        replies = sent.get("replies") or []
        if not replies:
            raise EngineUnavailable("the engine answered without a reply")
        try:
            return _outcome(replies, turn)
        except _SENSELESS as error:
            raise EngineUnavailable(f"the engine's answer makes no sense: {error!r}") from error

    async def read(self, text: str, clauses: tuple[str, ...] = ()) -> Understanding:
        """What a text means."""
        parsed = await self._post("parse", {"text": text, "metadata": {"clauses": list(clauses)}})
        try:
            return understanding_from_json(text, clauses, parsed)
        except _SENSELESS as error:
            raise EngineUnavailable(f"the engine's reading makes no sense: {error!r}") from error

    async def read_demand(self, text: str) -> DemandReading:
        """What a text says of a demand."""
        parsed = await self._post("parse", {"text": text, "metadata": {"demand": True}})
        try:
            return demand_from_json(text, parsed["demand"])
        except _SENSELESS as error:
            raise EngineUnavailable(f"the engine's reading makes no sense: {error!r}") from error

    async def is_ready(self) -> bool:
        """Whether the engine has a model and reads."""
        try:
            return bool((await self.read("身份证丢了怎么补")).whole.intents)
        except EngineUnavailable:
            return False

    async def _post(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        if time.monotonic() < self._rests_until:
            raise EngineUnavailable("resting after a failure")
        try:
            async with self._session.post(
                f"{self._url}/webhooks/desk/{what}",
                json=body,
                headers={SECRET_HEADER: self._secret},
                timeout=self._timeout,
            ) as response:
                response.raise_for_status()
                answer = await response.json()
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            self._rests_until = time.monotonic() + REST_AFTER_FAILURE_S
            raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
        if not isinstance(answer, dict):
            raise EngineUnavailable("the engine's answer is no object")
        return answer


def _outcome(replies: list[dict[str, Any]], turn: Turn) -> Outcome:
    """An action's outcome whole, or Rasa's own utterances with the route that their wording names."""
    for reply in replies:
        if "custom" in reply:
            return outcome_from_json(reply["custom"])
    route = Route.OUT_OF_SCOPE
    said = []
    for reply in replies:
        metadata = reply.get("metadata") or {}
        route = Route(metadata.get("route", route))
        said.append(Reply(Kind(metadata.get("kind", "notice")), reply["text"]))
    return Outcome(Answer(route, tuple(said)), turn.focus.understood())
