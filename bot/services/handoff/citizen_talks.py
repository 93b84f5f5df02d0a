"""A person in the citizen's own conversation: asked for, waited for, listening, gone again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.demands.draft import Said
from bot.domain.handoff.handoff import HandOff, Reason, TalkStatus
from bot.domain.handoff.moves import Act, Deed, move
from bot.domain.handoff.reach import Reach, reach
from bot.domain.handoff.wishes import asks_for_person, gives_up_waiting
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Button, Kind, Reply
from bot.domain.talk.papers import Papers
from bot.domain.talk.route import Route
from bot.services.handoff.call_back import CallBack, is_asked
from bot.services.handoff.opening import TalkOpening
from bot.services.handoff.ports import TalkChange
from bot.services.handoff.rating import TalkRating
from bot.services.handoff.records import TalkRecords
from bot.services.handoff.staffing import Staffing
from bot.services.handoff.wording import ASK, CALL, LEAVE, TalkWording
from bot.services.ports import Clock, Outcome
from bot.services.tickets.ports import Change

TOLD_IN_ANSWERS = frozenset({"api"})
"""Channels on which a client hears of a person first by the answer to its message."""
MISSES_BEFORE_AN_OFFER = 2
PLACE_EVERY = 3
"""So many messages lie between two words on the place in the queue, at least."""
RECONNECT_WITHIN = timedelta(hours=12)
_SAID_TO_ABUSE = "utter_abuse_assistant"


@dataclass(frozen=True, slots=True)
class Heard:
    """A message on its way through a talk; `latest` is the newest talk of its conversation."""

    said: Said
    masked: str
    conversation: Conversation
    latest: HandOff | None

    @property
    def open_talk(self) -> HandOff | None:
        """The talk that waits or is live."""
        return self.latest if self.latest and not self.latest.status.is_over else None

    @property
    def is_live(self) -> bool:
        """A person talks; the assistant is silent."""
        return self.latest is not None and self.latest.status.silences_assistant

    @property
    def is_waiting(self) -> bool:
        """She stands in the queue."""
        return self.latest is not None and self.latest.status is TalkStatus.WAITING


@dataclass(frozen=True, slots=True)
class TalkTurn:
    """What a message brings where a talk is concerned; `is_silent` means that only the person answers."""

    outcome: Outcome
    talk: TalkChange | None = None
    papers: Papers | None = None
    change: Change | None = None
    is_silent: bool = False


class CitizenTalks:
    """Asked before the assistant and after it."""

    def __init__(
        self,
        *,
        records: TalkRecords,
        opening: TalkOpening,
        staffing: Staffing,
        call_back: CallBack,
        wording: TalkWording,
        clock: Clock,
    ) -> None:
        """`staffing` tells who is there now."""
        self._records, self._opening, self._staffing = records, opening, staffing
        self._call_back, self._wording, self._clock = call_back, wording, clock
        self._rating = TalkRating(records, wording)

    async def heard(self, said: Said, masked: str, conversation: Conversation) -> Heard:
        """With the talk that the conversation stands in."""
        return Heard(said, masked, conversation, await self._records.latest(conversation.id))

    async def first(self, heard: Heard) -> TalkTurn | None:
        """What the assistant is not asked about: a live talk, the buttons of a hand-off, a telephone number."""
        at, payload, plain = self._clock.now(), heard.said.payload, heard.said.plain.strip()
        if turn := await self._rating.press(payload, heard.conversation, at):
            return TalkTurn(self._says(heard, turn.reply), turn.talk)
        if heard.is_live:
            return await self._silent(heard)
        if payload == LEAVE or (heard.is_waiting and gives_up_waiting(plain)):
            return self._leave(heard, at)
        if payload == ASK or payload.startswith(f"{ASK}:") or asks_for_person(plain):
            return await self._asked(heard, _reason(payload))
        called = await self._call_back.hear(heard.said, heard.conversation, pressed=payload == CALL)
        if called is None:
            return None
        return TalkTurn(self._says(heard, *called.replies), papers=called.papers, change=called.change)

    def beside(self, heard: Heard) -> Conversation:
        """The conversation for the assistant: it knows nothing of a telephone number that was asked for."""
        if not is_asked(heard.conversation):
            return heard.conversation
        return replace(heard.conversation, papers=replace(heard.conversation.papers, pending=None))

    def kept(self, heard: Heard, papers: Papers | None) -> Papers | None:
        """The papers after the assistant's answer; a number that was asked for may still come."""
        if not is_asked(heard.conversation):
            return papers
        left = papers or self.beside(heard).papers
        is_free = left.pending is None and not left.has_form
        return replace(left, pending=heard.conversation.papers.pending) if is_free else left

    async def after(self, heard: Heard, outcome: Outcome) -> TalkTurn:
        """The assistant's answer, with what a talk adds to it."""
        if outcome.answer.route is Route.EMERGENCY:
            return await self._alarm(heard, outcome)
        if outcome.answer.route is Route.HANDOFF and not heard.is_live:
            asked = await self._asked(heard, Reason.ASKED)
            return replace(asked, outcome=_in_place(outcome, asked.outcome.answer.replies))
        if heard.is_waiting:
            return await self._still_waiting(heard, outcome)
        if reason := self._lost(heard, outcome):
            return TalkTurn(_with_button(outcome, self._wording.button("ask", f"{ASK}:{reason}")))
        return await self._reconnect(heard, outcome)

    async def _silent(self, heard: Heard) -> TalkTurn:
        """Stored and nothing else; where the answer is all that a client sees, the first one says so."""
        talk, replies = heard.latest, list[Reply]()
        is_told = talk is None or talk.taken_at is None or talk.channel not in TOLD_IN_ANSWERS
        if talk and talk.taken_at and not is_told and await self._first_left_since(talk, talk.taken_at):
            operator = await self._staffing.called(talk.operator)
            replies.append(self._wording.plain("utter_talk_received", operator=operator))
        return TalkTurn(self._says(heard, *replies), is_silent=True)

    def _leave(self, heard: Heard, at: datetime) -> TalkTurn:
        if not heard.is_waiting or heard.latest is None:
            return TalkTurn(self._says(heard, self._wording.plain("utter_talk_not_waiting")))
        left = move(heard.latest, Deed(Act.LEFT, at))
        return TalkTurn(self._says(heard, self._wording.plain("utter_talk_left")), TalkChange(left))

    async def _asked(self, heard: Heard, reason: Reason) -> TalkTurn:
        """At once into the queue, where somebody is there; else what can be done instead."""
        state = reach(await self._staffing.on_duty(), is_office_open=self._staffing.is_office_open())
        if heard.is_waiting and heard.latest:
            key = "utter_talk_already" if state is Reach.OPEN else "utter_talk_still_nobody"
            return TalkTurn(self._says(heard, await self._placed(key, heard.latest)))
        if state is Reach.CLOSED:
            words = self._wording.unreachable("utter_talk_closed", opens=self._staffing.opens())
            return TalkTurn(self._says(heard, words))
        if state is Reach.NOBODY:
            return TalkTurn(self._says(heard, self._wording.unreachable("utter_talk_nobody")))
        said = "" if heard.said.payload or asks_for_person(heard.said.plain) else heard.masked
        talk = await self._opening.open(heard.conversation, reason, said)
        return TalkTurn(self._says(heard, await self._placed("utter_talk_queued", talk)), TalkChange(talk))

    async def _placed(self, key: str, talk: HandOff) -> Reply:
        if key == "utter_talk_still_nobody":
            return self._wording.unreachable(key)
        place = await self._opening.place(talk)
        return self._wording.placed(key, place.number, place.wait)

    async def _alarm(self, heard: Heard, outcome: Outcome) -> TalkTurn:
        """Operators are alarmed whoever is there; the numbers to call stay the first word."""
        talk = heard.open_talk
        if talk is None:
            change = TalkChange(await self._opening.open(heard.conversation, Reason.EMERGENCY, heard.masked))
        elif not talk.is_urgent:
            change = TalkChange(move(talk, Deed(Act.ALARMED, self._clock.now())))
        else:
            return TalkTurn(outcome, is_silent=heard.is_live)
        if heard.is_live or not await self._staffing.on_duty():
            return TalkTurn(outcome, change, is_silent=heard.is_live)
        return TalkTurn(_and(outcome, self._wording.plain("utter_talk_alarmed")), change)

    async def _still_waiting(self, heard: Heard, outcome: Outcome) -> TalkTurn:
        """The assistant answers; now and then the place in the queue."""
        talk = heard.latest
        if talk is None or talk.is_urgent or outcome.by == "form":
            return TalkTurn(outcome)
        count = await self._records.heard_since(talk.conversation, talk.opened_at)
        if not count or count % PLACE_EVERY:
            return TalkTurn(outcome)
        key = "utter_talk_place" if await self._staffing.on_duty() else "utter_talk_still_nobody"
        return TalkTurn(_and(outcome, await self._placed(key, talk)))

    def _lost(self, heard: Heard, outcome: Outcome) -> Reason | None:
        """Why a person is offered with an answer; None where the assistant does well."""
        if outcome.by == "form":
            return None
        if heard.said.payload.startswith("useless:"):
            return Reason.REJECTED
        if outcome.focus.misses >= MISSES_BEFORE_AN_OFFER:
            is_rejected = outcome.answer.route is Route.FEEDBACK_NEGATIVE
            return Reason.REJECTED if is_rejected else Reason.NOT_UNDERSTOOD
        is_abused = any(self._wording.is_said(reply, _SAID_TO_ABUSE) for reply in outcome.answer.replies)
        return Reason.ANGRY if is_abused else None

    async def _reconnect(self, heard: Heard, outcome: Outcome) -> TalkTurn:
        """The first message after a person has closed the talk: the assistant answers, and the way back is offered."""
        talk = heard.latest
        if talk is None or talk.status is not TalkStatus.CLOSED or talk.ended_at is None:
            return TalkTurn(outcome)
        if self._clock.now() - talk.ended_at > RECONNECT_WITHIN:
            return TalkTurn(outcome)
        presses = 1 if talk.rating else 0  # a rating is a message, too, but asks for no answer
        if await self._records.heard_since(talk.conversation, talk.ended_at) > 1 + presses:
            return TalkTurn(outcome)
        again = self._wording.plain("utter_talk_again")
        return TalkTurn(_and(outcome, replace(again, buttons=(self._wording.button("again", ASK),))))

    async def _first_left_since(self, talk: HandOff, since: datetime) -> bool:
        """Whether no message before this one was left to the person, not even one that came before her."""
        return not await self._records.left_since(talk.conversation, since)

    def _says(self, heard: Heard, *replies: Reply) -> Outcome:
        return Outcome(Answer(Route.HANDOFF, replies), heard.conversation.focus, "talk")


def _reason(payload: str) -> Reason:
    """Why, as the button says; a made-up reason is plain asking."""
    value = payload.removeprefix(f"{ASK}:")
    offered = {Reason.NOT_UNDERSTOOD.value, Reason.REJECTED.value, Reason.ANGRY.value}
    return Reason(value) if value in offered else Reason.ASKED


def _in_place(outcome: Outcome, replies: tuple[Reply, ...]) -> Outcome:
    """With what the hand-off says where the assistant only spoke of persons; what a form added stays behind it."""
    others = tuple(reply for reply in outcome.answer.replies if reply.kind is not Kind.HANDOFF)
    return replace(outcome, answer=Answer(Route.HANDOFF, (*replies, *others)))


def _and(outcome: Outcome, reply: Reply) -> Outcome:
    return replace(outcome, answer=Answer(outcome.answer.route, (*outcome.answer.replies, reply)))


def _with_button(outcome: Outcome, button: Button) -> Outcome:
    *others, last = outcome.answer.replies
    last = replace(last, buttons=(*last.buttons, button))
    return replace(outcome, answer=Answer(outcome.answer.route, (*others, last)))
