"""States of a matter that tell neighbouring items apart."""

import pytest

from bot.domain.guides.states import States

NAMES = {"first": "身份证首次申领", "renew": "身份证换领", "lost": "身份证丢失补领", "again": "驾驶证遗失补证"}
STATES = States({"loss": ("丢|补办", "丢失|遗失"), "renewal": ("到期|续", "换领|延续")}, NAMES.__getitem__)


@pytest.mark.parametrize(
    ("text", "codes", "singled_out"),
    [
        ("证件丢了", ("first", "renew", "lost"), "lost"),
        ("快到期了", ("first", "renew", "lost"), "renew"),
        ("想办一个", ("first", "renew", "lost"), ""),
        ("丢了一个", ("lost", "again"), ""),
        ("丢了，还到期了", ("renew", "lost"), ""),
        ("丢了", (), ""),
    ],
)
def test_a_state_singles_out_the_only_item_it_fits(text: str, codes: tuple[str, ...], singled_out: str) -> None:
    """One fitting item is meant; none or several leave the question open."""
    assert STATES.single_out(text, codes) == singled_out


@pytest.mark.parametrize(
    ("text", "fitting"),
    [("丢了一个", ("lost", "again")), ("丢了，还到期了", ("renew", "lost", "again")), ("想办一个", ())],
)
def test_every_item_in_a_told_state_fits(text: str, fitting: tuple[str, ...]) -> None:
    """In the order in which they were given; none where no state is told."""
    assert STATES.fitting(text, ("first", "renew", "lost", "again")) == fitting
