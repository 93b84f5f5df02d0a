"""The audit trail: whatever is done to it later is found."""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.staff.audit_trail import Broken, Deed, Entry, Head, entry_after, follow

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
TEXTS = st.text(max_size=12)
DEEDS = st.builds(
    Deed,
    st.integers(0, 10**9).map(lambda micros: NOON + timedelta(microseconds=micros)),
    TEXTS,
    TEXTS,
    TEXTS,
    TEXTS,
).map(Deed.tidy)
LISTS = st.lists(DEEDS, min_size=1, max_size=8)
FIELDS = st.sampled_from(["actor", "action", "object", "reason"])


def digest(text: str, key: bytes = b"kept elsewhere") -> str:
    """As the program's hasher does it."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def chain(deeds: list[Deed], key: bytes = b"kept elsewhere") -> list[Entry]:
    """The deeds as they are written down."""
    head, entries = Head(), []
    for deed in deeds:
        entry = entry_after(head, deed, lambda text: digest(text, key))
        entries.append(entry)
        head = Head(entry.number, entry.digest)
    return entries


@given(LISTS)
def test_an_untouched_chain_is_whole(deeds: list[Deed]) -> None:
    """It reaches to its last entry."""
    entries = chain(deeds)
    assert follow(Head(), entries, digest) == Head(len(deeds), entries[-1].digest)


@given(LISTS, st.data())
def test_it_can_be_walked_in_pieces(deeds: list[Deed], data: st.DataObject) -> None:
    """Walking on from where one stopped finds the same end."""
    entries = chain(deeds)
    cut = data.draw(st.integers(0, len(entries)))
    half_way = follow(Head(), entries[:cut], digest)
    assert isinstance(half_way, Head)
    assert follow(half_way, entries[cut:], digest) == follow(Head(), entries, digest)


@given(LISTS, FIELDS, TEXTS, st.data())
def test_a_changed_word_is_found_where_it_stands(deeds: list[Deed], field: str, text: str, data: st.DataObject) -> None:
    """Any field of any entry."""
    entries = chain(deeds)
    place = data.draw(st.integers(0, len(entries) - 1))
    old = entries[place]
    changed = replace(old, deed=replace(old.deed, **{field: text}))
    entries[place] = changed
    expected = Broken(place + 1, "content") if changed != old else Head(len(entries), entries[-1].digest)
    assert follow(Head(), entries, digest) == expected


@given(LISTS, st.integers(1, 10**9), st.data())
def test_a_changed_moment_is_found(deeds: list[Deed], micros: int, data: st.DataObject) -> None:
    """By as little as a microsecond."""
    entries = chain(deeds)
    place = data.draw(st.integers(0, len(entries) - 1))
    old = entries[place]
    entries[place] = replace(old, deed=replace(old.deed, at=old.deed.at + timedelta(microseconds=micros)))
    assert follow(Head(), entries, digest) == Broken(place + 1, "content")


@given(st.lists(DEEDS, min_size=2, max_size=8), st.data())
def test_a_missing_entry_is_found(deeds: list[Deed], data: st.DataObject) -> None:
    """Also if the others are numbered anew."""
    entries = chain(deeds)
    place = data.draw(st.integers(0, len(entries) - 2))
    del entries[place]
    assert follow(Head(), entries, digest) == Broken(place + 1, "number")
    entries = [replace(entry, number=number) for number, entry in enumerate(entries, start=1)]
    assert isinstance(follow(Head(), entries, digest), Broken)


@given(LISTS, DEEDS, st.data())
def test_an_entry_put_in_is_found(deeds: list[Deed], extra: Deed, data: st.DataObject) -> None:
    """Who does not hold the key cannot write an entry that fits."""
    entries = chain(deeds)
    place = data.draw(st.integers(0, len(entries)))
    before = Head(place, entries[place - 1].digest) if place else Head()
    forged = entry_after(before, extra, lambda text: digest(text, b"guessed"))
    assert isinstance(follow(Head(), [*entries[:place], forged, *entries[place:]], digest), Broken)


@given(LISTS)
def test_a_chain_written_anew_without_the_key_is_found(deeds: list[Deed]) -> None:
    """At its first entry."""
    assert follow(Head(), chain(deeds, b"guessed"), digest) == Broken(1, "content")


@given(st.lists(DEEDS, min_size=2, max_size=8), st.data())
def test_a_cut_end_does_not_reach_a_noted_head(deeds: list[Deed], data: st.DataObject) -> None:
    """What is left is a whole chain, but it ends before the number that was noted."""
    entries = chain(deeds)
    left = data.draw(st.integers(0, len(entries) - 1))
    reached = follow(Head(), entries[:left], digest)
    assert isinstance(reached, Head)
    assert reached.number < entries[-1].number


@given(st.text(max_size=500))
def test_a_deed_fits_its_columns(text: str) -> None:
    """One line, no control characters, no half characters, never too long; tidying twice changes nothing."""
    deed = Deed(NOON, text, text, text, text).tidy()
    assert len(deed.reason) <= 300
    assert len(deed.actor) <= 40
    assert "\x00" not in deed.reason
    assert "\n" not in deed.reason
    deed.reason.encode()
    assert deed.tidy() == deed
