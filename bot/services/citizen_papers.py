"""Forms and tickets in the conversation: what has the first word on a message, and what a wish opens."""

import re
from dataclasses import dataclass, replace

from bot.domain.conversation import Conversation
from bot.domain.demand_asides import asks_something, opens
from bot.domain.demand_draft import Said, says_something
from bot.domain.demand_words import Steer, steer
from bot.domain.message import Answer, Button, Kind, Reply
from bot.domain.papers import Before, Papers, Pending
from bot.domain.route import Route
from bot.domain.ticket_terms import TicketType
from bot.services.demand_chat import TYPE_OF_ROUTE, DemandChat, FormTurn
from bot.services.ports import Outcome, Phrasebook
from bot.services.ticket_chat import TicketChat
from bot.services.ticket_ports import Change
from bot.services.ticket_turns import TicketTurn

_WISHES: dict[Route, re.Pattern[str]] = {
    route: re.compile(words)
    for route, words in {
        Route.STATUS: r"进度|办到|查|结果|单子|编号|SL\d",
        Route.HANDOFF: r"人工|真人|客服|话务|转人|找人|接线",
        Route.URGE: r"催|编号|SL\d|上次|上回|之前|那个件|那件",
        Route.WITHDRAW: r"撤|编号|SL\d|上次|上回|之前",
        Route.GREET: r"你好|您好|在吗|在不|有人吗|哈喽|hello|早上好|能干|会干|会什么|能问|帮我做",
        Route.GOODBYE: r"再见|拜拜|回头|改天|不聊|先这样",
        Route.THANKS: r"谢|感激|辛苦|麻烦你",
        Route.OBJECTION: r"异议|公共数据|数据(?:平台|开放|目录|网)|公示",
        Route.PRAISE: r"表扬|好评|锦旗|态度好|点赞|真好|夸",
    }.items()
}
"""A wish counts while a form is open only if a word gives it away: answers are short, and the model guesses at them."""
LEAST_URGENT = 6
"""Characters from which the model's suspicion of an emergency is passed on while a form is open."""
_SUBMITS = re.compile(r"提交|确认|登记|交")


@dataclass(frozen=True, slots=True)
class PaperTurn:
    """What a message brings where a form or a ticket is concerned."""

    outcome: Outcome
    papers: Papers
    change: Change | None = None


