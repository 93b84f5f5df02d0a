"""The life of one message: emergency, button, what is no text, then the dialogue."""

import pytest

from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Focus, Option
from bot.domain.talk.message import AttachmentKind, Kind
from bot.domain.talk.route import Route
from bot.domain.text.normal_text import MAX_UNDERSTOOD
from bot.services.ports import Phrasebook
from tests.unit.services.talk.small_desk import BARE, LOST
from tests.unit.services.talk.turn_office import FakeDialogue, TurnOffice

OPTIONS = (Option(LOST.code, "丢了要补"), Option(BARE.code, "要出国"))
ASKED = Focus(facet=Facet.FEE, options=OPTIONS)


@pytest.fixture
def office(phrasebook: Phrasebook) -> TurnOffice:
    """A conversation at its beginning."""
    return TurnOffice(phrasebook)


def asked(phrasebook: Phrasebook, focus: Focus = ASKED) -> TurnOffice:
    """A conversation in which a question is open."""
    office = TurnOffice(phrasebook)
    office.conversation = office.conversation.__class__("cli:1", "cli", office.clock.now(), focus)
    return office


@pytest.mark.parametrize("is_down", [False, True])
async def test_an_emergency_comes_before_everything(phrasebook: Phrasebook, *, is_down: bool) -> None:
    """The number to call is the whole answer; the dialogue is not even asked, up or down."""
    office = TurnOffice(phrasebook, FakeDialogue(is_down=is_down))
    answer = await office.answer("补身份证多少钱，哎呀我家着火了")
    assert answer.route is Route.EMERGENCY
    assert answer.replies[0].kind is Kind.EMERGENCY
    assert "119" in answer.replies[0].text
    assert "快出去。" in answer.replies[0].text
    assert answer.replies[0].data == {"kinds": ["fire"], "numbers": ["119"]}
    assert office.dialogue.turns == []


async def test_two_emergencies_name_each_number_once(office: TurnOffice) -> None:
    """Fire and gas share 119; both pieces of advice are given."""
    (reply,) = (await office.answer("漏气了又着火")).replies
    assert reply.data["numbers"] == ["119", "抢修电话"]
    assert "快出去。" in reply.text
    assert "开窗。" in reply.text


async def test_an_emergency_is_seen_in_traditional_writing_and_behind_a_button(office: TurnOffice) -> None:
    """Neither script nor payload hides it."""
    assert (await office.answer("護照先不辦，着火了")).route is Route.EMERGENCY
    assert (await office.answer("着火了", payload="help")).route is Route.EMERGENCY


@pytest.mark.parametrize(
    ("text", "code"),
    [("1", LOST.code), ("第二个", BARE.code), ("２", BARE.code), ("最後那个".replace("後", "后"), BARE.code)],
)
async def test_a_number_picks_an_option(phrasebook: Phrasebook, text: str, code: str) -> None:
    """The facet that waited is told of the chosen item, without the dialogue."""
    office = asked(phrasebook)
    answer = await office.answer(text)
    assert answer.replies[0].data["item"] == code
    assert answer.replies[0].data["facet"] == "fee"
    assert office.dialogue.turns == []
    assert office.conversation.focus == Focus(item=code, facet=Facet.FEE)


@pytest.mark.parametrize("text", ["0", "3", "10", "99"])
async def test_a_wrong_number_says_how_many_there_are(phrasebook: Phrasebook, text: str) -> None:
    """Nothing is guessed, and the question stays open."""
    office = asked(phrasebook)
    answer = await office.answer(text)
    assert answer.replies[0].text == office.wording("utter_clarify_wrong_number", count="2")
    assert office.conversation.focus.options == OPTIONS
    assert (await office.answer("2")).replies[0].data["item"] == BARE.code


async def test_a_number_without_a_question_is_told_so(office: TurnOffice) -> None:
    """2 alone, with nothing to choose from, is no question for the search."""
    await office.answer("2")
    assert office.dialogue.turns == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "utter_empty"),
        ("  \n ", "utter_empty"),
        ("😀😀👍", "utter_no_words"),
        ("？？！", "utter_no_words"),
        ("\u200b", "utter_no_words"),
    ],
)
async def test_what_holds_no_words_asks_for_some(office: TurnOffice, text: str, key: str) -> None:
    """Nothing, blanks, emoji or marks alone are answered kindly, not understood by force."""
    answer = await office.answer(text)
    assert [reply.text for reply in answer.replies] == [office.wording(key)]
    assert office.dialogue.turns == []


