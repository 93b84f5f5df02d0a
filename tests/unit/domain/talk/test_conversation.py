"""What is remembered between two turns, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import SESSION_PAUSE, SESSION_TURNS, Conversation, Focus, Option

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OPTIONS = (Option("SL-GA-001", "首次申领"), Option("SL-GA-002", "到期换领"))
SECOND = timedelta(seconds=1)


def conversation(**changes: object) -> Conversation:
    """A conversation in the middle of a session, a question open."""
    focus = Focus(item="SL-GA-003", facet=Facet.FEE, options=OPTIONS, misses=1)
    values: dict[str, object] = {
        "id": "cli:1",
        "channel": "cli",
        "updated_at": AT,
        "focus": focus,
        "session": 2,
        "turns": 3,
    }
    return Conversation(**(values | changes))  # type: ignore[arg-type]


def test_a_turn_within_the_session_is_counted() -> None:
    """Soon after the last turn, everything stays and one turn is added."""
    before = conversation()
    after = before.begin_turn(AT + SECOND)
    assert after == conversation(turns=4, updated_at=AT + SECOND)
    assert after.engine_id == "cli:1#2"


@pytest.mark.parametrize(
    ("pause", "is_new"), [(SESSION_PAUSE, False), (SESSION_PAUSE + SECOND, True), (timedelta(days=9), True)]
)
def test_a_pause_begins_a_session(pause: timedelta, *, is_new: bool) -> None:
    """More than half an hour later the engine starts afresh; the half hour itself is no pause."""
    after = conversation().begin_turn(AT + pause)
    assert (after.session, after.turns) == ((3, 1) if is_new else (2, 4))


def test_after_a_pause_the_item_is_known_but_no_question_is_open() -> None:
    """Somebody who comes back may still say 多少钱; a bare number no longer picks."""
    after = conversation().begin_turn(AT + timedelta(hours=1))
    assert after.focus == Focus(item="SL-GA-003", facet=Facet.FEE)


def test_a_long_session_is_renewed_without_losing_the_question() -> None:
    """After so many turns the engine's memory is dropped, ours is not."""
    after = conversation(turns=SESSION_TURNS).begin_turn(AT + SECOND)
    assert (after.session, after.turns, after.focus) == (3, 1, conversation().focus)


def test_a_restart_forgets_what_was_talked_about() -> None:
    """`/new` leaves nothing but the conversation itself."""
    assert conversation(traditional=True).restarted() == conversation(
        focus=Focus(), session=3, turns=0, traditional=True
    )


def test_an_answer_becomes_what_is_talked_about() -> None:
    """The item answered last is in focus, the one before it is remembered, an open question is closed."""
    focus = conversation().focus.answered("SL-YB-001", Facet.MATERIALS)
    assert focus == Focus(item="SL-YB-001", facet=Facet.MATERIALS, earlier=("SL-GA-003",))


def test_five_earlier_items_are_remembered_newest_first() -> None:
    """Older ones are forgotten, none is kept twice, and the item in focus is not among the earlier ones."""
    focus = Focus()
    for number in [1, 2, 3, 4, 5, 6, 7, 3]:
        focus = focus.answered(f"SL-GA-00{number}", Facet.FEE)
    assert focus.item == "SL-GA-003"
    assert focus.earlier == ("SL-GA-007", "SL-GA-006", "SL-GA-005", "SL-GA-004", "SL-GA-002")


def test_a_question_keeps_the_facet_waiting() -> None:
    """Once the item is chosen, the facet that was asked is answered."""
    focus = Focus(item="SL-GA-003", facet=Facet.FEE, misses=1).asking(OPTIONS, Facet.PHONE)
    assert focus == Focus(item="SL-GA-003", facet=Facet.PHONE, options=OPTIONS)


def test_another_matter_closes_the_question() -> None:
    """A turn that needed no item drops the options and the misses, not the item."""
    assert conversation().focus.understood() == Focus(item="SL-GA-003", facet=Facet.FEE)


def test_misses_add_up() -> None:
    """Turns in a row that were not understood are counted; what was talked about stays."""
    focus = conversation().focus.missed()
    assert (focus.misses, focus.item, focus.options) == (2, "SL-GA-003", OPTIONS)
