"""Laws of picking, of what a button sends back, and of what is kept of a conversation."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.focus_json import focus_from_json, focus_to_json
from bot.domain.guides.choice import pick_by_number
from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Focus, Option
from bot.services.talk.payload import COMMANDS, Pressed, guide_payload, pressed

CODES = st.from_regex(r"\ASL-[A-Z]{2,3}-[0-9]{3}\Z") | st.text(min_size=1, max_size=20)
OPTIONS = st.lists(st.builds(Option, CODES, st.text(max_size=10)), max_size=9).map(tuple)
SAID = (
    st.text(st.sampled_from("第一二两三四五六七八九0123456789个号那就吧选最后的 ")) | st.text() | st.integers().map(str)
)
FOCUS = st.builds(
    Focus,
    item=st.just("") | CODES,
    facet=st.none() | st.sampled_from(Facet),
    earlier=st.lists(CODES, max_size=5).map(tuple),
    options=OPTIONS,
    misses=st.integers(0, 9),
)


@given(SAID, OPTIONS)
def test_a_pick_is_one_of_the_options(text: str, options: tuple[Option, ...]) -> None:
    """Whatever is said, nothing is picked that was not offered."""
    picked = pick_by_number(text, options)
    assert picked is None or picked in options


@given(OPTIONS, st.integers(0, 30))
def test_a_number_picks_its_option_or_none(options: tuple[Option, ...], number: int) -> None:
    """The number of an option picks it; no other number does."""
    expected = options[number - 1] if 1 <= number <= len(options) else None
    assert pick_by_number(str(number), options) == expected


@given(CODES, st.sampled_from(Facet))
def test_a_guide_button_comes_back_as_it_was_sent(code: str, facet: Facet) -> None:
    """Payloads survive any code that an item list may bring."""
    assert pressed(guide_payload(code, facet)) == Pressed("guide", code, facet)


@given(st.text(st.sampled_from("guidesflnwtrp:_-SLGA0")) | st.text())
def test_no_payload_fails(payload: str) -> None:
    """Whatever comes back is one of ours, whole, or none."""
    press = pressed(payload)
    assert press is None or press.action in COMMANDS or press.item


@given(FOCUS)
def test_what_is_talked_about_survives_the_store(focus: Focus) -> None:
    """As JSON text and back, nothing is lost or changed."""
    assert focus_from_json(json.loads(json.dumps(focus_to_json(focus)))) == focus
