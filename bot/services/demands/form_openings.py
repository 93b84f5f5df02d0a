"""What leads to a form, or past an open one: wishes told by their words, offers to register, what was sent before."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.demands.asides import asks_something, tells_trouble
from bot.domain.demands.draft import Said
from bot.domain.demands.words import Steer, steer
from bot.domain.talk.conversation import Conversation
from bot.domain.talk.message import Answer, Button, Kind, Reply
from bot.domain.talk.papers import Before, Papers
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import TicketType
from bot.services.ports import Outcome, Phrasebook

OFFER_STANDS = timedelta(minutes=5)
"""So long a plain 要, 好 or 登记 accepts an offer; its button works for as long as the question is kept."""
STAYS = frozenset({Route.GUIDE, Route.CONSULT, Route.EMERGENCY, Route.OBJECTION, Route.HANDOFF})
"""Answers that stay although the text tells of a trouble; anything else was rather not understood."""
_ACCEPTS = re.compile(r"(?:那|就|给我|帮我|我)*(?:要|登记|登|报|记)(?:登记|上|一下|吧|了|的|呗|啊|。|！)*")
_WISHES: dict[Route, re.Pattern[str]] = {
    route: re.compile(words)
    for route, words in {
        Route.STATUS: (
            r"进度|办到|处理到|查|结果|单子|编号|SL\d|到哪(?:一?步|儿?了|个环节)|回信|回音|有信儿?[没吗]"
            r"|(?:投诉|举报|反映|诉求|建议|件|事).{0,6}(?:咋样|怎么?样|办没办|受理没|处理没|管没管)了?"
        ),
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
_EARLIER = re.compile(r"编号|SL\d|上次|上回|之前|那个件|那件")
_DANGER = re.compile(r"[塌倒砸漏着烧毒刀死伤血晕陷爆淹溺燃掉打炸]|救|危险|电线|煤气|燃气|自杀|失踪|走丢")


def is_wish(route: Route, text: str) -> bool:
    """Whether a wish that the model saw is borne out by a word."""
    words = _WISHES.get(route)
    return words is not None and bool(words.search(text))


def is_about_ticket(route: Route, text: str) -> bool:
    """Whether a message in the middle of a form is about a ticket that was filed before."""
    if route is Route.WITHDRAW:
        return bool(_EARLIER.search(text))
    return route in (Route.STATUS, Route.URGE) and is_wish(route, text)


def is_question(desk: Outcome, text: str) -> bool:
    """Whether a message is rather a question to the guides, or chat that wants an answer."""
    first = desk.answer.replies[0].kind if desk.answer.replies else Kind.NOTICE
    if desk.answer.route is Route.GUIDE:
        return first in (Kind.GUIDE, Kind.CLARIFY)
    return desk.answer.route is Route.OUT_OF_SCOPE and first is Kind.CHITCHAT and asks_something(text)


def is_alarm(desk: Outcome, text: str) -> bool:
    """Whether the model's suspicion of danger is borne out by a word."""
    return desk.answer.route is Route.EMERGENCY and bool(_DANGER.search(text))


def is_unheard_trouble(desk: Outcome, text: str) -> bool:
    """Whether a text tells of something wrong, and the desk took it for something else."""
    return tells_trouble(text) and not is_wish(desk.answer.route, text)


def accepted(said: Said, papers: Papers) -> TicketType | None:
    """The kind of demand that was offered to be registered, if this message says yes to it."""
    before = papers.before
    if before is None or before.kind is None or said.at - before.at > OFFER_STANDS:
        return None
    text = said.plain.strip()
    agrees = steer(text) in (Steer.CONFIRM, Steer.LISTEN, Steer.INSIST) or _ACCEPTS.fullmatch(text)
    return before.kind if text and agrees else None


def declined(said: Said, papers: Papers) -> bool:
    """Whether this message says no to an offer."""
    before = papers.before
    stands = before is not None and before.kind is not None and said.at - before.at <= OFFER_STANDS
    return stands and steer(said.plain.strip()) in (Steer.CANCEL, Steer.ALONE)


def without_offer(papers: Papers) -> Papers:
    """After something else was said: a plain 好 accepts nothing any more, the button still does."""
    return replace(papers, before=replace(papers.before, kind=None)) if papers.before else papers


class Offers:
    """Offers to register what the desk could not help with."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        """All sentences are in the phrasebook."""
        self._phrasebook = phrasebook

    def consult(self, said: Said, conversation: Conversation, desk: Outcome) -> tuple[Outcome, Papers]:
        """A question that no guide answers may be registered for somebody to answer."""
        *others, last = desk.answer.replies
        last = replace(last, buttons=(*last.buttons, self._button(TicketType.CONSULT)))
        outcome = replace(desk, answer=Answer(desk.answer.route, (*others, last)))
        return outcome, _keeping(conversation, Before(said.at, said.text, TicketType.CONSULT))

    def complaint(self, said: Said, conversation: Conversation, desk: Outcome) -> tuple[Outcome, Papers]:
        """A trouble for which the desk found something all the same may be registered besides."""
        offer = self._phrasebook.say("utter_form_offer")
        offer = replace(offer, buttons=(self._button(TicketType.COMPLAINT),))
        answer = Answer(desk.answer.route, (*desk.answer.replies, offer))
        return replace(desk, answer=answer), _keeping(conversation, Before(said.at, said.text, TicketType.COMPLAINT))

    def things(self, said: Said, conversation: Conversation) -> tuple[Reply, Papers]:
        """Photos and places without a word, for a form that may follow."""
        return self._phrasebook.say("utter_form_things_kept"), with_things(conversation.papers, said)

    def _button(self, kind: TicketType) -> Button:
        return Button(self._phrasebook.words(f"utter_button_form_open_{kind}"), f"form:open:{kind}")


def with_things(papers: Papers, said: Said) -> Papers:
    """With the photos and the place of a message, for a form that may follow."""
    if not said.files and not said.coordinates:
        return papers
    earlier = papers.before or Before(said.at)
    files = (*earlier.files, *said.files)
    before = replace(earlier, at=said.at, files=files, coordinates=said.coordinates or earlier.coordinates)
    return replace(papers, before=before)


def _keeping(conversation: Conversation, before: Before) -> Papers:
    """With a text to be registered, and the photos that came before it."""
    earlier = conversation.papers.before
    if earlier:
        before = replace(before, files=earlier.files, coordinates=earlier.coordinates)
    return replace(conversation.papers, before=before)
