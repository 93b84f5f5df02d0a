"""Objections in the conversation: what opens the form, and what has the first word while it is open."""

import re
from dataclasses import replace

from bot.domain.demands.asides import asks_something
from bot.domain.demands.draft import Said
from bot.domain.objections.told_data import facet_named, fault_named
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Button, Reply
from bot.domain.talk.papers import Papers
from bot.domain.talk.route import Route
from bot.services.guides.responder import DATA_OBJECTION_ITEM
from bot.services.objections.chat import ObjectionChat, ObjectionTurn
from bot.services.ports import Outcome, Phrasebook

OPENS = "form:open:objection"
"""The payload that opens the form; item and facet may follow."""
_SHORT = 30
_HANDS_OVER = re.compile(r"投诉|举报|求助|人工")
_ABOUT_ANSWER = frozenset({Route.FEEDBACK_NEGATIVE, Route.GUIDE, Route.OUT_OF_SCOPE, Route.CONSULT})
_FALSE = re.compile(r"错的?|错了|不对|有误|过时|过期|空号|打不通|停用|换号|变了|搬走了?")
_HER_OWN = re.compile(r"^(?:我|俺|咱)(?:家|们)?的?")
"""What changed with her is not what the guide says."""


class CitizenObjections:
    """Opens, asks, reminds; one form at a time."""

    def __init__(self, chat: ObjectionChat, phrasebook: Phrasebook) -> None:
        """`chat` leads the form."""
        self._chat, self._phrasebook = chat, phrasebook

    async def first(self, said: Said, conversation: Conversation) -> ObjectionTurn | None:
        """What needs no understanding: buttons, and files without a word."""
        draft = conversation.papers.objection
        if said.payload.startswith(OPENS):
            return self._opened(said, conversation)
        brings = not said.plain and bool(said.files)
        if draft is not None and (brings or said.payload.startswith("form:")):
            if said.payload.startswith("form:open:"):
                return self._chat.remind(draft, conversation, self._one_form(conversation, Route.OBJECTION))
            return await self._chat.go_on(draft, said, conversation, None)
        return None

    async def heard(self, said: Said, conversation: Conversation, desk: Outcome) -> ObjectionTurn | None:
        """A message while the form is open, as the desk reads it."""
        draft = conversation.papers.objection
        return await self._chat.go_on(draft, said, conversation, desk) if draft else None

    def opens(self, said: Said, conversation: Conversation, desk: Outcome) -> ObjectionTurn | None:
        """A form for who objects; None for any other wish. No form may be open."""
        if desk.answer.route is not Route.OBJECTION and not self._is_about_answer(said, conversation, desk):
            return None
        before = conversation.papers.before
        said = replace(said, files=(*before.files, *said.files), payload="") if before else said
        return self._chat.open(said, conversation, desk if desk.answer.route is Route.OBJECTION else None)

    def offered(self, conversation: Conversation, desk: Outcome) -> Outcome:
        """Who finds an answer wrong may object to what the guide says."""
        focus = conversation.focus
        is_offered = desk.answer.route is Route.FEEDBACK_NEGATIVE and focus.item not in ("", DATA_OBJECTION_ITEM)
        if not is_offered or focus.facet is None:
            return desk
        *others, last = desk.answer.replies
        title = self._phrasebook.words("utter_button_objection_open")
        button = Button(title, f"{OPENS}:{focus.item}:{focus.facet}")
        return replace(
            desk, answer=Answer(desk.answer.route, (*others, replace(last, buttons=(*last.buttons, button))))
        )

    def beside(self, conversation: Conversation, desk: Outcome) -> ObjectionTurn | None:
        """What was answered without the form having a say in it; an open form reminds of itself."""
        draft = conversation.papers.objection
        return self._chat.remind(draft, conversation, desk) if draft else None

    async def just_filed(self, said: Said, conversation: Conversation) -> Reply | None:
        """For who says 提交 once too often."""
        return await self._chat.just_filed(conversation.id, said.at)

    def instead(self, conversation: Conversation, route: Route) -> Outcome:
        """What is said of an objection while a demand is being told: one form at a time."""
        return self._one_form(conversation, route)

    def demanded(self, said: Said, conversation: Conversation, desk: Outcome) -> Outcome:
        """What the desk says while this form is open; of a demand only that this one comes first."""
        is_demand = said.demands is not None and bool(_HANDS_OVER.search(said.plain))
        return self._one_form(conversation, desk.answer.route) if is_demand else desk

    def _one_form(self, conversation: Conversation, route: Route) -> Outcome:
        reply = self._phrasebook.say("utter_objection_one_form")
        return Outcome(Answer(route, (reply,)), conversation.focus.understood(), "form")

    def _opened(self, said: Said, conversation: Conversation) -> ObjectionTurn | None:
        papers = conversation.papers
        if papers.objection is not None:
            return self._chat.remind(papers.objection, conversation, None)
        if papers.draft is not None:
            return None
        _, _, rest = said.payload.partition(OPENS)
        item, _, facet = rest.strip(":").partition(":")
        return self._chat.open(replace(said, payload=""), conversation, None, (item, facet) if item else None)

    def _is_about_answer(self, said: Said, conversation: Conversation, desk: Outcome) -> bool:
        """Whether a short text says that a field of the guide that was just quoted is wrong (电话是错的)."""
        text = said.plain.strip()
        return (
            conversation.focus.item not in ("", DATA_OBJECTION_ITEM)
            and desk.answer.route in _ABOUT_ANSWER
            and len(text) <= _SHORT
            and bool(facet_named(text))
            and fault_named(text) is not None
            and bool(_FALSE.search(text))
            and not _HER_OWN.match(text)
            and not asks_something(text)
        )


def with_objection(papers: Papers, turn: ObjectionTurn) -> Papers:
    """The papers after a turn of the form."""
    return replace(papers, objection=turn.draft, before=None)
