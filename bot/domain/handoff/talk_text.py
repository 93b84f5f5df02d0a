"""Texts that operators put into a line with one choice (常用语)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TalkText:
    """A sentence under a short title; what stands in ◯◯ must be filled in."""

    title: str
    text: str
