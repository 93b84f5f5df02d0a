"""A call (来电): what the operator wrote while she listened, until she wraps it up."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calls.terms import CallOutcome
from bot.domain.calls.unfinished import NOTHING, Unfinished
from bot.domain.text.masking import mask

MOST_TEXT, MOST_REMARK = 20_000, 300
LEAST_REMARK = 2


class CallOver(Exception):  # noqa: N818 - a state of the world
    """The call was wrapped up; nothing of it changes any more."""


class RemarkNeeded(ValueError):  # noqa: N818 - the operator's
    """Who was handed over to, or why nothing could be answered, is not said."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call. While it is open `text` is what was typed, to be found again; after the wrap-up it is masked.

    `caller` is the calling number, "" if it is not known; `unfinished` is empty after the wrap-up. `version` counts
    saves: two tabs do not overwrite each other.
    """

    id: str
    operator: str
    opened_at: datetime
    changed_at: datetime
    text: str = ""
    caller: str = ""
    outcome: CallOutcome | None = None
    remark: str = ""
    ended_at: datetime | None = None
    version: int = 0
    unfinished: Unfinished = NOTHING

    @property
    def is_open(self) -> bool:
        """Whether it still has to be wrapped up."""
        return self.outcome is None

    @property
    def conversation(self) -> str:
        """What tickets of this call name as their conversation."""
        return f"phone:{self.id}"

    def written(self, text: str, caller: str, at: datetime, unfinished: Unfinished = NOTHING) -> "Call":
        """With what stands on the pad now; `CallOver`."""
        if not self.is_open:
            raise CallOver(self.id)
        return replace(self, text=text[:MOST_TEXT], caller=caller, changed_at=at, unfinished=unfinished)

    def wrapped_up(self, outcome: CallOutcome, remark: str, at: datetime) -> "Call":
        """After the call; from now on only the masked text is kept. `CallOver`, `RemarkNeeded`."""
        if not self.is_open:
            raise CallOver(self.id)
        remark = mask(remark.strip()).text[:MOST_REMARK]
        if outcome in (CallOutcome.HANDED, CallOutcome.NO_ANSWER) and len(remark) < LEAST_REMARK:
            raise RemarkNeeded(outcome)
        kept = replace(self, text=mask(self.text).text, unfinished=NOTHING)
        return replace(kept, outcome=outcome, remark=remark, changed_at=at, ended_at=at)
