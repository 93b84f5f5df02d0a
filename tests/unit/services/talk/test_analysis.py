"""What a text means, for an operator's eyes."""

import pytest

from bot.services.ports import Phrasebook
from bot.services.talk.analysis import Analyst
from bot.services.talk.fallback import CueReader
from tests.unit.domain.guides.evidence import CUES
from tests.unit.services.demands.paper_office import FakeReader
from tests.unit.services.talk.small_desk import ALARMS, BARE, LOST, a_desk
from tests.unit.services.talk.turn_office import FakeDialogue, TurnOffice


def analyst(phrasebook: Phrasebook, dialogue: FakeDialogue) -> Analyst:
    """An analyst over the small desk."""
    desk = a_desk(phrasebook)
    return Analyst(
        turns=TurnOffice(phrasebook, dialogue).turns,
        dialogue=dialogue,
        fallback=CueReader(CUES, {"lodge_complaint": ["投诉"]}),
        desk=lambda: desk,
        emergencies=ALARMS,
        demands=FakeReader(places=("红旗街",)),
    )


async def test_a_guide_question_names_facets_items_and_owner(phrasebook: Phrasebook) -> None:
    """Items with score and words, and the department of the best."""
    dialogue = FakeDialogue(intents={"ask_fee": 0.7, "ask_location": 0.2, "greet": 0.1})
    seen = await analyst(phrasebook, dialogue).analyze("您好，补身份证多少钱")
    assert (seen.route, seen.confidence, seen.type, seen.department) == ("guide", 0.9, "咨询", "市公安局")
    assert seen.facets == ("fee", "location")
    assert [(found.code, found.score, found.matched) for found in seen.items] == [(LOST.code, 0.8, ("补身份证多少钱",))]
    assert not seen.urgent


async def test_only_items_are_listed(phrasebook: Phrasebook) -> None:
    """General words and unlisted services are no items, however well they fit."""
    seen = await analyst(phrasebook, FakeDialogue()).analyze("护照去哪")
    assert [found.code for found in seen.items] == [BARE.code, LOST.code]


@pytest.mark.parametrize(
    ("intent", "route", "demand"),
    [
        ("lodge_complaint", "complaint", "投诉"),
        ("report_violation", "report", "举报"),
        ("ask_for_help", "help", "求助"),
        ("make_suggestion", "suggestion", "建议"),
        ("ask_consult", "consult", "咨询"),
        ("praise_staff", "praise", "表扬"),
        ("greet", "greet", None),
        ("talk_nonsense", "out_of_scope", None),
    ],
)
async def test_a_demand_has_its_type(phrasebook: Phrasebook, intent: str, route: str, demand: str | None) -> None:
    """What a work order is called, who is responsible and where it is; talk has none of these."""
    seen = await analyst(phrasebook, FakeDialogue(intents={intent: 1.0})).analyze("红旗街的路灯不亮")
    told = ("市城市管理行政执法局", "城乡建设", "红旗街") if demand and demand != "表扬" else (None, None, None)
    assert (seen.route, seen.type) == (route, demand)
    assert (seen.department, seen.category, seen.location) == told


async def test_an_emergency_is_urgent_whatever_was_read(phrasebook: Phrasebook) -> None:
    """The rule outweighs the engine."""
    seen = await analyst(phrasebook, FakeDialogue()).analyze("着火了，补身份证多少钱")
    assert (seen.route, seen.urgent) == ("emergency", True)


async def test_the_masked_text_is_shown(phrasebook: Phrasebook) -> None:
    """Nobody's number appears in an analysis."""
    seen = await analyst(phrasebook, FakeDialogue()).analyze("我叫王小明，电话13812345678")
    assert seen.masked == "我叫[姓名]，电话[电话]"


@pytest.mark.parametrize("text", ["我要投诉", "我要投诉。" * 3000])
async def test_the_engine_may_be_down(phrasebook: Phrasebook, text: str) -> None:
    """Cues read instead, a text of any length."""
    seen = await analyst(phrasebook, FakeDialogue(is_down=True)).analyze(text)
    assert (seen.route, seen.type) == ("complaint", "投诉")


@pytest.mark.parametrize("text", ["", "  ", "😀", "？？"])
async def test_a_text_without_words_is_no_failure(phrasebook: Phrasebook, text: str) -> None:
    """Nothing is found in nothing, and the engine is not asked."""
    seen = await analyst(phrasebook, FakeDialogue(intents={"inject_command": 1.0})).analyze(text)
    assert (seen.items, seen.urgent, seen.department) == ((), False, None)
