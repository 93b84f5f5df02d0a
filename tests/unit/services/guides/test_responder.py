"""From a decision to what the citizen reads."""

import pytest

from bot.domain.guides.decision import AnswerGuide, AskItem, AskWhich, NameOffice, Several, TakeWish
from bot.domain.guides.facet import NEXT_FACETS, Facet
from bot.domain.talk.conversation import Focus, Option
from bot.domain.talk.message import Kind
from bot.domain.talk.route import ROUTE_OF_INTENT, Route, route_of
from bot.services.guides.responder import DATA_OBJECTION_ITEM, MOST_OPTIONS, Responder
from bot.services.ports import Outcome, Phrasebook
from tests.unit.services.talk.small_desk import BARE, CARDS, LOST, a_responder

TALKING = Focus(item=BARE.code, facet=Facet.FEE)


@pytest.fixture
def responder(phrasebook: Phrasebook) -> Responder:
    """Words decisions about two guides."""
    return a_responder(phrasebook)


def payloads(outcome: Outcome) -> list[str]:
    """The payloads under the last reply."""
    return [button.payload for button in outcome.answer.replies[-1].buttons]


def test_a_guide_is_quoted_with_its_item_facet_and_version(responder: Responder) -> None:
    """The reply carries what a program needs besides what a person reads."""
    outcome = responder.respond(AnswerGuide(((LOST.code, Facet.FEE),)), Focus())
    (reply,) = outcome.answer.replies
    assert outcome.answer.route is Route.GUIDE
    assert reply.kind is Kind.GUIDE
    assert reply.data == {"item": LOST.code, "facet": "fee", "version": 7}
    assert "每证40元" in reply.text
    assert outcome.focus == Focus(item=LOST.code, facet=Facet.FEE)


def test_the_next_likely_facets_hang_below(responder: Responder) -> None:
    """Then 有用 and 没用, both about this very answer."""
    outcome = responder.respond(AnswerGuide(((LOST.code, Facet.FEE),)), Focus())
    following = [f"guide:{LOST.code}:{facet}" for facet in NEXT_FACETS[Facet.FEE]]
    assert payloads(outcome) == [*following, f"useful:{LOST.code}:fee", f"useless:{LOST.code}:fee"]


def test_two_answers_are_two_replies(responder: Responder) -> None:
    """Both are quoted in order, only the last has buttons, and the last item stays in focus."""
    outcome = responder.respond(AnswerGuide(((LOST.code, Facet.FEE), (BARE.code, Facet.LOCATION))), Focus())
    first, second = outcome.answer.replies
    assert (first.data["item"], second.data["item"]) == (LOST.code, BARE.code)
    assert first.buttons == ()
    assert second.buttons
    assert outcome.focus == Focus(item=BARE.code, facet=Facet.LOCATION, earlier=(LOST.code,))


def test_a_general_word_asks_its_own_question(responder: Responder) -> None:
    """The topic's question and labels are used; text, buttons and focus offer the same options."""
    outcome = responder.respond(AskWhich((LOST.code, BARE.code), "身份证", Facet.FEE), Focus())
    (reply,) = outcome.answer.replies
    assert reply.kind is Kind.CLARIFY
    assert reply.data == {"candidates": [LOST.code, BARE.code], "facet": "fee"}
    assert "要办哪一种？" in reply.text
    assert "1. 丢了要补\n2. 要出国" in reply.text
    assert payloads(outcome) == [f"guide:{LOST.code}:fee", f"guide:{BARE.code}:fee"]
    assert outcome.focus == Focus(facet=Facet.FEE, options=CARDS.options)


def test_an_unsure_search_offers_the_items_by_name(responder: Responder) -> None:
    """Without a general word the items speak for themselves."""
    outcome = responder.respond(AskWhich((LOST.code, BARE.code), "", Facet.OVERVIEW), TALKING)
    assert f"1. {LOST.name}\n2. {BARE.name}" in outcome.answer.replies[0].text
    assert outcome.focus.options == (Option(LOST.code, LOST.name), Option(BARE.code, BARE.name))
    assert outcome.focus.item == BARE.code


def test_no_question_offers_more_than_can_be_read(responder: Responder) -> None:
    """Text, buttons and focus stop at the same option."""
    outcome = responder.respond(AskWhich((LOST.code,) * 9, "", Facet.FEE), Focus())
    assert len(payloads(outcome)) == len(outcome.focus.options) == MOST_OPTIONS


