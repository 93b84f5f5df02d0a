"""The life of a call: written on, wrapped up, then closed for good."""

from datetime import timedelta

import pytest

from bot.domain.calls.call import Call, CallOver, RemarkNeeded
from bot.domain.calls.terms import CallOutcome
from tests.contract.samples import NOON, utc

AT = utc(NOON)
CALL = Call("a" * 32, "operator", opened_at=AT, changed_at=AT)


def test_an_open_call_keeps_what_is_written() -> None:
    """The newest text and number count, and when they came."""
    later = AT + timedelta(seconds=3)
    call = CALL.written("我电话13804341234", "04347000100", later)
    assert (call.text, call.caller, call.changed_at) == ("我电话13804341234", "04347000100", later)


def test_after_the_wrap_up_only_masked_words_stay() -> None:
    """Text and remark lose their numbers."""
    call = CALL.written("我电话13804341234", "", AT).wrapped_up(CallOutcome.ANSWERED, "回13804341234", AT)
    assert (call.text, call.remark, call.is_open) == ("我电话[电话]", "回[电话]", False)


@pytest.mark.parametrize("outcome", [CallOutcome.HANDED, CallOutcome.NO_ANSWER])
def test_who_hands_over_says_to_whom(outcome: CallOutcome) -> None:
    """Without a remark the wrap-up is refused."""
    with pytest.raises(RemarkNeeded):
        CALL.wrapped_up(outcome, "  ", AT)
    assert CALL.wrapped_up(outcome, "住建局王科", AT).outcome is outcome


def test_a_closed_call_stays_as_it_is() -> None:
    """Nothing is written into it, and it is not closed twice."""
    over = CALL.wrapped_up(CallOutcome.ANSWERED, "", AT)
    with pytest.raises(CallOver):
        over.written("还有", "", AT)
    with pytest.raises(CallOver):
        over.wrapped_up(CallOutcome.FILED, "", AT)
