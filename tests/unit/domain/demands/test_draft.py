"""A demand while it is told: what is known and what is asked next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.demands.draft import Draft, Slot, filled, missing, says_something
from bot.domain.tickets.terms import Privacy, TicketType
from tests.unit.domain.demands.demand_samples import MOBILE, NEIGHBOURS, NINE, told

EMPTY = Draft(TicketType.COMPLAINT, NINE, NINE)
TOLD = replace(EMPTY, parts=("路灯坏了没人修",))


@pytest.mark.parametrize("text", ["停电了", "路灯坏了", "没水吃", "物业乱收费"])
def test_three_characters_may_tell_a_matter(text: str) -> None:
    """A villager is brief."""
    assert says_something(text)


@pytest.mark.parametrize(
    "text", ["", "我要投诉", "你好，我想反映个问题", "喂，投诉", "嗯", "提个建议", "我要投訴", "？？"]
)
def test_an_opening_tells_none(text: str) -> None:
    """That there is a matter is not what the matter is."""
    assert not says_something(text)


def test_two_short_words_make_a_matter() -> None:
    """噪音, then 广场舞."""
    assert not replace(EMPTY, parts=("噪音",)).has_matter
    assert replace(EMPTY, parts=("噪音", "广场舞")).has_matter


@pytest.mark.parametrize(
    ("draft", "slot"),
    [
        (EMPTY, Slot.WHAT),
        (TOLD, Slot.PLACE),
        (replace(TOLD, place="南街"), Slot.WHEN),
        (replace(TOLD, coordinates=(43.5, 123.5)), Slot.WHEN),
        (replace(TOLD, skipped=(Slot.PLACE,)), Slot.WHEN),
        (replace(TOLD, place="南街", happened="昨晚"), Slot.CONTACT),
        (replace(EMPTY, parts=("路灯总不亮",), place="南街"), Slot.CONTACT),
        (replace(TOLD, place="南街", happened="昨晚", phone=MOBILE), Slot.CONFIRM),
        (replace(TOLD, place="南街", happened="昨晚", privacy=Privacy.ANONYMOUS), Slot.CONFIRM),
        (replace(TOLD, place="南街", happened="昨晚", phone=MOBILE, similar=NEIGHBOURS), Slot.JOIN),
        (replace(TOLD, place="南街", happened="昨晚", phone=MOBILE, similar=NEIGHBOURS, joins="x"), Slot.CONFIRM),
        (replace(TOLD, type=TicketType.SUGGESTION), Slot.CONTACT),
        (replace(TOLD, type=TicketType.CONSULT), Slot.CONTACT),
        (replace(TOLD, type=TicketType.HELP), Slot.PLACE),
        (replace(TOLD, type=TicketType.HELP, place="南街"), Slot.CONTACT),
    ],
)
def test_as_little_is_asked_as_can_be(draft: Draft, slot: Slot) -> None:
    """Suggestions and enquiries need neither place nor time, help no time; a habit has no day."""
    assert missing(draft) is slot


def test_one_long_message_leaves_only_the_confirmation() -> None:
    """What, when and telephone are read from it; the place is found by the reader of demands."""
    draft = told(f"昨晚楼上砸墙到半夜，我叫王秀英，电话{MOBILE}")
    assert draft.asks is Slot.PLACE
    assert (draft.happened, draft.name, draft.phone) == ("昨晚", "王秀英", MOBILE)


def test_what_the_interface_tells_holds_no_number() -> None:
    """Whether there is one is all that is told."""
    draft = told("路灯坏了没人修", "南街", "昨晚", f"王秀英 {MOBILE}")
    known = filled(draft)
    assert known == {"type": "complaint", "place": "南街", "when": "昨晚", "contact": "given", "privacy": "named"}


def test_a_form_rests_and_lapses() -> None:
    """After an hour she may have forgotten it, after a day it is put away."""
    assert not EMPTY.was_paused(NINE + timedelta(hours=1))
    assert EMPTY.was_paused(NINE + timedelta(hours=1, seconds=1))
    assert not EMPTY.is_lapsed(NINE + timedelta(hours=24))
    assert EMPTY.is_lapsed(NINE + timedelta(hours=24, seconds=1))
