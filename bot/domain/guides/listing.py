"""What stands beside the guides: general words that may mean several items, and business outside the list."""

from dataclasses import dataclass

from bot.domain.talk.conversation import Option


@dataclass(frozen=True, slots=True)
class Topic:
    """A general word (身份证, 过户) with the question that tells its items apart."""

    name: str
    question: str
    options: tuple[Option, ...]
    aliases: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnlistedService:
    """Official business that the city's list lacks: who is generally in charge, and a hint where to go."""

    name: str
    office: str
    hint: str
    near: tuple[str, ...]
    aliases: tuple[str, ...]
    examples: tuple[str, ...]
