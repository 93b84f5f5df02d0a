"""What lies on the desk, and how long."""

from datetime import timedelta

from bot.domain.talk.papers import Before, Papers, Pending
from tests.unit.domain.demands.demand_samples import NINE, asking_place

FULL = Papers(asking_place(), Pending("tail", NINE), Before(NINE, "怎么算"))


def test_each_paper_lapses_in_its_own_time() -> None:
    """What came before a form and open acts after an hour, a form after a day."""
    assert FULL.current(NINE + timedelta(hours=1)) == FULL
    assert FULL.current(NINE + timedelta(hours=2)) == Papers(draft=FULL.draft)
    assert FULL.current(NINE + timedelta(hours=25)) == Papers()


def test_a_question_that_is_kept_awaits_no_answer() -> None:
    """Only a form and an open act do."""
    assert Papers().is_empty
    assert not Papers(before=FULL.before).is_empty
    assert not Papers(before=FULL.before).awaits
    assert Papers(draft=FULL.draft).awaits
    assert Papers(pending=FULL.pending).awaits
