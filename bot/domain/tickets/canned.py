"""Texts that staff put into a form with one choice (常用语)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.demands.not_taken import RightWay
from bot.domain.tickets.moves import Move


@dataclass(frozen=True, slots=True)
class CannedText:
    """What a choice of that title fills into the fields of a move's form."""

    move: Move
    title: str
    fields: Mapping[str, str]


def declining(ways: Iterable[RightWay]) -> tuple[CannedText, ...]:
    """What 12345 does not take, as reasons for not taking a demand."""
    return tuple(
        CannedText(
            Move.DECLINE,
            way.name,
            {"note": f"{way.name}这类事12345不受理：{way.basis}。", "right_way": way.way},
        )
        for way in ways
    )
