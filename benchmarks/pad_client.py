"""An operator of a program under measurement: signed in, asking as the scripts of the call pad ask."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from benchmarks.own_program import OwnProgram

PAGE = {"Accept": "text/html"}
LOGIN, SECRET = "admin", "蓝色的拖拉机开过玉米地"


class PadClient:
    """One session; `csrf` is what its scripts send."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        """Not signed in yet."""
        self.session, self.csrf = session, ""

    async def ask(self, text: str) -> dict[str, Any]:
        """The candidates of a text."""
        headers = {"X-CSRF": self.csrf, "Accept": "application/json"}
        async with self.session.post("/desk/calls/candidates", json={"text": text}, headers=headers) as response:
            response.raise_for_status()
            answer: dict[str, Any] = await response.json()
            return answer

    async def sign_in(self, program: OwnProgram) -> None:
        """As the first administrator, who is given a password of our own: a browser may then come in by it too."""
        found = re.search(r"login admin, password (\S+)", program.log)
        if found is None:
            raise RuntimeError("the program told no password")
        page = await self._page("/desk/sign-in")
        page = await self._page("/desk/sign-in", csrf=_csrf(page), login=LOGIN, password=found[1], next="")
        fields = {"old": found[1], "new": SECRET, "again": SECRET}
        await self._page("/desk/password", csrf=_csrf(page), **fields)
        self.csrf = _csrf(await self._page("/desk/calls/"))

    async def _page(self, path: str, **fields: str) -> str:
        method = "POST" if fields else "GET"
        async with self.session.request(method, path, data=fields or None, headers=PAGE) as response:
            response.raise_for_status()
            return await response.text()


@asynccontextmanager
async def pad_client(program: OwnProgram) -> AsyncIterator[PadClient]:
    """Signed in."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(program.base, cookie_jar=jar) as session:
        client = PadClient(session)
        await client.sign_in(program)
        yield client


def _csrf(page: str) -> str:
    found = re.search(r'name="csrf" content="(\w+)"', page)
    return found[1] if found else ""
