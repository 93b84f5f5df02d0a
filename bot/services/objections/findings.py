"""Files that staff keep with an objection (核实材料): checked as citizens' files are, then added to it one by one."""

from datetime import datetime
from typing import Protocol

from bot.domain.objections.life import MOST_FINDINGS, IllegalObjectionMove, ObjectionCommand, moves_for
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.tickets.ticket import Actor, Attachment
from bot.services.objections.desk import ObjectionDesk
from bot.services.objections.ports import ObjectionChanged

TRIES = 5
"""A file is added beside whatever others do meanwhile: only two savings at the same moment try again."""


class Intake(Protocol):
    """Where files are taken in (bot.services.files.files.Files is the real one)."""

    most_bytes: int

    async def receive(self, owner: str, name: str, content: bytes) -> Attachment:
        """Keep a file; `FileRefused` with the reason if it is not taken."""
        ...


class Findings:
    """Takes files of staff in."""

    def __init__(self, desk: ObjectionDesk, files: Intake) -> None:
        """`desk` makes the move that adds a file."""
        self._desk, self._files = desk, files

    @property
    def most_bytes(self) -> int:
        """The largest file that is taken."""
        return self._files.most_bytes

    async def may_attach(self, number: str, actor: Actor) -> None:
        """Before a long file is read: `NoSuchObjection`, or `IllegalObjectionMove` if she may not, or it is full."""
        self._check(await self._desk.see(number, actor), actor)

    async def attach(self, number: str, actor: Actor, name: str, content: bytes, at: datetime) -> Objection:
        """The objection with one more file; `FileRefused`, and as `may_attach`."""
        self._check(await self._desk.see(number, actor), actor)
        file = await self._files.receive(f"objection:{number}", name, content)
        command = ObjectionCommand(ObjectionMove.ATTACH, actor, at, attachments=(file,))
        for _ in range(TRIES - 1):
            try:
                return await self._once(number, command)
            except ObjectionChanged:
                continue
        return await self._once(number, command)

    async def _once(self, number: str, command: ObjectionCommand) -> Objection:
        current = await self._desk.see(number, command.actor)
        return await self._desk.move(number, command, version=current.version)

    def _check(self, objection: Objection, actor: Actor) -> None:
        reason = "" if may_attach(objection, actor) else "wrong_status"
        if not reason and len(objection.findings) >= MOST_FINDINGS:
            reason = "too_many_files"
        if reason:
            raise IllegalObjectionMove(ObjectionMove.ATTACH, reason, objection.status)


def may_attach(objection: Objection, actor: Actor) -> bool:
    """Whether the move is offered to her."""
    return any(rule.move is ObjectionMove.ATTACH for rule in moves_for(objection, actor))
