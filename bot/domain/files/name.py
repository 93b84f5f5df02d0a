"""Names of files as citizens' phones give them, made safe to show, to store and to save under."""

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 60
_NOT_IN_NAMES = re.compile(r'[<>:"|?*/\\\s]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Windows takes these for devices."""
_ENDING = re.compile(r"\.([0-9]?[A-Za-z][A-Za-z0-9]{1,3})$")


def clean_name(name: str, endings: Sequence[str], otherwise: str = "文件") -> str:
    """`name` without folders and invisible characters, ending as its content demands; `otherwise` if nothing is left.

    Characters that turn the direction of writing would let "photo-gpj.exe" look like a photo: they are left out.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    visible = "".join(character for character in last if unicodedata.category(character)[0] != "C")
    stem = _NOT_IN_NAMES.sub(" ", visible).strip(" .")
    ending = endings[0]
    while found := _ENDING.search(stem):
        stem = stem[: found.start()].rstrip(" .")
        if found[1].lower() in endings:
            ending = found[1].lower()
            break
    stem = stem[:LONGEST].rstrip(" .") or otherwise
    return f"_{stem}.{ending}" if _RESERVED.fullmatch(stem) else f"{stem}.{ending}"
