"""核实材料: files that the bureau or the department keeps with an objection."""

import asyncio

from aiohttp import web

from bot.consoles.errors import ConsoleFault
from bot.consoles.file_form import MEGABYTE, file_of
from bot.consoles.objections.objection_pages import objection_of
from bot.consoles.objections.parts import ObjectionParts
from bot.consoles.objections.queue_pages import HOME, ROLES
from bot.consoles.objections.words import FILE_REFUSALS, REFUSALS
from bot.consoles.shell import require
from bot.domain.files.refusal import FileRefused
from bot.domain.objections.life import IllegalObjectionMove

AT_ONCE = 4
"""Files that are read from the network at the same time; each is held in memory."""


class FindingPages:
    """Takes one file after the other; the objection's page shows them."""

    def __init__(self, parts: ObjectionParts) -> None:
        """On the services that decide."""
        self._parts, self._slots = parts, asyncio.Semaphore(AT_ONCE)

    def add_to(self, app: web.Application) -> None:
        """Register the route."""
        app.router.add_post(HOME + "{number}/findings", self.upload)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """One file, checked as citizens' files are."""
        staff = await require(request, ROLES)
        number = (await objection_of(self._parts, request, staff)).number
        findings = self._parts.findings
        try:
            await findings.may_attach(number, staff.actor)
            async with self._slots:
                name, content = await file_of(request, findings.most_bytes)
                attached = await findings.attach(number, staff.actor, name, content, self._parts.clock.now())
        except FileRefused as refused:
            status, words = FILE_REFUSALS[refused.reason]
            limit = findings.most_bytes // MEGABYTE
            raise ConsoleFault(status, f"file_{refused.reason}", words.format(limit=limit)) from refused
        except IllegalObjectionMove as illegal:
            status, words = REFUSALS[illegal.reason]
            raise ConsoleFault(status, illegal.reason, words) from illegal
        return web.json_response({"version": attached.version, "count": len(attached.findings)}, status=201)
