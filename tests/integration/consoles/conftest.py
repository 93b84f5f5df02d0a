"""The staff's pages, with nobody at the browser yet."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.consoles.objection_office import ObjectionOffice, open_objection_office
from tests.integration.consoles.staff_desk import Browser, StaffDesk, browser_at, open_staff_desk
from tests.integration.consoles.ticket_office import TicketOffice, open_ticket_office


@pytest.fixture
async def staff_desk(tmp_path: Path) -> AsyncIterator[StaffDesk]:
    """The pages."""
    async with open_staff_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
async def browser(staff_desk: StaffDesk) -> AsyncIterator[Browser]:
    """A browser."""
    async with browser_at(staff_desk) as somebody:
        yield somebody


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[TicketOffice]:
    """The pages about tickets."""
    async with open_ticket_office(tmp_path) as running:
        yield running


@pytest.fixture
async def clerk(office: TicketOffice) -> AsyncIterator[Browser]:
    """A browser at them."""
    async with browser_at(office) as somebody:
        yield somebody


@pytest.fixture
async def bureau(tmp_path: Path) -> AsyncIterator[ObjectionOffice]:
    """The pages about objections."""
    async with open_objection_office(tmp_path) as running:
        yield running


@pytest.fixture
async def visitor(bureau: ObjectionOffice) -> AsyncIterator[Browser]:
    """A browser at them."""
    async with browser_at(bureau) as somebody:
        yield somebody