class CitizenPapers:
    """Sees to it that a form in the middle is neither lost nor in the way."""

    def __init__(self, forms: DemandChat, tickets: TicketChat, phrasebook: Phrasebook) -> None:
        """`forms` takes demands, `tickets` knows what became of them."""
        self._forms, self._tickets, self._phrasebook = forms, tickets, phrasebook

    async def first(self, said: Said, conversation: Conversation) -> PaperTurn | None:
        """What needs no understanding: buttons, photos, files and a place, ticket numbers, 提交 said once too often."""
        if ticket := await self._tickets.first(said, conversation):
            return self._of_ticket(ticket, said, conversation)
        if said.payload.startswith("form:open:"):
            return await self._opened(said, conversation)
        draft, brings = conversation.papers.draft, not said.plain and bool(said.files or said.coordinates)
        if draft is not None:
            if said.payload.startswith("form:") or brings:
                return self._of_form(await self._forms.go_on(draft, said, conversation, None), conversation)
            return None
        if said.payload.startswith("form:"):
            return await self._gone(said, conversation)
        if _is_asked(conversation):
            return None
        if brings and not said.payload:
            return self._kept(said, conversation)
        return await self._submitted_again(said, conversation)

    async def heard(self, said: Said, conversation: Conversation, desk: Outcome) -> PaperTurn | None:
        """A message and what the desk makes of it; None where no form or ticket is concerned."""
        draft, route = conversation.papers.draft, desk.answer.route
        announced = None if _is_asked(conversation) else opens(said.plain)
        if draft is None and announced:
            return await self._begun(announced, said, conversation)
        is_wish = route in (Route.STATUS, Route.URGE) and _is_wish(route, said.plain)
        if draft is None or is_wish or _is_asked(conversation):
            ticket = await self._tickets.heard(said, conversation, desk)
            if ticket:
                return self._of_ticket(ticket, said, conversation)
        if draft is not None:
            demands = TYPE_OF_ROUTE.get(route) or announced
            is_question, is_wish = _is_question(desk, said.plain), _is_wish(route, said.plain)
            said = replace(said, is_question=is_question, is_wish=is_wish, demands=demands)
            turn = await self._forms.go_on(draft, said, conversation, desk)
            return self._of_form(_with_warning(turn, desk, said), conversation)
        if route in TYPE_OF_ROUTE:
            return await self._begun(TYPE_OF_ROUTE[route], said, conversation)
        if route is Route.CONSULT and desk.answer.replies[0].kind is Kind.FALLBACK:
            return self._offered(said, conversation, desk)
        return None

    def beside(self, conversation: Conversation, desk: Outcome) -> PaperTurn:
        """What was answered without a form having a say in it; an open form reminds of itself."""
        draft = conversation.papers.draft
        if draft is None:
            return PaperTurn(desk, conversation.papers)
        return self._of_form(self._forms.remind(draft, conversation, desk), conversation)

    def lapsed(self, before: Conversation, after: Conversation, outcome: Outcome) -> Outcome:
        """With a word on a form that lay too long."""
        if before.papers.draft is None or after.papers.draft is not None:
            return outcome
        note = self._phrasebook.say("utter_form_lapsed")
        replies = [reply for reply in outcome.answer.replies if reply != self._phrasebook.say("utter_form_gone")]
        return replace(outcome, answer=Answer(outcome.answer.route, (*replies, note)))

    def _of_ticket(self, ticket: TicketTurn, said: Said, conversation: Conversation) -> PaperTurn:
        """What a ticket brought; an open form goes on, unless a button or an earlier question has the next word."""
        turn = self.beside(conversation, ticket.outcome)
        may_ask = conversation.papers.draft is None or said.payload or _is_asked(conversation)
        pending = ticket.pending if may_ask else _passive(ticket.pending)
        return PaperTurn(turn.outcome, replace(turn.papers, pending=pending), ticket.change)

    async def _opened(self, said: Said, conversation: Conversation) -> PaperTurn:
        """登记咨询 and the like: what was asked last is the matter."""
        value = said.payload.removeprefix("form:open:")
        draft, before = conversation.papers.draft, conversation.papers.before
        if draft is not None or value not in TicketType.__members__.values():
            replies = (self._phrasebook.say("utter_form_gone"),) if draft is None else ()
            outcome = Outcome(Answer(Route.OUT_OF_SCOPE, replies), conversation.focus, "form")
            return self.beside(conversation, outcome)
        asked = before.text if before else ""
        return await self._begun(TicketType(value), replace(said, text=asked, plain=asked, payload=""), conversation)

    async def _begun(self, kind: TicketType, said: Said, conversation: Conversation) -> PaperTurn:
        """A form, with what was sent before it."""
        before = conversation.papers.before
        if before:
            files, coordinates = (*before.files, *said.files), said.coordinates or before.coordinates
            said = replace(said, files=files, coordinates=coordinates)
        turn = self._of_form(await self._forms.open(kind, said, conversation), conversation)
        return replace(turn, papers=replace(turn.papers, pending=_passive(turn.papers.pending)))

    def _offered(self, said: Said, conversation: Conversation, desk: Outcome) -> PaperTurn:
        """A question that no guide answers may be registered for somebody to answer."""
        button = Button(self._phrasebook.words("utter_button_form_open_consult"), "form:open:consult")
        *others, last = desk.answer.replies
        answer = Answer(desk.answer.route, (*others, replace(last, buttons=(*last.buttons, button))))
        papers = replace(conversation.papers, before=Before(said.at, said.text))
        return PaperTurn(replace(desk, answer=answer), papers)

    def _kept(self, said: Said, conversation: Conversation) -> PaperTurn:
        """Photos and places without a word, for a form that may follow."""
        earlier = conversation.papers.before
        files = (*(earlier.files if earlier else ()), *said.files)
        coordinates = said.coordinates or (earlier.coordinates if earlier else None)
        papers = replace(conversation.papers, before=Before(said.at, "", files, coordinates))
        return PaperTurn(self._says(self._phrasebook.say("utter_form_things_kept"), conversation), papers)

    async def _submitted_again(self, said: Said, conversation: Conversation) -> PaperTurn | None:
        if steer(said.plain) is not Steer.CONFIRM or not _SUBMITS.search(said.plain):
            return None
        again = await self._forms.just_filed(conversation.id, said.at)
        return PaperTurn(self._says(again, conversation), conversation.papers) if again else None

    async def _gone(self, said: Said, conversation: Conversation) -> PaperTurn:
        """A button of a form that was filed, given up or put away."""
        again = None
        if said.payload == f"form:{Steer.CONFIRM}":
            again = await self._forms.just_filed(conversation.id, said.at)
        return PaperTurn(
            self._says(again or self._phrasebook.say("utter_form_gone"), conversation), conversation.papers
        )

    def _says(self, reply: Reply, conversation: Conversation) -> Outcome:
        return Outcome(Answer(Route.OUT_OF_SCOPE, (reply,)), conversation.focus, "form")

    def _of_form(self, turn: FormTurn, conversation: Conversation) -> PaperTurn:
        papers = replace(conversation.papers, draft=turn.draft, before=None)
        return PaperTurn(turn.outcome, papers, turn.change)


def _is_asked(conversation: Conversation) -> bool:
    """Whether a question about a ticket is open, which is younger than the form's."""
    pending = conversation.papers.pending
    return pending is not None and pending.awaits


def _passive(pending: Pending | None) -> Pending | None:
    """What is known of tickets, without the question that was open."""
    return None if pending is None or pending.awaits else pending


def _is_wish(route: Route, text: str) -> bool:
    words = _WISHES.get(route)
    return words is not None and bool(words.search(text))


def _is_question(desk: Outcome, text: str) -> bool:
    """Whether a message is rather a question to the guides, or chat that wants an answer."""
    first = desk.answer.replies[0].kind if desk.answer.replies else Kind.NOTICE
    if desk.answer.route is Route.GUIDE:
        return first in (Kind.GUIDE, Kind.CLARIFY)
    return desk.answer.route is Route.OUT_OF_SCOPE and first is Kind.CHITCHAT and asks_something(text)


def _with_warning(turn: FormTurn, desk: Outcome, said: Said) -> FormTurn:
    """Where danger is suspected the numbers to call come first, whatever the form asks."""
    is_danger = desk.answer.route is Route.EMERGENCY and len(said.plain) >= LEAST_URGENT and says_something(said.plain)
    if not is_danger or turn.outcome.answer.route is Route.EMERGENCY:
        return turn
    answer = Answer(Route.EMERGENCY, (*desk.answer.replies, *turn.outcome.answer.replies))
    return replace(turn, outcome=replace(turn.outcome, answer=answer))
