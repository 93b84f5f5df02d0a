"""Work orders for callers: half-filled from what was heard, checked by the operator, filed as every demand is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calls.call import Call
from bot.domain.calls.order_form import Lists, OrderForm, draft_of, faults_of
from bot.domain.clocks.deadline import Deadline
from bot.domain.demands.asides import kind_named
from bot.domain.demands.told_person import name_given
from bot.domain.talk.conversation import Conversation
from bot.domain.text.telephone import own_telephone
from bot.domain.tickets.ticket import Ticket
from bot.services.calls.candidates import CandidateReader
from bot.services.calls.ports import FormTaken, OrderStore
from bot.services.demands.filing import Filing
from bot.services.ports import Clock
from bot.services.tickets.ports import Change, Staff, TicketStore

CHANNEL = "phone"
LIKELY = 0.5


class FaultyOrder(ValueError):  # noqa: N818 - the operator's
    """The form cannot be filed as it is; `faults` tells what is wrong, by field."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Filed:
    """A ticket to be read out; `deadline` is when the caller hears at the latest, and why that day."""

    ticket: Ticket
    deadline: Deadline


class CallOrders:
    """Fills forms in and files them."""

    def __init__(
        self,
        reader: CandidateReader,
        filing: Filing,
        orders: OrderStore,
        tickets: TicketStore,
        clock: Clock,
        lists: Callable[[], Lists],
    ) -> None:
        """`lists` is what may be chosen."""
        self._reader, self._filing, self._orders = reader, filing, orders
        self._tickets, self._clock, self._lists = tickets, clock, lists

    async def half_filled(self, form: str, text: str, caller: str) -> OrderForm:
        """What the text tells of a work order; the rest stays to be asked."""
        found = await self._reader.read(text)
        block = next((block for block in found.blocks if block.demand), None)
        guess = block.demand if block else None
        reading = await self._reader.demand(text)
        kind = guess.type if guess else kind_named(text)
        own = own_telephone(text)
        category = reading.categories[0][0] if reading.categories else ""
        department = reading.departments[0][0] if reading.departments else ""
        return OrderForm(
            form=form,
            matter=(self._reader.as_told(text, block) if block else text).strip(),
            type=kind.value if kind else "",
            category=guess.category if guess and guess.category else category,
            department=guess.department if guess and guess.department else department,
            district=reading.district,
            place=_as_said(guess.place if guess and guess.place else reading.place, text),
            name=name_given(text),
            phone=caller or (own.number if own else ""),
            is_urgent=bool(found.alarms) or reading.urgent >= LIKELY,
        )

    async def file(self, form: OrderForm, call: Call, staff: Staff) -> Filed:
        """The ticket of a checked form, the same one however often it is sent; `FaultyOrder`."""
        if known := await self._orders.number_of(form.form):
            return await self._filed(known)
        if faults := faults_of(form, self._lists()):
            raise FaultyOrder(faults)
        ticket = await self._ticket(form, call, staff, self._clock.now())
        try:
            await self._orders.file(form.form, call.id, Change((ticket,)), ticket.received_at)
        except FormTaken as taken:
            return await self._filed(taken.number)
        return Filed(ticket, self._filing.latest_answer(ticket))

    async def still_open(self, form: OrderForm | None) -> OrderForm | None:
        """A form that was left, unless it was filed at the last moment."""
        return None if form is None or await self._orders.number_of(form.form) else form

    async def filed(self, tickets: tuple[Ticket, ...]) -> tuple[Filed, ...]:
        """The same for tickets that were filed before."""
        return tuple(Filed(ticket, self._filing.latest_answer(ticket)) for ticket in tickets)

    async def _ticket(self, form: OrderForm, call: Call, staff: Staff, at: datetime) -> Ticket:
        conversation = Conversation(call.conversation, CHANNEL, updated_at=at)
        draft = draft_of(form, at, f"话务员{staff.name}核对后填写")
        ticket = await self._filing.ticket(draft, at, conversation)
        first = replace(ticket.steps[0], actor=staff.actor)
        return replace(ticket, steps=(first, *ticket.steps[1:]))

    async def _filed(self, number: str) -> Filed:
        ticket = await self._tickets.get(number)
        if ticket is None:
            raise LookupError(number)
        return Filed(ticket, self._filing.latest_answer(ticket))


def _as_said(place: str, text: str) -> str:
    """A place with placeholders of masking in it is none to go to."""
    return "" if "[" in place and place not in text else place
