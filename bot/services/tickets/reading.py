"""Reading a ticket: masked until somebody says why she must see who it is; what may be one case with it; its files."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.demands.likeness import place_likeness
from bot.domain.text.masking import mask
from bot.domain.tickets.access import may_see_person
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Actor, Attachment, Ticket
from bot.services.files.case_files import CaseFiles, TicketFiles
from bot.services.ports import Clock
from bot.services.staff.ports import Audit
from bot.services.tickets.desk import TicketDesk
from bot.services.tickets.ports import Order, TicketFilter, TicketStore

MERGE_WITHIN = timedelta(days=30)
MOST_CANDIDATES = 8
MOST_MEMBERS = 50
LEAST_REASON = 2
_OPEN = tuple(status for status in Status if status.is_open)


class NotForHerEyes(Exception):  # noqa: N818 - a state of the world
    """Who the citizen is, is not hers to know."""


class NoReason(ValueError):  # noqa: N818 - the clerk's
    """Nobody looks at personal data without saying why."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of a demand and its citizen, masked or as it was written."""

    text: str
    place: str
    name: str
    phone: str
    is_masked: bool


class TicketReading:
    """What staff may read of a ticket."""

    def __init__(self, desk: TicketDesk, store: TicketStore, audit: Audit, files: TicketFiles, clock: Clock) -> None:
        """`audit` keeps who looked at whom, and why."""
        self._desk, self._store, self._audit, self._clock = desk, store, audit, clock
        self._files = CaseFiles(files, audit)

    async def ticket(self, number: str, actor: Actor) -> Ticket:
        """A ticket; `NoSuchTicket` also where she may not see it."""
        return await self._desk.see(number, actor)

    async def person(self, number: str, actor: Actor, reason: str) -> Told:
        """The demand and its citizen unmasked; the look is noted first. `NotForHerEyes`, `NoReason`."""
        ticket = await self._desk.see(number, actor)
        if not may_see_person(actor, ticket):
            raise NotForHerEyes(number)
        if len(reason.strip()) < LEAST_REASON:
            raise NoReason(number)
        await self._audit.note(actor.name, "person_seen", number, reason.strip())
        person = ticket.person
        return Told(ticket.text, ticket.subject.place, person.name, person.phone, is_masked=False)

    async def candidates(self, ticket: Ticket) -> tuple[Ticket, ...]:
        """Open tickets that may be the same case, the likeliest place first."""
        subject = ticket.subject
        if not (subject.category and subject.department):
            return ()
        which = TicketFilter(
            statuses=_OPEN,
            category=subject.category,
            department=subject.department,
            district=subject.district,
            received_from=self._clock.now() - MERGE_WITHIN,
            order=Order.NEWEST,
        )
        page = await self._store.page(which, 0, 100)
        others = [one for one in page.tickets if one.number != ticket.number and not one.merged_into]
        others.sort(key=lambda one: -place_likeness(subject.place or ticket.title, one.subject.place or one.title))
        return tuple(others[:MOST_CANDIDATES])

    async def members(self, number: str) -> tuple[Ticket, ...]:
        """The tickets that were merged into this one."""
        return (await self._store.page(TicketFilter(merged_into=number), 0, MOST_MEMBERS)).tickets

    async def preview(self, number: str, key: str, actor: Actor) -> bytes:
        """A photo to look at, without the place where it was taken; `NoSuchFile`."""
        return await self._files.preview(await self._attachments(number, actor), key)

    async def download(self, number: str, key: str, actor: Actor) -> tuple[Attachment, bytes]:
        """A file as it was sent; that it was taken is noted first. `NoSuchFile`."""
        return await self._files.take(await self._attachments(number, actor), key, number, actor)

    async def _attachments(self, number: str, actor: Actor) -> tuple[Attachment, ...]:
        return (await self._desk.see(number, actor)).attachments


def masked(ticket: Ticket, actor: Actor) -> Told:
    """What everybody who may see a ticket sees of it at first."""
    name, phone = ticket.person.name, ticket.person.phone
    if not may_see_person(actor, ticket):
        name = phone = ""
    text, place = mask(ticket.text).text, mask(ticket.subject.place).text
    if ticket.person.name:
        text = text.replace(ticket.person.name, "[姓名]")
    return Told(text, place, name[:1] + "**" if name else "", hidden_phone(phone), is_masked=True)


def hidden_phone(phone: str) -> str:
    """As much of a number as tells two apart."""
    if len(phone) >= 11:  # noqa: PLR2004 - a mobile number
        return f"{phone[:3]}****{phone[-4:]}"
    return f"****{phone[-2:]}" if phone else ""
