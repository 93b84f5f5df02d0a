"""Two things asked in one message."""

from bot.domain.guides.decision import AnswerGuide, AskWhich, NameOffice, Several
from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Focus
from tests.unit.domain.guides.evidence import FIRST, LICENCE, LOST, PASSPORT, RENEWED, decide, item, topic, unlisted

LOSS = [item(LOST, 0.8, 25, named=4)]
SHOP = [item(LICENCE, 0.8, 25, named=4)]
MEANT = {"ask_fee": 0.6, "ask_location": 0.4}


def test_what_was_told_before_the_question_belongs_to_it() -> None:
    """Up to 另外 all is one question, after it another."""
    decision = decide(
        "补证丢了，多少钱，另外执照去哪办",
        MEANT,
        LOSS,
        clauses={
            "补证丢了": ({"name_item": 0.9}, LOSS),
            "多少钱": ({"ask_fee": 0.95}, []),
            "另外执照去哪办": ({"ask_location": 0.95}, SHOP),
        },
        pieces={
            "补证丢了，多少钱": LOSS,
            "执照去哪办": SHOP,
        },
    )
    assert decision == AnswerGuide(((LOST, Facet.FEE), (LICENCE, Facet.LOCATION)))


def test_a_half_that_must_be_asked_back_comes_last() -> None:
    """The answer first, so that what the citizen says next answers the question."""
    general = [topic("身份证", (FIRST, RENEWED), 0.9, 20, 3), item(FIRST, 0.6, 12), item(RENEWED, 0.59, 11.9)]
    decision = decide(
        "身份证多少钱，还有执照去哪办",
        MEANT,
        general,
        clauses={
            "身份证多少钱": ({"ask_fee": 0.95}, general),
            "还有执照去哪办": ({"ask_location": 0.95}, SHOP),
        },
        pieces={
            "执照去哪办": SHOP,
        },
    )
    asked = AskWhich((FIRST, RENEWED), "身份证", Facet.FEE)
    assert decision == Several((AnswerGuide(((LICENCE, Facet.LOCATION),)), asked))


def test_business_outside_the_list_is_named_beside_the_answer() -> None:
    """The half that is ours is answered all the same."""
    outside = [unlisted("商标注册与续展", 0.8, 25, named=4)]
    decision = decide(
        "商标注册去哪，另外执照多少钱",
        MEANT,
        outside,
        clauses={
            "商标注册去哪": ({"ask_unlisted_service": 0.9}, outside),
            "另外执照多少钱": ({"ask_fee": 0.95}, SHOP),
        },
        pieces={
            "执照多少钱": SHOP,
        },
    )
    assert decision == Several((NameOffice("商标注册与续展"), AnswerGuide(((LICENCE, Facet.FEE),))))


def test_a_bare_first_half_is_about_the_item_talked_about() -> None:
    """多少钱，另外执照去哪办 after an answer."""
    decision = decide(
        "多少钱，另外执照去哪办",
        MEANT,
        SHOP,
        focus=Focus(item=LOST, facet=Facet.MATERIALS),
        clauses={
            "多少钱": ({"ask_fee": 0.95}, []),
            "另外执照去哪办": ({"ask_location": 0.95}, SHOP),
        },
        pieces={
            "执照去哪办": SHOP,
        },
    )
    assert decision == AnswerGuide(((LOST, Facet.FEE), (LICENCE, Facet.LOCATION)))


def test_two_names_before_one_question_are_both_answered() -> None:
    """身份证和护照 share what is asked of them."""
    said = "补证和护照丢了多少钱"
    decision = decide(
        said,
        {"ask_fee": 0.95},
        LOSS,
        clauses={
            said: ({"ask_fee": 0.95}, LOSS),
        },
        pieces={
            "补证": [item(LOST, 0.9, 9, named=2)],
            "护照": [item(PASSPORT, 0.9, 9, named=2)],
            "补证丢了多少钱": [item(LOST, 0.7, 12, named=2)],
            "护照丢了多少钱": [item(PASSPORT, 0.7, 12, named=2)],
            "补证和护照": [item(LOST, 0.7, 12, named=2)],
        },
    )
    assert decision == AnswerGuide(((LOST, Facet.FEE), (PASSPORT, Facet.FEE)))


def test_one_item_in_two_clauses_is_one_question() -> None:
    """The second clause speaks for the same item."""
    decision = decide(
        "补证去哪，补证多少钱",
        {"ask_fee": 0.9},
        LOSS,
        clauses={"补证去哪": ({"ask_location": 0.9}, LOSS), "补证多少钱": ({"ask_fee": 0.95}, LOSS)},
    )
    assert isinstance(decision, AnswerGuide)
    assert {code for code, _ in decision.answers} == {LOST}


def test_a_plain_complaint_is_not_taken_apart() -> None:
    """Two items in it are part of the story."""
    decision = decide(
        "补证去哪都不给办，另外执照多少钱乱收，我要投诉",
        {"lodge_complaint": 0.97},
        LOSS,
        clauses={"补证去哪": ({"ask_location": 0.9}, LOSS), "执照多少钱": ({"ask_fee": 0.95}, SHOP)},
    )
    assert not isinstance(decision, AnswerGuide | Several)
