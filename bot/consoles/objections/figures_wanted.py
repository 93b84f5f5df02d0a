"""Which objections a figure counts, kept in the address."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from bot.consoles.supervision.which import period_of, read_which
from bot.domain.objections.assessment import STEPS, Kept, ObjectionTrait
from bot.services.objections.figures import Wanted

MOST_NAME = 40


def read_wanted(query: Mapping[str, str], today: date) -> Wanted:
    """From an address; whatever makes no sense is left out."""
    clock = query.get("clock", "")
    kept = next((one for one in Kept if one == query.get("kept")), None)
    is_clock = clock in STEPS and kept is not None
    return Wanted(
        period_of(read_which(query), today),
        query.get("department", "")[:MOST_NAME],
        next((one for one in ObjectionTrait if one == query.get("trait")), None),
        clock if is_clock else "",
        kept if is_clock else None,
    )


def query_of(wanted: Wanted) -> str:
    """The address, after its question mark."""
    fields = {
        "from": wanted.period.first.isoformat(),
        "until": wanted.period.last.isoformat(),
        "department": wanted.department,
        "trait": wanted.trait.value if wanted.trait else "",
        "clock": wanted.clock,
        "kept": wanted.kept.value if wanted.kept else "",
    }
    return urlencode({name: value for name, value in fields.items() if value})
