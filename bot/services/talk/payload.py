"""What a pressed button sends back: `guide:CODE:facet`, `useful:CODE:facet`, `useless:CODE:facet`, a command."""

from dataclasses import dataclass

from bot.domain.guides.facet import Facet

COMMANDS = frozenset({"start", "help", "new"})
VERDICTS = frozenset({"useful", "useless"})


@dataclass(frozen=True, slots=True)
class Pressed:
    """A payload taken apart; `item` and `facet` are empty for a command."""

    action: str
    item: str = ""
    facet: Facet = Facet.OVERVIEW


def guide_payload(code: str, facet: Facet) -> str:
    """The payload that asks for one facet of an item."""
    return f"guide:{code}:{facet}"


def pressed(payload: str) -> Pressed | None:
    """What a payload asks for; None if it is none of ours (an old or a made-up one)."""
    if payload in COMMANDS:
        return Pressed(payload)
    action, _, rest = payload.partition(":")
    code, _, facet = rest.rpartition(":")
    if (action == "guide" or action in VERDICTS) and code and facet in Facet.__members__.values():
        return Pressed(action, code, Facet(facet))
    return None
