"""`keys add|list|revoke`: keys of the HTTP interface."""

import re

from bot.adapters.clock import WallClock
from bot.adapters.store.key_store import NameTaken
from bot.bootstrap import CannotStart, stores_of
from bot.settings import Settings

MOST_PER_MINUTE = 1_000_000
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


async def add(settings: Settings, name: str, per_minute: int | None) -> str:
    """The new key; `CannotStart` for a name that is taken or odd, or a limit below 1."""
    if not NAME.fullmatch(name):
        raise CannotStart("a key's name has 1 to 60 letters, digits, dots, dashes or underscores")
    limit = settings.api_per_minute if per_minute is None else per_minute
    if not 1 <= limit <= MOST_PER_MINUTE:
        raise CannotStart(f"--per-minute must be at least 1 and at most {MOST_PER_MINUTE}")
    stores = await stores_of(settings)
    try:
        return await stores.keys.add(name, limit, WallClock().now())
    except NameTaken as error:
        raise CannotStart(str(error)) from error
    finally:
        await stores.database.close()


async def listing(settings: Settings) -> str:
    """One line a key: name, calls a minute, since when revoked."""
    stores = await stores_of(settings)
    try:
        names = await stores.keys.names()
    finally:
        await stores.database.close()
    return "\n".join(
        f"{name}\t{per_minute}/min\t{'revoked ' + revoked.isoformat() if revoked else 'active'}"
        for name, per_minute, revoked in names
    )


async def revoke(settings: Settings, name: str) -> str:
    """Make a key useless; `CannotStart` if there is none of that name."""
    stores = await stores_of(settings)
    try:
        if not await stores.keys.revoke(name, WallClock().now()):
            raise CannotStart(f"there is no key named {name!r}")
    finally:
        await stores.database.close()
    return f"{name} revoked"
