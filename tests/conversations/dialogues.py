"""Golden dialogues (golden/*.yml): what is said turn by turn, how it is read, and what must be answered.

A turn of the file:
  said            the citizen's text; `presses` the payload of a button or command, `brings` an attachment instead of
                  text, `edits: true` for a changed message
  reads           what a scripted engine makes of it (intent: weight); `reads_clauses` the same for each clause. Turns
                  that never reach the engine (emergencies, numbers, buttons) need none
  route, kind     of the answer, and of its first reply
  answers         all guides quoted, in order, as [item, facet]; or `item` and `facet` of the first one alone
  candidates      items that the question must offer, among others
  says, lacks     pieces that all the text must hold, or must not
  buttons         titles that must be offered
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

from bot.domain.guides.facet import Facet
from bot.domain.talk.message import Answer, AttachmentKind, Inbound, Kind
from bot.domain.talk.route import Route

GOLDEN = Path(__file__).with_name("golden")
KNOWN_FAILURES = "known_failures"


class GoldenTurn(BaseModel):
    """One turn and what must follow from it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    said: str
    presses: str = ""
    brings: AttachmentKind | None = None
    edits: bool = False
    reads: dict[str, float] = {}
    reads_clauses: list[dict[str, float]] = []
    route: Route | None = None
    kind: Kind | None = None
    answers: list[tuple[str, Facet]] | None = None
    item: str = ""
    facet: Facet | None = None
    candidates: list[str] = []
    says: list[str] = []
    lacks: list[str] = []
    buttons: list[str] = []

    @field_validator("says", "lacks", mode="before")
    @classmethod
    def one_or_many(cls, pieces: str | list[str]) -> list[str]:
        """One piece may stand without brackets."""
        return [pieces] if isinstance(pieces, str) else pieces

    def inbound(self, conversation: str, number: int) -> Inbound:
        """The message as a channel would hand it in."""
        return Inbound(
            channel="api",
            conversation=conversation,
            external_id=f"{conversation}:{number}",
            text=self.said,
            payload=self.presses,
            attachments=(self.brings,) if self.brings else (),
            is_edit=self.edits,
        )

    def faults(self, answer: Answer) -> list[str]:
        """What of the answer is not as it must be; empty if all is well."""
        quoted = [(r.data["item"], r.data["facet"]) for r in answer.replies if r.kind is Kind.GUIDE]
        first = quoted[0] if quoted else ("", "")
        offered = {code for reply in answer.replies for code in reply.data.get("candidates", [])}
        text = "\n".join(reply.text for reply in answer.replies)
        titles = {button.title for reply in answer.replies for button in reply.buttons}
        checks: Sequence[tuple[str, bool, Any]] = (
            ("route", self.route in (None, answer.route), answer.route.value),
            ("kind", self.kind in (None, answer.replies[0].kind), answer.replies[0].kind.value),
            ("answers", self.answers is None or [(i, f.value) for i, f in self.answers] == quoted, quoted or offered),
            ("item", self.item in ("", first[0]), first),
            ("facet", self.facet is None or self.facet.value == first[1], first),
            ("candidates", set(self.candidates) <= offered, offered or quoted),
            ("says", all(piece in text for piece in self.says), text[:120]),
            ("lacks", not any(piece in text for piece in self.lacks), text[:120]),
            ("buttons", set(self.buttons) <= titles, titles),
        )
        brief = f"route {answer.route}, {quoted or sorted(offered) or [reply.text[:30] for reply in answer.replies]}"
        return [f"{self.said!r} ({brief}): {name} is not as told: {got}" for name, well, got in checks if not well]


class GoldenDialogue(BaseModel):
    """A conversation from its first word to its last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: str
    turns: list[GoldenTurn]


def golden_dialogues() -> dict[str, GoldenDialogue]:
    """Every dialogue by the name of its file."""
    return {
        path.stem: GoldenDialogue.model_validate(_load(path))
        for path in sorted(GOLDEN.glob("*.yml"))
        if path.stem != KNOWN_FAILURES
    }


def known_failures(how: str) -> dict[str, set[int]]:
    """The turns that are known to go wrong, by dialogue; `how` is `scripted` or `with_model`."""
    told: Mapping[str, Mapping[int, str]] = _load(GOLDEN / f"{KNOWN_FAILURES}.yml")[how]
    return {name: set(turns) for name, turns in told.items()}


def verdict(found: Mapping[int, Sequence[str]], known: set[int]) -> str:
    """What to tell whoever runs the tests: turns that newly go wrong, turns that were mended; empty if neither."""
    lines = [f"turn {number} goes wrong: {fault}" for number in found if number not in known for fault in found[number]]
    lines += [f"turn {number} is right now: take it off known_failures.yml" for number in sorted(known - set(found))]
    return "\n".join(lines)


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
