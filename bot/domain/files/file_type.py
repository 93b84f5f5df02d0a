"""What sort of file something is, by its content alone: name and claimed type prove nothing.

The list is closed: photos, papers, recordings and films that phones and offices make. What is not on it is refused.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from bot.domain.files.dangers import is_dangerous
from bot.domain.files.mpeg_audio import begins_with_mp3
from bot.domain.files.refusal import Refusal
from bot.domain.text.plain_text import is_plain_text

PHOTOS = ("image/jpeg", "image/png", "image/webp", "image/gif")
"""Pictures that every browser shows."""


@dataclass(frozen=True, slots=True)
class FileType:
    """`endings` are those that a name may keep; the first is given where it has another."""

    media_type: str
    endings: tuple[str, ...]

    @property
    def sort(self) -> str:
        """image, audio, video, text or application."""
        return self.media_type.partition("/")[0]


_OFFICE = "application/vnd.openxmlformats-officedocument."
JPEG = FileType("image/jpeg", ("jpg", "jpeg", "jfif"))
PNG = FileType("image/png", ("png",))
WEBP = FileType("image/webp", ("webp",))
GIF = FileType("image/gif", ("gif",))
HEIC = FileType("image/heic", ("heic", "heif"))
PDF = FileType("application/pdf", ("pdf",))
DOC = FileType("application/msword", ("doc", "wps"))
XLS = FileType("application/vnd.ms-excel", ("xls", "et"))
DOCX = FileType(f"{_OFFICE}wordprocessingml.document", ("docx",))
XLSX = FileType(f"{_OFFICE}spreadsheetml.sheet", ("xlsx",))
TXT = FileType("text/plain", ("txt",))
MP4 = FileType("video/mp4", ("mp4", "m4v"))
MOV = FileType("video/quicktime", ("mov",))
THREE_GP = FileType("video/3gpp", ("3gp", "3g2"))
MP3 = FileType("audio/mpeg", ("mp3",))
M4A = FileType("audio/mp4", ("m4a",))
AMR = FileType("audio/amr", ("amr",))
OGG = FileType("audio/ogg", ("ogg", "oga", "opus"))
WAV = FileType("audio/wav", ("wav",))

_STILL_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_FILM_BRANDS = frozenset({b"isom", b"avc1", b"mp41", b"mp42", b"M4V ", b"MSNV", b"dash"}) | {
    f"iso{number}".encode() for number in range(2, 10)
}
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B "})


def recognise(content: bytes) -> FileType | Refusal:
    """The type of a whole file, or why it is not taken."""
    if not content:
        return Refusal.EMPTY
    found = next((kind for fits, kind in _SIGNATURES if fits(content)), None) or _container(content)
    if found is None:
        return Refusal.NOT_ALLOWED
    return Refusal.UNSAFE if is_dangerous(content, found.media_type) else found


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda content: content[:4] == b"RIFF" and content[8:12] == form


_SIGNATURES: tuple[tuple[Callable[[bytes], bool], FileType], ...] = (
    (_begins(b"\xff\xd8\xff"), JPEG),
    (_begins(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), PNG),
    (_riff(b"WEBP"), WEBP),
    (_begins(b"GIF87a", b"GIF89a"), GIF),
    (_begins(b"%PDF-"), PDF),
    (_riff(b"WAVE"), WAV),
    (_begins(b"OggS\0"), OGG),
    (_begins(b"#!AMR\n", b"#!AMR-WB\n"), AMR),
    (begins_with_mp3, MP3),
)


def _container(content: bytes) -> FileType | None:
    """The type of what may hold many things."""
    if content[4:8] == b"ftyp":
        return _media(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(content)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return TXT if is_plain_text(content) else None


def _media(content: bytes) -> FileType | None:
    """ISO base media: its brands tell a film from a photo."""
    head = content[: min(int.from_bytes(content[:4]), 1024)]
    brand, others = head[8:12], {head[at : at + 4] for at in range(16, len(head), 4)}
    if brand in _STILL_BRANDS:
        return None if b"avif" in others else HEIC
    if brand == b"qt  ":
        return MOV
    if brand.startswith(b"3g"):
        return THREE_GP
    if brand in _SOUND_BRANDS:
        return M4A
    is_film = brand in _FILM_BRANDS or bool(others & _FILM_BRANDS)
    return MP4 if is_film and b"avif" not in others else None


def _old_office(content: bytes) -> FileType | None:
    """Office files before 2007: the name of the main stream stands in the directory."""
    if "WordDocument".encode("utf-16-le") in content:
        return DOC
    return XLS if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book\0")) else None


def _office(content: bytes) -> FileType | None:
    """Office files since 2007 are archives with a fixed table of contents; nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None