def test_a_facet_without_an_item_is_asked_back(responder: Responder) -> None:
    """The facet is named, and the miss is counted."""
    outcome = responder.respond(AskItem(Facet.FEE), Focus())
    assert outcome.answer.route is Route.GUIDE
    assert "多少钱" in outcome.answer.replies[0].text
    assert outcome.focus.misses == 1


def test_business_outside_the_list_names_the_office(responder: Responder) -> None:
    """The service, its office, the hint, and what is near as a button; no guide."""
    outcome = responder.respond(NameOffice("商标注册"), TALKING)
    (reply,) = outcome.answer.replies
    assert outcome.answer.route is Route.OUT_OF_SCOPE
    assert reply.kind is Kind.FALLBACK
    assert all(words in reply.text for words in ("商标注册", "国家知识产权局", "可以网上办。"))
    assert payloads(outcome) == [f"guide:{BARE.code}:overview"]


@pytest.mark.parametrize("intent", sorted(set(ROUTE_OF_INTENT) - {"name_item"}))
def test_every_wish_has_its_words_and_its_route(responder: Responder, intent: str) -> None:
    """No intent that the model knows leaves the citizen without an answer, or under a wrong label."""
    outcome = responder.respond(TakeWish(intent), Focus())
    assert outcome.answer.route is route_of(intent)
    assert all(reply.text for reply in outcome.answer.replies)
    assert all(reply.kind is not Kind.GUIDE for reply in outcome.answer.replies)


@pytest.mark.parametrize("intent", ["ask_unlisted_service", "ask_consult"])
def test_what_comes_near_hangs_below(responder: Responder, intent: str) -> None:
    """The text stays honest, the near items are offered."""
    outcome = responder.respond(TakeWish(intent, (LOST.code,)), Focus())
    assert LOST.name in outcome.answer.replies[0].text
    assert payloads(outcome) == [f"guide:{LOST.code}:overview"]
    assert outcome.answer.route is route_of(intent)


@pytest.mark.parametrize("intent", ["talk_nonsense", "reject_answer"])
def test_the_second_miss_offers_a_person(responder: Responder, intent: str) -> None:
    """Once is asked again, twice in a row the hotline is named."""
    first = responder.respond(TakeWish(intent), Focus())
    second = responder.respond(TakeWish(intent), first.focus)
    assert "12345" in second.answer.replies[0].text
    assert "人工" in second.answer.replies[0].text
    assert second.answer.replies != first.answer.replies
    assert second.answer.route is route_of(intent)


def test_an_objection_brings_its_item_into_focus(responder: Responder) -> None:
    """Whoever objects to data may go on with 要带什么."""
    outcome = responder.respond(TakeWish("object_to_data"), Focus())
    assert outcome.focus.item == DATA_OBJECTION_ITEM


def test_thanks_leave_the_item_and_close_the_question(responder: Responder) -> None:
    """After 谢谢 a bare number picks nothing, 多少钱 still means the item."""
    focus = Focus(item=LOST.code, facet=Facet.FEE, options=CARDS.options)
    assert responder.respond(TakeWish("say_thanks"), focus).focus == Focus(item=LOST.code, facet=Facet.FEE)


def test_options_that_were_left_out_are_not_offered(responder: Responder) -> None:
    """A general word offers what the text does not exclude, with its own labels but not its own question."""
    whole = responder.respond(AskWhich((LOST.code, BARE.code), CARDS.name, Facet.FEE), Focus())
    part = responder.respond(AskWhich((BARE.code,), CARDS.name, Facet.FEE), Focus())
    assert whole.answer.replies[0].data["candidates"] == [LOST.code, BARE.code]
    assert part.answer.replies[0].data["candidates"] == [BARE.code]
    assert CARDS.question in whole.answer.replies[0].text
    assert CARDS.question not in part.answer.replies[0].text


def test_two_things_asked_are_answered_in_turn(responder: Responder) -> None:
    """An answer and a question back are two replies; the question stays open."""
    asked = AskWhich((LOST.code, BARE.code), CARDS.name, Facet.FEE)
    outcome = responder.respond(Several((AnswerGuide(((BARE.code, Facet.FEE),)), asked)), Focus())
    assert [reply.kind for reply in outcome.answer.replies] == [Kind.GUIDE, Kind.CLARIFY]
    assert outcome.focus.item == BARE.code
    assert [option.code for option in outcome.focus.options] == [LOST.code, BARE.code]
