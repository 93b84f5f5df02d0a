"""Ticket numbers and query codes: made, read however they are written, and never mistaken for another."""

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from bot.domain.tickets.number import (
    CHECK_CHARACTERS,
    QUERY_LENGTH,
    QUERY_LETTERS,
    is_ticket_number,
    looks_like_number,
    numbers_in,
    query_code,
    ticket_number,
)
from bot.domain.tickets.reference import bare_tail, read_reference

DAY = date(2026, 11, 22)
NUMBER = "SL20261122-0007-E"
NUMBERS = st.builds(ticket_number, st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(1, 999_999))


@pytest.mark.parametrize(
    ("sequence", "number"),
    [(1, "SL20261122-0001-R"), (7, NUMBER), (10_000, "SL20261122-10000-N"), (999_999, "SL20261122-999999-N")],
)
def test_a_number_has_day_sequence_and_check_character(sequence: int, number: str) -> None:
    """Four digits, and more where a day needs more."""
    assert ticket_number(DAY, sequence) == number


@pytest.mark.parametrize("sequence", [0, -1, 1_000_000])
def test_a_day_has_no_other_sequences(sequence: int) -> None:
    """Refused rather than guessed."""
    with pytest.raises(ValueError, match="at most 999999"):
        ticket_number(DAY, sequence)


@given(NUMBERS, st.data())
def test_one_wrong_digit_is_always_found(number: str, data: st.DataObject) -> None:
    """Whichever it is."""
    places = [place for place, character in enumerate(number) if character.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from("0123456789").filter(lambda one: one != number[place]))
    assert not is_ticket_number(number[:place] + digit + number[place + 1 :])


@given(NUMBERS, st.data())
def test_two_swapped_digits_are_always_found(number: str, data: st.DataObject) -> None:
    """The slip that people make most."""
    pairs = [p for p in range(len(number) - 1) if number[p : p + 2].isdigit() and number[p] != number[p + 1]]
    place = data.draw(st.sampled_from(pairs)) if pairs else None
    if place is not None:
        assert not is_ticket_number(number[:place] + number[place + 1] + number[place] + number[place + 2 :])


@given(NUMBERS, st.sampled_from(CHECK_CHARACTERS))
def test_one_check_character_is_right(number: str, check: str) -> None:
    """All others are wrong."""
    assert is_ticket_number(number[:-1] + check) is (check == number[-1])


@given(NUMBERS, st.sampled_from(["{}", "编号{}，谢谢", "查{}到哪了", "（{}）"]))
def test_a_number_is_found_in_what_people_write(number: str, frame: str) -> None:
    """As it is, in small letters, without dashes, with blanks, without SL, with O for 0 and I for 1."""
    slips = str.maketrans("01", "OI")
    for written in (
        number,
        number.lower(),
        number.replace("-", ""),
        number.replace("-", " - "),
        number.removeprefix("SL"),
        number[:-1].translate(slips) + number[-1],
    ):
        assert numbers_in(frame.format(written)) == (number,)


@pytest.mark.parametrize(
    ("text", "is_like"),
    [
        ("SL20261122-0007-A", True),
        ("SL20261122-0007", True),
        ("sl 20261122", True),
        ("20261122-0007-A", True),
        ("SL-GA-003", False),
        ("20261122", False),
        ("13812345678", False),
        ("220382199001011234", False),
        ("2026年11月22日", False),
    ],
)
def test_what_tries_to_be_a_number(text: str, *, is_like: bool) -> None:
    """A wrong one is told as a slip; item codes, days and telephones are none."""
    assert looks_like_number(text) is is_like
    assert numbers_in(text) == ()


def test_two_numbers_are_both_found() -> None:
    """In the order of the text."""
    assert numbers_in(f"{ticket_number(DAY, 8)}和{NUMBER}") == (ticket_number(DAY, 8), NUMBER)


def test_a_query_code_is_made_of_letters_that_nobody_confuses() -> None:
    """No 0, 1, I, O."""
    assert query_code([0, 1, 2, 3, 28, 29, 30, 31]) == "2345WXYZ"
    assert not set(QUERY_LETTERS) & set("01IO")
    assert len(QUERY_LETTERS) == 32


@pytest.mark.parametrize("numbers", [[0] * (QUERY_LENGTH - 1), [0] * (QUERY_LENGTH + 1), [32] * 8, [-1] * 8])
def test_no_other_numbers_make_a_code(numbers: list[int]) -> None:
    """Neither too few nor beyond the letters."""
    with pytest.raises(ValueError, match="8 numbers"):
        query_code(numbers)


@given(st.lists(st.integers(0, 31), min_size=8, max_size=8).map(query_code))
def test_every_code_is_read_as_itself(code: str) -> None:
    """But one of digits alone, which is a date to everybody (one in seventy thousand)."""
    assert read_reference(f"查询码{code}").codes == (() if code.isdigit() else (code,))


@pytest.mark.parametrize(
    ("text", "codes", "is_sure"),
    [
        ("ab3d 5fgh", ("AB3D5FGH",), True),
        ("查询码是AB3D-5FGH", ("AB3D5FGH",), True),
        ("A03D5FGH", ("AQ3D5FGH", "AD3D5FGH"), True),
        ("A13D5FGH", ("AL3D5FGH", "AJ3D5FGH"), True),
        ("ABCDEFGH", ("ABCDEFGH",), False),
        ("查询码ABCDEFGH", ("ABCDEFGH",), True),
        ("20261122", (), False),
        ("AB3D5FG", (), False),
        ("AB3D5FGHJ", (), False),
        (NUMBER, (), False),
    ],
)
def test_how_a_code_is_read(text: str, codes: tuple[str, ...], *, is_sure: bool) -> None:
    """Small letters, blanks, and letters that codes do not have; a bare word may be a word."""
    reference = read_reference(text)
    assert (reference.codes, reference.is_sure_code) == (codes, is_sure)


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("5678", "5678"),
        ("后四位5678", "5678"),
        ("尾号是5678。", "5678"),
        ("13812345678", "5678"),
        ("电话138 1234 5678", "5678"),
        ("567", ""),
        ("56789", ""),
        ("5678号楼", ""),
        ("我家住5678弄", ""),
        ("没留", ""),
    ],
)
def test_the_last_digits_alone(text: str, tail: str) -> None:
    """Four digits or a whole number, and nothing else."""
    assert bare_tail(text) == tail
