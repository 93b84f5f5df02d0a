"""Files that are two things at once, or that would run something where they are opened."""

import re
import zipfile
from io import BytesIO

_MARKUP = re.compile(rb"<\s*(?:script|!doctype|html|svg|iframe|body|object|embed)\b|<\?php", re.IGNORECASE)
"""What makes a browser take something for a page."""
_SCRIPT = re.compile(rb"<script\b|<\?php", re.IGNORECASE)
_LOOKED_AT = 4096
"""A browser guesses from the first bytes only; a PDF reader looks no further than the first kilobyte."""
_PDF_LOOKED_AT = 1024
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_ZIP_END, _ZIP_END_BYTES, _LONGEST_COMMENT = b"PK\x05\x06", 22, 0xFFFF
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_PROGRAMS = (".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".js", ".vbs", ".jar", ".class", ".lnk")


def is_dangerous(content: bytes, media_type: str) -> bool:
    """Whether a file of that type holds something else besides, or macros."""
    if media_type.startswith("application/vnd.openxml"):
        return _office_is_dangerous(content)
    if _MARKUP.search(content[:_LOOKED_AT]) or _holds_archive(content):
        return True
    if media_type == "application/pdf":
        return b"/Launch" in content
    if media_type in ("application/msword", "application/vnd.ms-excel"):
        return _MACROS in content
    return b"%PDF-" in content[:_PDF_LOOKED_AT] or bool(_SCRIPT.search(content))


def _holds_archive(content: bytes) -> bool:
    """An archive at the end can be opened as one, whatever stands before it."""
    if any(mark in content for mark in _ARCHIVES):
        return True
    end = content.rfind(_ZIP_END, max(0, len(content) - _ZIP_END_BYTES - _LONGEST_COMMENT))
    if end < 0:
        return False
    comment = int.from_bytes(content[end + 20 : end + _ZIP_END_BYTES], "little")
    return end + _ZIP_END_BYTES + comment <= len(content)


def _office_is_dangerous(content: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    foreign = "meta-inf/manifest.mf" in names or "androidmanifest.xml" in names
    macros = any(name.endswith(("vbaproject.bin", *_PROGRAMS)) for name in names)
    return foreign or macros or min(entry.header_offset for entry in entries) != 0
