"""The door of the Telegram channel with a file room in memory."""

from telegram import Bot

from bot.channels.telegram.arrivals import Arrivals
from bot.channels.telegram.files import Fetching
from bot.services.ports import Reception
from tests.unit.services.files.file_office import FileOffice


async def no_nap(_seconds: float) -> None:
    """A sleep that is over at once."""


def door(bot: Bot, reception: Reception, office: FileOffice | None = None) -> Arrivals:
    """Arrivals that fetch files without pauses between the tries."""
    return Arrivals(bot, reception, Fetching(bot, (office or FileOffice()).files, no_nap))
