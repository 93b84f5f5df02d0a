"""What is done with a turn, on evidence that leaves no doubt. Scores here are far from every threshold."""

import pytest

from bot.domain.guides.decision import AnswerGuide, AskItem, AskWhich, NameOffice, TakeWish
from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Focus, Option
from bot.domain.talk.route import ROUTE_OF_INTENT, Route
from tests.unit.domain.guides.evidence import FIRST, LICENCE, LOST, PASSPORT, RENEWED, decide, item, topic, unlisted

CARD = (FIRST, RENEWED, LOST)
OPEN = Focus(
    facet=Facet.FEE, options=(Option(FIRST, "首次申领"), Option(RENEWED, "到期换领"), Option(LOST, "丢失补领"))
)
TALKING = Focus(item=LOST, facet=Facet.FEE)
STRONG = [item(LOST, 0.8, 25), item(FIRST, 0.2, 6)]


def test_a_clear_question_is_answered() -> None:
    """One item stands out, one facet is asked."""
    assert decide("补身份证多少钱", {"ask_fee": 0.95}, STRONG) == AnswerGuide(((LOST, Facet.FEE),))


def test_an_item_named_alone_is_told_as_a_whole() -> None:
    """Where no facet is asked, the overview is."""
    assert decide("身份证丢了", {"name_item": 0.9, "ask_overview": 0.1}, STRONG) == AnswerGuide(
        ((LOST, Facet.OVERVIEW),)
    )


def test_the_item_is_kept_where_only_a_facet_is_asked() -> None:
    """多少钱 after an answer means the same item."""
    decision = decide("要多久呢", {"ask_time_limit": 0.95}, focus=TALKING)
    assert decision == AnswerGuide(((LOST, Facet.TIME_LIMIT),))


def test_an_accidental_finding_does_not_change_the_item() -> None:
    """Little words remind the search of something; that is no new matter."""
    decision = decide("带什么", {"ask_materials": 0.95}, [item(LICENCE, 0.1, 1.0)], focus=TALKING)
    assert decision == AnswerGuide(((LOST, Facet.MATERIALS),))


def test_another_item_named_plainly_takes_over() -> None:
    """A question for something else is not answered from the old item."""
    hits = [item(LICENCE, 0.8, 25), item(LOST, 0.01, 0.2)]
    decision = decide("营业执照去哪领", {"ask_location": 0.95}, hits, focus=TALKING)
    assert decision == AnswerGuide(((LICENCE, Facet.LOCATION),))


def test_the_facet_is_kept_where_only_an_item_is_named() -> None:
    """那护照呢 after 多少钱 asks what a passport costs."""
    hits = [item(PASSPORT, 0.8, 25)]
    decision = decide("那护照呢", {"name_item": 0.8, "ask_overview": 0.2}, hits, focus=TALKING)
    assert decision == AnswerGuide(((PASSPORT, Facet.FEE),))


def test_an_option_may_be_picked_by_its_description() -> None:
    """就丢了那种 answers the open question, and the facet that waited is told."""
    hits = [item(LOST, 0.7, 12), item(RENEWED, 0.05, 0.5)]
    decision = decide("就丢了那种", {"name_item": 0.9}, hits, focus=OPEN)
    assert decision == AnswerGuide(((LOST, Facet.FEE),))


def test_something_else_is_no_pick() -> None:
    """An open question does not swallow a question for another item."""
    hits = [item(LICENCE, 0.8, 30), item(LOST, 0.05, 0.5)]
    decision = decide("营业执照多少钱", {"ask_fee": 0.95}, hits, focus=OPEN)
    assert decision == AnswerGuide(((LICENCE, Facet.FEE),))


def test_a_complaint_is_no_pick() -> None:
    """Nor does it swallow a plain wish of another sort."""
    hits = [item(LOST, 0.7, 12)]
    assert decide("我要投诉补证的", {"lodge_complaint": 0.97}, hits, focus=OPEN) == TakeWish("lodge_complaint")


def test_a_general_word_asks_which_item_is_meant() -> None:
    """身份证 alone may be three things; one question is put, none is guessed."""
    hits = [topic("身份证", CARD, 0.9, 14), item(FIRST, 0.6, 10), item(RENEWED, 0.59, 9.9), item(LOST, 0.58, 9.8)]
    assert decide("身份证咋办", {"ask_overview": 0.95}, hits) == AskWhich(CARD, "身份证", Facet.OVERVIEW)


def test_the_question_keeps_the_facet() -> None:
    """身份证多少钱 is asked back, and the fee is told once the item is known."""
    hits = [topic("身份证", CARD, 0.9, 14), item(FIRST, 0.6, 10), item(RENEWED, 0.59, 9.9), item(LOST, 0.58, 9.8)]
    assert decide("身份证多少钱", {"ask_fee": 0.95}, hits) == AskWhich(CARD, "身份证", Facet.FEE)


def test_two_items_in_one_message_are_both_answered() -> None:
    """Each half of the message names its own item and facet."""
    said = "补身份证多少钱，营业执照去哪办"
    decision = decide(
        said,
        {"ask_fee": 0.6, "ask_location": 0.4},
        [item(LOST, 0.4, 20), item(LICENCE, 0.4, 20)],
        clauses={
            "补身份证多少钱": ({"ask_fee": 0.95}, STRONG),
            "营业执照去哪办": ({"ask_location": 0.95}, [item(LICENCE, 0.8, 25)]),
        },
    )
    assert decision == AnswerGuide(((LOST, Facet.FEE), (LICENCE, Facet.LOCATION)))


