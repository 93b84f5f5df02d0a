"""What a pressed button sends back."""

import pytest

from bot.domain.guides.facet import Facet
from bot.services.talk.payload import Pressed, guide_payload, pressed


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("guide:SL-GA-003:fee", Pressed("guide", "SL-GA-003", Facet.FEE)),
        ("useful:SL-GA-003:overview", Pressed("useful", "SL-GA-003", Facet.OVERVIEW)),
        ("useless:SL-GA-003:time_limit", Pressed("useless", "SL-GA-003", Facet.TIME_LIMIT)),
        ("start", Pressed("start")),
        ("help", Pressed("help")),
        ("new", Pressed("new")),
    ],
)
def test_our_own_payloads_are_understood(payload: str, expected: Pressed) -> None:
    """Each button that we send can be pressed."""
    assert pressed(payload) == expected


@pytest.mark.parametrize(
    "payload",
    [
        "",
        ":",
        "::",
        "guide",
        "guide:SL-GA-003",
        "guide::fee",
        "guide:SL-GA-003:price",
        "guide:SL-GA-003:FEE",
        "delete:SL-GA-003:fee",
        "GUIDE:SL-GA-003:fee",
        " help",
        "/help",
        "restart",
        "补身份证要带什么",
        "要带什么：户口本",
    ],
)
def test_what_is_none_of_ours_is_no_button(payload: str) -> None:
    """An old, made-up or mistyped payload, and ordinary text, press nothing."""
    assert pressed(payload) is None


def test_a_guide_button_comes_back_as_it_was_sent() -> None:
    """Code and facet survive the way through a platform."""
    assert pressed(guide_payload("SL-GA-003", Facet.PROXY)) == Pressed("guide", "SL-GA-003", Facet.PROXY)
