"""What was typed on the pad, out of the bodies that its scripts send."""

from bot.consoles.calls.json_body import Body
from bot.consoles.errors import fault
from bot.domain.calls.call import MOST_REMARK, MOST_TEXT
from bot.domain.calls.order_form import OrderForm
from bot.domain.calls.terms import CallOutcome
from bot.domain.calls.unfinished import Unfinished

MOST_FIELD, DIGITS = 200, 32


def order_of(body: Body) -> OrderForm:
    """A work order, unchecked; 400 for an id that no page makes."""
    form = body.text("form", DIGITS)
    if len(form) != DIGITS or not form.isalnum():
        raise fault(400)
    names = ("type", "category", "department", "district", "place", "no_place", "happened", "name", "phone", "privacy")
    return OrderForm(
        form=form,
        matter=body.text("matter", MOST_TEXT),
        is_urgent=body.yes("is_urgent"),
        no_phone=body.yes("no_phone"),
        **{name: body.text(name, MOST_FIELD) for name in names},
    )


def unfinished_of(body: Body) -> Unfinished:
    """What was begun besides the words; a page of an older version says nothing of it."""
    orders, outcome = body.rows("orders", 1), body.text("outcome", 12)
    if outcome and outcome not in set(CallOutcome):
        raise fault(400)
    return Unfinished(
        order=order_of(orders[0]) if orders else None,
        outcome=outcome,
        remark=body.text("remark", MOST_REMARK, cut=True),
    )
