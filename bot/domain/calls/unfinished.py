"""What the operator has begun during a call besides the words: nothing of it is checked yet, nothing may be lost."""

from dataclasses import dataclass

from bot.domain.calls.order_form import OrderForm


@dataclass(frozen=True, slots=True)
class Unfinished:
    """All as typed: a calling number that is no number yet, an open work order, the wrap-up as far as it is chosen."""

    caller: str = ""
    order: OrderForm | None = None
    outcome: str = ""
    remark: str = ""


NOTHING = Unfinished()
"""Nothing was begun, or all of it is done."""
