"""Understanding without the engine."""

import re

import pytest

from bot.adapters.knowledge.book import Knowledge
from bot.domain.talk.route import Route
from bot.services.talk.fallback import CueReader
from tests.unit.domain.guides.evidence import CUES

READER = CueReader(CUES, {"withdraw_ticket": ["撤(掉|回)"], "lodge_complaint": ["投诉"], "greet": ["^你好$"]})


@pytest.mark.parametrize(
    ("text", "intent", "route"),
    [
        ("我要投诉", "lodge_complaint", Route.COMPLAINT),
        ("把投诉撤掉", "withdraw_ticket", Route.WITHDRAW),
        ("你好", "greet", Route.GREET),
        ("补证多少钱", "ask_fee", Route.GUIDE),
        ("补证咋办", "ask_overview", Route.GUIDE),
        ("身份证", "ask_overview", Route.GUIDE),
        ("", "ask_overview", Route.GUIDE),
    ],
)
def test_a_text_is_read_by_its_cues(text: str, intent: str, route: Route) -> None:
    """The first wish that matches wins; else the facet; else a guide question is supposed."""
    reading = READER.read(text).whole
    assert reading.intent == intent
    assert max(reading.route_weights().items(), key=lambda pair: pair[1])[0] is route


@pytest.mark.parametrize("text", ["我要投诉", "补证多少钱", "身份证", ""])
def test_probabilities_sum_to_one(text: str) -> None:
    """A reading looks like the engine's."""
    assert sum(READER.read(text).whole.intents.values()) == pytest.approx(1)


def test_clauses_are_read_one_by_one() -> None:
    """Each clause has a reading of its own, and it is said who read."""
    understanding = READER.read("补证多少钱，去哪", ("补证多少钱", "去哪"))
    assert [reading.intent for reading in understanding.clauses] == ["ask_fee", "ask_location"]
    assert understanding.by == "cues"


def test_a_broken_pattern_is_refused() -> None:
    """A slip in the file shows at the start."""
    with pytest.raises(re.error):
        CueReader(CUES, {"greet": ["(你好"]})


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("给我转人工", Route.HANDOFF),
        ("我要投诉物业乱收费", Route.COMPLAINT),
        ("我要举报有人偷倒垃圾", Route.REPORT),
        ("帮我催一下上次的工单", Route.URGE),
        ("我的投诉办到哪步了", Route.STATUS),
        ("之前那个投诉我想撤了", Route.WITHDRAW),
        ("提个建议，公园多装几盏灯", Route.SUGGESTION),
        ("表扬一下窗口的小姑娘", Route.PRAISE),
        ("你说的不对", Route.FEEDBACK_NEGATIVE),
        ("谢谢啊", Route.THANKS),
        ("再见", Route.GOODBYE),
        ("你好", Route.GREET),
        ("补身份证要带什么", Route.GUIDE),
        ("公积金", Route.GUIDE),
    ],
)
def test_the_plainest_wishes_are_understood_without_the_engine(knowledge: Knowledge, text: str, route: Route) -> None:
    """With the real cues, demands and guide questions are told apart while the engine is down."""
    weights = knowledge.fallback.read(text).whole.route_weights()
    assert max(weights, key=lambda one: weights[one]) is route
