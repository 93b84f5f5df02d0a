"""Text without markup, in the encodings that Chinese editors write."""

import re

LONGEST = 2 * 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PROGRAM = re.compile(r"\s*(?:<|#!|%!|\{\\rtf|@echo\b)", re.IGNORECASE)
"""How web pages, drawings, scripts, PostScript and RTF begin."""


def is_plain_text(content: bytes) -> bool:
    """Whether a file holds text for people to read, and nothing that a program would run."""
    text = _decoded(content) if len(content) <= LONGEST else None
    return text is not None and bool(text.strip()) and not _CONTROL.search(text) and not _PROGRAM.match(text)


def _decoded(content: bytes) -> str | None:
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