def test_two_facets_in_one_message_are_both_answered() -> None:
    """带什么，多少钱 asks twice about one item."""
    decision = decide(
        "补身份证带什么，多少钱",
        {"ask_materials": 0.7, "ask_fee": 0.3},
        STRONG,
        clauses={"补身份证带什么": ({"ask_materials": 0.95}, STRONG), "多少钱": ({"ask_fee": 0.95}, [])},
    )
    assert decision == AnswerGuide(((LOST, Facet.MATERIALS), (LOST, Facet.FEE)))


@pytest.mark.parametrize(
    "intent", ["ask_other_city", "small_talk", "ask_commercial", "ask_medical", "ask_homework", "talk_nonsense"]
)
def test_what_is_not_ours_gets_no_guide(intent: str) -> None:
    """Another city's business, shopping and chat stay what they are, though a word reminds of an item."""
    assert decide("长春公积金的事", {intent: 0.97, "ask_overview": 0.03}, [item(LOST, 0.05, 1.0)]) == TakeWish(intent)


@pytest.mark.parametrize(
    "intent", ["greet", "say_thanks", "say_goodbye", "ask_capability", "abuse_assistant", "inject_command"]
)
def test_no_finding_turns_talk_into_a_guide(intent: str) -> None:
    """Greetings, abuse and injected commands never bring up a guide, however much they resemble an item."""
    assert decide("身份证丢失补领", {intent: 0.95, "ask_overview": 0.05}, [item(LOST, 1.0, 40)]) == TakeWish(intent)


@pytest.mark.parametrize(
    "intent",
    [i for i, route in ROUTE_OF_INTENT.items() if route not in (Route.GUIDE, Route.OUT_OF_SCOPE, Route.CONSULT)],
)
def test_a_plain_wish_is_taken_as_it_is(intent: str) -> None:
    """Demands, tickets, praise and the like are no guide questions, even where an item is named."""
    assert decide("补身份证的窗口", {intent: 0.97, "ask_location": 0.03}, STRONG) == TakeWish(intent)


def test_business_outside_the_list_is_named_with_its_office() -> None:
    """No item is bent to fit; who is in charge is said."""
    hits = [unlisted("商标注册与续展", 0.8, 25), item(LICENCE, 0.1, 3)]
    decision = decide("注册商标去哪", {"ask_unlisted_service": 0.9, "ask_location": 0.1}, hits)
    assert decision == NameOffice("商标注册与续展")


def test_the_item_talked_about_does_not_swallow_other_business() -> None:
    """注册商标多少钱 after an answer about identity cards is about trade marks."""
    hits = [unlisted("商标注册与续展", 0.8, 25), item(LICENCE, 0.1, 3)]
    assert decide("注册商标多少钱", {"ask_fee": 0.9}, hits, focus=TALKING) == NameOffice("商标注册与续展")


def test_what_is_near_is_named_where_nothing_fits() -> None:
    """Unlisted business that we do not know either still shows what comes close."""
    hits = [item(LOST, 0.15, 4), item(FIRST, 0.14, 3.9)]
    assert decide("猫的身份证", {"ask_unlisted_service": 0.97}, hits) == TakeWish("ask_unlisted_service", (LOST, FIRST))


@pytest.mark.parametrize("hits", [[], [item(LOST, 0.02, 0.3)]])
def test_a_facet_without_an_item_is_asked_back(hits: list) -> None:
    """多少钱 out of the blue is asked back for the item."""
    assert decide("多少钱", {"ask_fee": 0.95}, hits) == AskItem(Facet.FEE)


@pytest.mark.parametrize("hits", [[], [item(LOST, 0.02, 0.3)]])
def test_a_question_about_nothing_is_not_guessed(hits: list) -> None:
    """Neither item nor facet: said to be not understood."""
    assert decide("嘎达嘎达", {"ask_overview": 0.6, "name_item": 0.4}, hits) == TakeWish("talk_nonsense")


def test_two_weak_findings_are_no_answer() -> None:
    """Where the words weigh little, one question is put."""
    hits = [item(LOST, 0.3, 2.0), item(FIRST, 0.29, 1.9)]
    decision = decide("那个证多少钱", {"ask_fee": 0.95}, hits)
    assert isinstance(decision, AskWhich | AskItem)
    assert decision.facet is Facet.FEE


def test_an_item_spoken_of_is_preferred_among_equals() -> None:
    """Of two items that fit alike, the one talked about is meant."""
    hits = [item(FIRST, 0.5, 15), item(LOST, 0.49, 14.9)]
    decision = decide("身份证的电话多少来着", {"ask_phone": 0.95}, hits, focus=Focus(item=LICENCE, earlier=(LOST,)))
    assert decision == AnswerGuide(((LOST, Facet.PHONE),))


@pytest.mark.parametrize("hits", [[topic("身份证", CARD, 0.3, 2.0)], [topic("身份证", CARD, 0.9, 20)]])
def test_no_question_is_put_without_options(hits: list) -> None:
    """Whatever is found, a question lists what may be chosen."""
    decision = decide("身份证多少钱", {"ask_fee": 0.95}, hits)
    assert isinstance(decision, AskItem) or decision.codes


def test_a_name_without_a_facet_in_a_clause_does_no_harm() -> None:
    """A clause that was read as nothing but a name is told as a whole."""
    named = ({"name_item": 1.0}, [item(LICENCE, 0.9, 30)])
    decision = decide(
        "补身份证多少钱，营业执照咋办",
        {"ask_fee": 0.9},
        STRONG,
        clauses={"补身份证多少钱": ({"ask_fee": 0.95}, STRONG), "营业执照咋办": named},
    )
    assert decision == AnswerGuide(((LOST, Facet.FEE), (LICENCE, Facet.OVERVIEW)))


def test_nothing_read_and_nothing_found_is_not_understood() -> None:
    """An engine that said nothing brings no failure."""
    assert decide("哦", {}) == TakeWish("talk_nonsense")
