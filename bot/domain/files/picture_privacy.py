"""Photos without what a camera writes into them: where, when, with which device (PIPL Art. 6, 最小必要).

The pixels are untouched. Of the metadata only what the picture needs to look right is left: its colours, and which
side is up.
"""

import re
import struct
from collections.abc import Iterator

_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_START, _END, _START_OF_SCAN = 0xD8, 0xD9, 0xDA
_APP_0, _APP_1, _APP_2, _APP_14, _APP_15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_ORIENTATION = 0x0112
_UPRIGHT, _LAST_ORIENTATION = 1, 8
_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT acTL fcTL fdAT".split())
_WEBP_METADATA = 0x08 | 0x04
"""The flags of Exif and XMP in a VP8X header."""


def without_metadata(content: bytes, media_type: str) -> bytes:
    """The picture, cleaned; ValueError if it is broken or of a type that is not known here."""
    try:
        match media_type:
            case "image/jpeg":
                return b"".join(_jpeg(content))
            case "image/png":
                return b"".join(_png(content))
            case "image/webp":
                return _webp(content)
            case "image/gif":  # no camera writes one
                return content
    except (IndexError, struct.error) as error:
        raise ValueError("the picture is cut off") from error
    raise ValueError(f"{media_type} cannot be cleaned")


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    at, has_orientation = 2, False
    while content[at + 1] != _END:
        if content[at] != 0xFF:  # noqa: PLR2004 - every segment begins so
            raise ValueError("no segment where one must begin")
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        body = content[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2:  # noqa: PLR2004 - it counts itself
            raise ValueError("a segment is cut off")
        if marker == _APP_1 and body.startswith(b"Exif\0\0") and not has_orientation:
            yield (turned := _turned(body[6:]))
            has_orientation = bool(turned)
        elif _is_needed(marker, body):
            yield content[at : at + 2 + length]
        at += 2 + length
        if marker == _START_OF_SCAN:
            scan_end = _SCAN_END.search(content, at)
            if scan_end is None:  # cut off on its way here; browsers show what there is
                yield content[at:]
                return
            yield content[at : scan_end.start()]
            at = scan_end.start()
    yield bytes((0xFF, _END))


def _is_needed(marker: int, body: bytes) -> bool:
    if marker == _APP_2:
        return body.startswith(b"ICC_PROFILE\0")
    is_metadata = _APP_1 <= marker <= _APP_15 or marker == _COMMENT
    return marker in (_APP_0, _APP_14) or not is_metadata


def _turned(exif: bytes) -> bytes:
    """A segment that says which side is up and nothing else; empty where the picture stands upright."""
    order = "<" if exif[:2] == b"II" else ">"
    try:
        first = struct.unpack_from(f"{order}I", exif, 4)[0]
        (count,) = struct.unpack_from(f"{order}H", exif, first)
        entries = (struct.unpack_from(f"{order}HHIH", exif, first + 2 + 12 * number) for number in range(count))
        side = next((value for tag, _, _, value in entries if tag == _ORIENTATION), _UPRIGHT)
    except struct.error:
        return b""
    if not _UPRIGHT < side <= _LAST_ORIENTATION:
        return b""
    body = b"Exif\0\0" + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, side, 0, 0)
    return struct.pack(">BBH", 0xFF, _APP_1, len(body) + 2) + body


def _png(content: bytes) -> Iterator[bytes]:
    yield content[:8]
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, at)
        whole = content[at : at + 12 + length]
        if len(whole) != 12 + length:
            raise ValueError("a chunk is cut off")
        if name in _PNG_KEPT:
            yield whole
        at += 12 + length


def _webp(content: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, at)
        whole = content[at : at + 8 + length + length % 2]
        if len(whole) < 8 + length:
            raise ValueError("a chunk is cut off")
        if name == b"VP8X":
            whole = whole[:8] + bytes((whole[8] & ~_WEBP_METADATA,)) + whole[9:]
        if name not in (b"EXIF", b"XMP "):
            kept.append(whole)
        at += len(whole)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