@pytest.mark.parametrize("kind", list(AttachmentKind))
async def test_each_attachment_has_its_answer(office: TurnOffice, kind: AttachmentKind) -> None:
    """A voice, a photo and the rest are said to be received or not understood."""
    done, _ = await office.take("", attachments=(kind,))
    assert done.outcome.answer.replies[0].text == office.wording(f"utter_attachment_{kind}")


async def test_words_beside_an_attachment_are_what_counts(office: TurnOffice) -> None:
    """A photo with a caption is a question with a photo."""
    await office.take("补身份证多少钱", attachments=(AttachmentKind.PHOTO,))
    assert [turn.text for turn in office.dialogue.turns] == ["补身份证多少钱"]


async def test_an_edited_message_is_answered_as_such(office: TurnOffice) -> None:
    """The notice comes before the answer."""
    done, _ = await office.take("补身份证多少钱", is_edit=True)
    first, second = done.outcome.answer.replies
    assert first.text == office.wording("utter_edited")
    assert second == office.dialogue.outcome.answer.replies[0]


async def test_new_forgets_what_was_talked_about(phrasebook: Phrasebook) -> None:
    """After /new neither item, options nor the engine's session are left."""
    office = asked(phrasebook, Focus(item=LOST.code, facet=Facet.FEE, options=OPTIONS))
    before = office.conversation.engine_id
    answer = await office.answer("/new", payload="new")
    assert answer.replies[0].text == office.wording("utter_new_conversation")
    assert office.conversation.focus == Focus()
    assert office.conversation.engine_id != before


@pytest.mark.parametrize(("payload", "key"), [("start", "utter_start"), ("help", "utter_ask_capability")])
async def test_commands_are_answered(office: TurnOffice, payload: str, key: str) -> None:
    """/start introduces, /help says what can be asked."""
    assert (await office.answer(f"/{payload}", payload=payload)).replies[0].text == office.wording(key)


async def test_a_guide_button_answers_its_facet(office: TurnOffice) -> None:
    """What the payload says counts, not the title."""
    answer = await office.answer("去哪儿办", payload=f"guide:{LOST.code}:location")
    assert answer.replies[0].data == {"item": LOST.code, "facet": "location", "version": 7}
    assert office.dialogue.turns == []


async def test_a_button_of_an_item_that_is_gone_says_so(office: TurnOffice) -> None:
    """An old button never fails."""
    answer = await office.answer("多少钱", payload="guide:SL-XX-999:fee")
    assert answer.route is Route.OUT_OF_SCOPE
    assert answer.replies[0].kind is Kind.FALLBACK


async def test_an_unknown_payload_leaves_the_title_to_be_read(office: TurnOffice) -> None:
    """A button of an older program is understood by its words."""
    await office.answer("补身份证多少钱", payload="answer-17")
    assert [turn.text for turn in office.dialogue.turns] == ["补身份证多少钱"]


@pytest.mark.parametrize(("action", "key"), [("useful", "utter_feedback_yes"), ("useless", "utter_feedback_no")])
async def test_a_verdict_is_noted_with_what_it_is_about(office: TurnOffice, action: str, key: str) -> None:
    """有用 and 没用 thank, and are kept with item and facet."""
    done, verdict = await office.take("没用", payload=f"{action}:{LOST.code}:fee")
    assert done.outcome.answer.replies[0].text == office.wording(key)
    assert verdict is not None
    assert (verdict.number, verdict.verdict, verdict.item, verdict.facet) == (1, action, LOST.code, Facet.FEE)


async def test_ten_thousand_characters_are_answered_with_a_notice(office: TurnOffice) -> None:
    """The beginning is read, and it is said that no more was."""
    done, _ = await office.take("补身份证多少钱。" + "说来话长，" * 2000)
    assert len(office.dialogue.turns[0].text) <= MAX_UNDERSTOOD
    assert office.dialogue.turns[0].text.startswith("补身份证多少钱")
    assert done.outcome.answer.replies[-1].text == office.wording("utter_too_long", count=str(MAX_UNDERSTOOD))
