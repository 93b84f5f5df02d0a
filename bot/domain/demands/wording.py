"""What a ticket tells of a demand: its text and its title."""

import re

from bot.domain.demands.draft import Draft, says_something
from bot.domain.demands.told_person import without_teller
from bot.domain.text.masking import mask
from bot.domain.tickets.terms import Privacy

TITLE = 24
_LONG_NUMBER = re.compile(r"\d(?:[\s\-]?\d){6,}")


def text_to_file(draft: Draft) -> str:
    """What the ticket tells; of who asked for secrecy without her own name and number."""
    if draft.privacy is Privacy.NAMED:
        return draft.text
    return without_teller(draft.text, draft.name, draft.phone)


def title_of(draft: Draft) -> str:
    """A title without personal data: the subject, or how the demand begins."""
    told = next((part for part in draft.parts if says_something(part)), draft.text)
    begun = re.split(r"[，。！？；,!?;\n]", mask(told).text)[0]
    return draft.subject or _LONG_NUMBER.sub("[号码]", begun)[:TITLE]
