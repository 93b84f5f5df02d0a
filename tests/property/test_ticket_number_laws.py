"""Ticket numbers come back from whatever text they stand in."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.tickets.number import is_ticket_number, numbers_in, ticket_number

DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))
SEQUENCES = st.integers(1, 999_999)
AROUND = st.sampled_from(["", " ", "我的编号", "，", "查一下", "。谢谢", "（", "）"])
GAPS = st.sampled_from(["-", "", " ", " - ", "—", "－"])


@given(DAYS, SEQUENCES, AROUND, AROUND, GAPS)
def test_a_number_is_found_in_a_text(day: date, sequence: int, before: str, after: str, gap: str) -> None:
    """However it is spaced, and in small letters too."""
    number = ticket_number(day, sequence)
    assert numbers_in(f"{before}{number}{after}") == (number,)
    assert numbers_in(f"{before}{number.lower().replace('-', gap)}{after}") == (number,)


@given(DAYS, SEQUENCES, st.integers(0, 9), st.data())
def test_one_wrong_digit_is_noticed(day: date, sequence: int, digit: int, data: st.DataObject) -> None:
    """The check character no longer fits."""
    number = ticket_number(day, sequence)
    places = [place for place, character in enumerate(number) if character.isdigit()]
    place = data.draw(st.sampled_from(places))
    wrong = number[:place] + str(digit) + number[place + 1 :]
    assert is_ticket_number(wrong) is (wrong == number)
