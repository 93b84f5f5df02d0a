"""What the dialogue gets to see of a message, what becomes of its answer, and what is noted."""

from datetime import timedelta

import pytest

from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Focus
from bot.domain.talk.message import Kind
from bot.domain.talk.route import Route
from bot.services.ports import Phrasebook
from tests.unit.services.talk.small_desk import BARE, LOST
from tests.unit.services.talk.turn_office import FakeDialogue, TurnOffice, said


@pytest.fixture
def office(phrasebook: Phrasebook) -> TurnOffice:
    """A conversation at its beginning."""
    return TurnOffice(phrasebook)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("我电话13812345678，补证多少钱", "我电话[电话]，补证多少钱"),
        ("证号220382199001011234补证多少钱", "证号[证件号]补证多少钱"),
        ("电话13888888888，补证", "电话[电话]，补证"),
        ("補證多少錢啊", "补证多少钱啊"),
        ("／restart 补证多少钱", "restart 补证多少钱"),
        ("您好，补证多少钱", "补证多少钱"),
    ],
)
async def test_the_engine_sees_clean_masked_simplified_text(office: TurnOffice, text: str, seen: str) -> None:
    """No personal number, no command, no other script reaches it, and greetings are cut."""
    await office.take(text)
    assert office.dialogue.turns[0].text == seen


async def test_what_is_kept_as_text_is_masked(office: TurnOffice) -> None:
    """The stored line for later eyes has placeholders, in the citizen's own script."""
    done, _ = await office.take("補證，電話13812345678")
    assert done.masked_text == "補證，電話[电话]"


async def test_a_turn_knows_its_session_message_clauses_and_focus(office: TurnOffice) -> None:
    """All that the dialogue needs goes with the text."""
    await office.take("补身份证多少钱，去哪办")
    (turn,) = office.dialogue.turns
    assert (turn.conversation, turn.message_id) == ("cli:1#0", "1")
    assert turn.clauses == ("补身份证多少钱", "去哪办")
    assert turn.focus == Focus()


async def test_a_pause_begins_a_new_session(office: TurnOffice) -> None:
    """The engine is not burdened with what was said an hour ago."""
    await office.take("补身份证多少钱")
    office.clock.at += timedelta(hours=1)
    await office.take("去哪办")
    assert [turn.conversation for turn in office.dialogue.turns] == ["cli:1#0", "cli:1#1"]


async def test_the_dialogues_focus_is_kept(office: TurnOffice) -> None:
    """What the dialogue says is talked about is what the next turn begins with."""
    office.dialogue.outcome = said(Route.GUIDE, focus=Focus(item=LOST.code, facet=Facet.FEE))
    await office.take("补身份证多少钱")
    await office.take("去哪办呢")
    assert office.dialogue.turns[1].focus == Focus(item=LOST.code, facet=Facet.FEE)


async def test_guides_are_found_while_the_engine_is_down(phrasebook: Phrasebook) -> None:
    """Cues and search answer, and it is said that something is missing."""
    office = TurnOffice(phrasebook, FakeDialogue(is_down=True))
    done, verdict = await office.take("补身份证多少钱")
    answer, notice = done.outcome.answer.replies
    assert answer.data == {"item": LOST.code, "facet": "fee", "version": 7}
    assert notice.text == office.wording("utter_engine_down")
    assert done.outcome.by == "cues"
    assert done.conversation.focus.item == LOST.code
    assert verdict is None


async def test_demands_are_told_while_the_engine_is_down(phrasebook: Phrasebook) -> None:
    """A complaint is no guide question, engine or not."""
    office = TurnOffice(phrasebook, FakeDialogue(is_down=True))
    assert (await office.answer("我要投诉")).route is Route.COMPLAINT


async def test_a_hint_of_danger_counts_only_while_the_engine_is_down(phrasebook: Phrasebook) -> None:
    """The model tells a report from a complaint; where it is gone, rather one alarm too many."""
    office = TurnOffice(phrasebook, FakeDialogue(is_down=True))
    assert (await office.answer("楼道直冒烟呛得慌")).route is Route.EMERGENCY
    office.dialogue.is_down = False
    office.dialogue.outcome = said(Route.CONSULT)
    assert (await office.answer("楼道直冒烟呛得慌")).route is not Route.EMERGENCY


async def test_another_failure_is_not_hidden(office: TurnOffice) -> None:
    """Only an unavailable engine is stood in for; a mistake reaches the worker, who tries again."""
    office.dialogue.turns = None  # type: ignore[assignment]
    with pytest.raises(AttributeError):
        await office.take("补身份证多少钱")


async def test_answers_come_in_the_citizens_script(office: TurnOffice) -> None:
    """Text and button titles in Traditional, payloads and data untouched."""
    office.conversation = office.conversation.begin_turn(office.clock.now())
    office.dialogue.outcome = said(Route.GUIDE, "带证办")
    assert (await office.answer("補證要帶什么")).replies[0].text == "帶證辦"
    answer = await office.answer("多少錢", payload=f"guide:{LOST.code}:fee")
    assert "錢" in answer.replies[0].text
    assert "钱" not in answer.replies[0].text
    assert answer.replies[0].data["item"] == LOST.code
    assert f"useful:{LOST.code}:fee" in [button.payload for button in answer.replies[0].buttons]


async def test_the_script_follows_the_citizen(office: TurnOffice) -> None:
    """Emoji, numbers and words that look alike in both change nothing; a sentence in Simplified characters does."""
    office.dialogue.outcome = said(Route.GUIDE, "带证办")
    await office.take("補證要帶什么")
    for neutral in ("👍", "13912345678", "提交"):
        await office.take(neutral)
        assert office.conversation.traditional, neutral
    assert (await office.answer("补证要带什么")).replies[0].text == "带证办"


@pytest.mark.parametrize(
    ("route", "kind", "is_gap"),
    [
        (Route.OUT_OF_SCOPE, Kind.FALLBACK, True),
        (Route.FEEDBACK_NEGATIVE, Kind.FALLBACK, True),
        (Route.CONSULT, Kind.FALLBACK, True),
        (Route.OUT_OF_SCOPE, Kind.CHITCHAT, False),
        (Route.GUIDE, Kind.GUIDE, False),
        (Route.COMPLAINT, Kind.NOTICE, False),
        (Route.THANKS, Kind.CHITCHAT, False),
    ],
)
async def test_what_could_not_be_answered_is_noted(
    office: TurnOffice, route: Route, kind: Kind, *, is_gap: bool
) -> None:
    """The list of knowledge gaps gets the masked question; small talk and answers are no gaps."""
    office.dialogue.outcome = said(route, kind=kind)
    _, verdict = await office.take("电话13812345678，挖沙证咋办")
    if not is_gap:
        assert verdict is None
        return
    assert verdict is not None
    assert (verdict.number, verdict.verdict, verdict.masked_text) == (1, "unanswered", "电话[电话]，挖沙证咋办")


async def test_an_unlisted_item_is_offered_what_is_near(phrasebook: Phrasebook) -> None:
    """The desk of the small office stands behind the fallback too."""
    office = TurnOffice(phrasebook, FakeDialogue(is_down=True))
    answer = await office.answer("护照去哪")
    assert answer.replies[0].data["item"] == BARE.code
