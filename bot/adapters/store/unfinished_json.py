"""What an operator has begun, as the store seals it."""

import json
from dataclasses import asdict

from bot.domain.calls.order_form import OrderForm
from bot.domain.calls.unfinished import NOTHING, Unfinished


def unfinished_to_json(unfinished: Unfinished) -> str:
    """Empty where nothing was begun."""
    return "" if unfinished == NOTHING else json.dumps(asdict(unfinished), ensure_ascii=False)


def unfinished_from_json(text: str) -> Unfinished:
    """What `unfinished_to_json` made."""
    if not text:
        return NOTHING
    values = json.loads(text)
    order = values.pop("order")
    return Unfinished(**values, order=OrderForm(**order) if order else None)
