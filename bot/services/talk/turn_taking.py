"""The life of one message, in order: emergency, button, what is no text, then the dialogue."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain.demands.draft import Said
from bot.domain.guides.choice import pick_by_number
from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.emergency import EmergencyKind, EmergencyRules
from bot.domain.talk.message import Answer, Inbound, Kind, Reply, Stored
from bot.domain.talk.papers import Papers
from bot.domain.talk.route import Route
from bot.domain.text.clauses import clauses, without_opening
from bot.domain.text.masking import mask
from bot.domain.text.normal_text import MAX_UNDERSTOOD, clean, has_meaning, script_of
from bot.services.demands.citizen_papers import CitizenPapers, PaperTurn
from bot.services.guides.desk import GuideDesk
from bot.services.handoff.citizen_talks import CitizenTalks
from bot.services.handoff.ports import TalkChange
from bot.services.objections.ports import ObjectionChange
from bot.services.ports import (
    AsWritten,
    Clock,
    Dialogue,
    Done,
    EngineUnavailable,
    Outcome,
    Phrasebook,
    Script,
    SpellingAid,
    Turn,
    Verdict,
)
from bot.services.talk.fallback import CueReader
from bot.services.talk.payload import VERDICTS, Pressed, pressed
from bot.services.tickets.ports import Change

logger = logging.getLogger(__name__)
SHORT_NUMBER = 3
"""A bare number of so many digits was meant as a choice."""


@dataclass(frozen=True, slots=True)
class Text:
    """A citizen's text on its way to being understood; `everything` goes on where the rest is cut for its length.

    `traditional` is None where the words do not tell in which script she writes.
    """

    masked: str
    simplified: str
    everything: str
    traditional: bool | None
    whole: bool


@dataclass(frozen=True, slots=True)
class _Answered:
    """What a message brought; `papers` is None where they stay as they are."""

    outcome: Outcome
    verdict: Verdict | None = None
    papers: Papers | None = None
    change: Change | None = None
    objection: ObjectionChange | None = None
    talk: TalkChange | None = None
    is_silent: bool = False
    """A person answers, not the assistant."""
    yields: bool = False
    """No person was there when the message was heard; if one comes before it is answered, it is hers."""

    @classmethod
    def of(cls, turn: PaperTurn) -> "_Answered":
        """From what the papers brought."""
        return cls(turn.outcome, None, turn.papers, turn.change, turn.objection)


class TurnTaking:
    """Takes one message and brings forth all that follows from it; stores nothing."""

    def __init__(  # noqa: PLR0913 - the one place where the parts of a turn meet
        self,
        *,
        dialogue: Dialogue,
        desk: Callable[[], GuideDesk],
        fallback: CueReader,
        emergencies: EmergencyRules,
        papers: CitizenPapers,
        phrasebook: Phrasebook,
        script: Script,
        clock: Clock,
        spelling: SpellingAid | None = None,
        talks: CitizenTalks | None = None,
        upload_max_mb: int = 20,
    ) -> None:
        """`desk` gives the newest state of the list; without `talks` nobody sits behind the assistant.

        Without `spelling` every text is understood as it stands.
        """
        self._spelling = spelling or AsWritten()
        self._talks = talks
        self._file_limit = str(upload_max_mb)
        self._dialogue, self._desk, self._fallback, self._papers = dialogue, desk, fallback, papers
        self._emergencies, self._phrasebook, self._script, self._clock = emergencies, phrasebook, script, clock

    async def take(self, stored: Stored, conversation: Conversation) -> tuple[Done, Verdict | None]:
        """What a message brings: answer, new state, and a verdict on an earlier answer or a gap to note."""
        inbound, before = stored.inbound, conversation
        text = self.prepare(inbound.text)
        press = pressed(inbound.payload or inbound.text.strip().removeprefix("/"))
        conversation = conversation.begin_turn(self._clock.now())
        if text.traditional is not None and not inbound.payload:
            conversation = replace(conversation, traditional=text.traditional)
        answered = await self._attended(stored, conversation, text, press)
        outcome, papers = answered.outcome, answered.papers or conversation.papers
        if answered.is_silent:
            papers = answered.papers or before.papers
        elif press and press.action == "new":
            conversation = conversation.restarted()
            outcome, papers = replace(outcome, focus=conversation.focus), conversation.papers
        if not answered.is_silent:
            outcome = self._papers.lapsed(before, conversation, outcome)
        outcome = self._finished(outcome, inbound, text, conversation)
        conversation = replace(conversation, focus=outcome.focus, papers=papers)
        done = Done(
            stored.number,
            conversation,
            text.masked,
            outcome,
            change=answered.change,
            objection=answered.objection,
            talk=answered.talk,
            yields_to_person=answered.yields,
        )
        return done, answered.verdict

    def prepare(self, said: str) -> Text:
        """Clean, mask and simplify what was said."""
        everything, read = clean(said, most=len(said)), clean(said)
        masked, plain = mask(read).text, self._script.simplified(read)
        return Text(
            masked=masked,
            simplified=self._spelling.read(self._script.simplified(masked)),
            everything=self._script.simplified(everything),
            traditional=script_of(read, plain, self._script.traditional(plain)),
            whole=len(everything) <= MAX_UNDERSTOOD,
        )

    async def _attended(
        self, stored: Stored, conversation: Conversation, text: Text, press: Pressed | None
    ) -> "_Answered":
        """A person who talks or is wanted comes first; what a talk adds stands behind the assistant's answer."""
        if self._talks is None:
            return await self._answer(stored, conversation, text, press)
        heard = await self._talks.heard(_said(stored, text), text.masked, conversation)
        turn = None if self._emergencies.find(text.everything) else await self._talks.first(heard)
        if turn is None:
            answered = await self._answer(stored, self._talks.beside(heard), text, press)
            turn, papers = await self._talks.after(heard, answered.outcome), self._talks.kept(heard, answered.papers)
            heard_out = replace(answered, outcome=turn.outcome, papers=papers, talk=turn.talk)
            return replace(heard_out, is_silent=turn.is_silent, yields=not heard.is_live)
        if turn.is_silent:
            return _Answered(turn.outcome, talk=turn.talk, is_silent=True)
        reminded = self._papers.beside(replace(conversation, papers=turn.papers or conversation.papers), turn.outcome)
        return replace(_Answered.of(reminded), change=turn.change, talk=turn.talk, yields=not heard.is_live)

    async def _answer(
        self, stored: Stored, conversation: Conversation, text: Text, press: Pressed | None
    ) -> "_Answered":
        kinds = self._emergencies.find(text.everything)
        said = _said(stored, text)
        if kinds:
            papers = self._papers.overheard(said, conversation)
            return _Answered(self._emergency(kinds, conversation), papers=papers)
        if paper := await self._papers.first(said, conversation):
            return _Answered.of(paper)
        if press:
            outcome, verdict = self._press(press, stored, conversation)
            return replace(_Answered.of(self._papers.beside(conversation, outcome)), verdict=verdict)
        if at_once := self._at_once(stored, conversation, text):
            return _Answered.of(self._papers.beside(conversation, at_once))
        outcome = await self._converse(stored, conversation, text)
        paper = await self._papers.heard(said, conversation, outcome)
        if paper is None:
            return _Answered(outcome, self._gap(stored, outcome, text))
        verdict = None if paper.outcome.by == "form" else self._gap(stored, paper.outcome, text)
        return replace(_Answered.of(paper), verdict=verdict)

    def _at_once(self, stored: Stored, conversation: Conversation, text: Text) -> Outcome | None:
        """What needs no understanding: no words, a choice by number."""
        focus, responder = conversation.focus, self._desk().responder
        if not has_meaning(text.simplified):
            return responder.plain(_no_words(stored.inbound), focus, limit=self._file_limit)
        option = pick_by_number(text.simplified, focus.options)
        if option:
            return responder.answer(((option.code, focus.facet or Facet.OVERVIEW),), focus)
        if text.simplified.isdecimal() and len(text.simplified) <= SHORT_NUMBER and not conversation.papers.awaits:
            count = str(len(focus.options))
            key = "utter_clarify_wrong_number" if focus.options else "utter_nothing_to_choose"
            return responder.plain(key, focus, count=count)
        return None

    async def _converse(self, stored: Stored, conversation: Conversation, text: Text) -> Outcome:
        said = without_opening(text.simplified)
        turn = Turn(conversation.engine_id, str(stored.number), said, clauses(said), conversation.focus)
        try:
            return await self._dialogue.take(turn)
        except EngineUnavailable as reason:
            logger.warning("message %s answered without the engine: %s", stored.number, reason)
        if kinds := self._emergencies.suspect(text.everything):
            return self._emergency(kinds, conversation)
        outcome = self._desk().take(turn, self._fallback.read(said, turn.clauses))
        notice = self._phrasebook.say("utter_engine_down")
        answer = Answer(outcome.answer.route, (*outcome.answer.replies, notice))
        return Outcome(answer, outcome.focus, "cues")

    def _emergency(self, kinds: tuple[EmergencyKind, ...], conversation: Conversation) -> Outcome:
        numbers = "、".join(dict.fromkeys(number for kind in kinds for number in kind.call))
        advice = "\n".join(dict.fromkeys(kind.advice for kind in kinds))
        reply = self._phrasebook.say("utter_emergency", numbers=numbers, advice=advice)
        reply = replace(reply, data={"kinds": [kind.name for kind in kinds], "numbers": numbers.split("、")})
        return Outcome(Answer(Route.EMERGENCY, (reply,)), conversation.focus.understood(), "rules")

    def _press(self, press: Pressed, stored: Stored, conversation: Conversation) -> tuple[Outcome, Verdict | None]:
        focus, responder = conversation.focus, self._desk().responder
        if press.action == "guide" and self._desk().catalogue.has(press.item):
            return responder.answer(((press.item, press.facet),), focus), None
        if press.action in VERDICTS and self._desk().catalogue.has(press.item):
            key = "utter_feedback_yes" if press.action == "useful" else "utter_feedback_no"
            verdict = Verdict(stored.number, press.action, press.item, press.facet)
            return responder.plain(key, focus), verdict
        keys = {"start": "utter_start", "help": "utter_ask_capability", "new": "utter_new_conversation"}
        return responder.plain(keys.get(press.action, "utter_out_of_scope"), focus), None

    def _gap(self, stored: Stored, outcome: Outcome, text: Text) -> Verdict | None:
        """A note for the list of knowledge gaps where nothing could be answered."""
        unanswered = {Route.OUT_OF_SCOPE, Route.FEEDBACK_NEGATIVE, Route.CONSULT}
        if outcome.answer.route not in unanswered or outcome.answer.replies[0].kind is Kind.CHITCHAT:
            return None
        return Verdict(stored.number, "unanswered", masked_text=text.masked[:300])

    def _finished(self, outcome: Outcome, inbound: Inbound, text: Text, conversation: Conversation) -> Outcome:
        """Notices about the message itself, and the citizen's own script."""
        replies = list(outcome.answer.replies)
        if inbound.is_edit and outcome.by != "talk":
            replies.insert(0, self._phrasebook.say("utter_edited"))
        notes = [self._phrasebook.say(f"utter_file_{reason}", limit=self._file_limit) for reason in inbound.refused]
        replies += [note for note in notes if note not in replies]
        if not text.whole and outcome.by not in ("form", "talk"):
            replies.append(self._phrasebook.say("utter_too_long", count=str(MAX_UNDERSTOOD)))
        if conversation.traditional:
            replies = [self._in_traditional(reply) for reply in replies]
        return replace(outcome, answer=Answer(outcome.answer.route, tuple(replies)))

    def _in_traditional(self, reply: Reply) -> Reply:
        convert = self._script.traditional
        buttons = tuple(replace(button, title=convert(button.title)) for button in reply.buttons)
        return replace(reply, text=convert(reply.text), buttons=buttons)


def _said(stored: Stored, text: Text) -> Said:
    """A message as forms take it: unmasked, since the desk keeps what the engine may not see."""
    inbound = stored.inbound
    return Said(
        text="" if inbound.payload else inbound.text.strip(),
        plain="" if inbound.payload else text.everything,
        at=stored.received_at,
        payload=inbound.payload,
        files=inbound.files,
        coordinates=inbound.coordinates,
    )


def _no_words(inbound: Inbound) -> str:
    if inbound.refused and not inbound.files:
        return f"utter_file_{inbound.refused[0]}"
    if inbound.attachments:
        return f"utter_attachment_{inbound.attachments[0]}"
    return "utter_no_words" if inbound.text.strip() else "utter_empty"
