"""Reading an objection: masked until somebody says why she must see who it is; its evidence."""

from dataclasses import dataclass, replace

from bot.domain.objections.access import may_see_person
from bot.domain.objections.letter import Letter
from bot.domain.objections.objection import DisputedData, Objection
from bot.domain.text.masking import mask
from bot.domain.tickets.ticket import Actor, Attachment
from bot.services.files.case_files import CaseFiles, NoSuchFile, TicketFiles
from bot.services.objections.desk import NoSuchObjection, ObjectionDesk
from bot.services.staff.ports import Audit
from bot.services.tickets.reading import LEAST_REASON, NoReason, NotForHerEyes, hidden_phone


@dataclass(frozen=True, slots=True)
class ObjectionTold:
    """What is shown of an objection and of who objects, masked or as it was written."""

    text: str
    data: DisputedData
    name: str
    phone: str
    organisation: str
    is_masked: bool


class ObjectionReading:
    """What staff may read of an objection."""

    def __init__(self, desk: ObjectionDesk, audit: Audit, files: TicketFiles) -> None:
        """`audit` keeps who looked at whom, and why."""
        self._desk, self._audit, self._files = desk, audit, CaseFiles(files, audit)

    async def objection(self, number: str, actor: Actor) -> Objection:
        """An objection; `NoSuchObjection` also where she may not see it."""
        return await self._desk.see(number, actor)

    async def person(self, number: str, actor: Actor, reason: str) -> ObjectionTold:
        """The objection and who objects unmasked; the look is noted first. `NotForHerEyes`, `NoReason`."""
        objection = await self._desk.see(number, actor)
        if not may_see_person(actor, objection):
            raise NotForHerEyes(number)
        if len(reason.strip()) < LEAST_REASON:
            raise NoReason(number)
        await self._audit.note(actor.name, "person_seen", number, reason.strip())
        person = objection.person
        return ObjectionTold(
            objection.text, objection.data, person.name, person.phone, objection.organisation, is_masked=False
        )

    async def preview(self, number: str, key: str, actor: Actor) -> bytes:
        """A picture to look at, without the place where it was taken; `NoSuchFile`."""
        return await self._files.preview(await self._all(number, key, actor), key)

    async def download(self, number: str, key: str, actor: Actor) -> tuple[Attachment, bytes]:
        """A file as it was sent; that it was taken is noted first. `NoSuchFile`."""
        return await self._files.take(await self._all(number, key, actor), key, number, actor)

    async def _all(self, number: str, key: str, actor: Actor) -> tuple[Attachment, ...]:
        try:
            objection = await self._desk.see(number, actor)
        except NoSuchObjection as none:
            raise NoSuchFile(key) from none
        return (*objection.evidence, *objection.findings)


def masked_objection(objection: Objection, actor: Actor) -> ObjectionTold:
    """What everybody who may see an objection sees of it at first.

    The place and field of the data stay: without them nobody finds what is meant. An organisation is no person, but it
    is hidden where who objects is.
    """
    person, known = objection.person, may_see_person(actor, objection)
    data = objection.data
    hidden = replace(
        data,
        record=_hidden(data.record, person.name),
        says=_hidden(data.says, person.name),
        should_say=_hidden(data.should_say, person.name),
    )
    return ObjectionTold(
        text=_hidden(objection.text, person.name),
        data=hidden,
        name=person.name[:1] + "**" if person.name and known else "",
        phone=hidden_phone(person.phone) if known else "",
        organisation=objection.organisation if known else "",
        is_masked=True,
    )


def _hidden(text: str, name: str) -> str:
    masked = mask(text).text
    return masked.replace(name, "[姓名]") if name else masked


def letter_shown(letter: Letter, told: ObjectionTold) -> Letter:
    """A letter as far as `told` tells who objects: on the page it is masked, on paper it is not."""
    return replace(letter, addressee=told.organisation or told.name, data=told.data)
