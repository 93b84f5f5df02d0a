"""Laws of masking, for any text around and between the numbers."""

import re
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.text.masking import mask

MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
WORDS = st.text(st.sampled_from("我叫张伟电话身份证号补办，。：()、\n"), max_size=12)
MOBILES = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
DAYS = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@st.composite
def identities(draw: st.DrawFn) -> str:
    """A number of the form that everybody has: region, birthday, sequence, check character."""
    region = draw(st.integers(110000, 820000))
    rest = draw(st.integers(0, 999))
    return f"{region}{draw(DAYS):%Y%m%d}{rest:03}{draw(st.sampled_from('0123456789Xx'))}"


MESSAGES = st.lists(
    WORDS | MOBILES | identities() | st.text(st.sampled_from("0123456789 -+xX"), max_size=24), max_size=6
)


@given(WORDS, MOBILES, WORDS)
def test_no_mobile_survives(before: str, number: str, after: str) -> None:
    """Eleven digits among words are gone, and kept beside the text."""
    masked = mask(before + number + after)
    assert number not in masked.text
    assert number in [original for _, original in masked.found]


@given(WORDS, identities(), WORDS)
def test_no_identity_number_survives(before: str, number: str, after: str) -> None:
    """Eighteen characters among words are gone."""
    assert number not in mask(before + number + after).text


@given(
    MOBILES,
    st.sampled_from([(3, 7), (3,), (7,)]),
    st.sampled_from(" -"),
    st.sampled_from(["", "+86", "86", "+86 ", "86-"]),
)
def test_a_mobile_in_groups_does_not_survive(number: str, cuts: tuple[int, ...], gap: str, country: str) -> None:
    """However it is grouped, with or without the country's code, no digit is left."""
    for cut in reversed(cuts):
        number = number[:cut] + gap + number[cut:]
    assert not re.search(r"\d", mask(f"打{country}{number}找我").text)


@given(MESSAGES)
@example(["13812345678", " ", "13912345678"])
@example(["6222021234567890", "，", "13912345678"])
def test_whatever_is_said_nothing_that_looks_personal_is_left(parts: list[str]) -> None:
    """No mobile and no identity number stands alone in what goes to the engine."""
    masked = mask("".join(parts)).text
    assert not MOBILE.search(masked)
    assert not IDENTITY.search(masked)


@given(MESSAGES)
def test_masking_twice_changes_nothing_more(parts: list[str]) -> None:
    """Placeholders are no personal data."""
    once = mask("".join(parts)).text
    assert mask(once) == type(mask(once))(once, ())


@given(st.text(max_size=60))
def test_any_text_can_be_masked(text: str) -> None:
    """Each placeholder that was put in is kept with what stood there."""
    masked = mask(text)
    assert sum(masked.text.count(mark) - text.count(mark) for mark in {mark for mark, _ in masked.found}) == len(
        masked.found
    )
