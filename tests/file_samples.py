"""Small files of every sort, made byte by byte: just enough of each for what looks at its beginning or its parts."""

import struct
import zipfile
import zlib
from io import BytesIO

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
AMR = b"#!AMR\n" + b"\x3c" * 64
OGG = b"OggS\x00\x02" + b"\x00" * 20 + b"\x01\x13OpusHead" + b"\x01" * 40
WAV = b"RIFF" + struct.pack("<I", 44) + b"WAVEfmt " + b"\x10\x00\x00\x00\x01\x00\x01\x00" + b"\x80" * 32
_MP3_FRAME = b"\xff\xfb\x90\x00" + b"\x55" * 413  # MPEG 1, layer III, 128 kbit/s, 44.1 kHz
MP3 = _MP3_FRAME * 3
MP3_TAGGED = b"ID3\x04\x00\x00\x00\x00\x00\x00" + _MP3_FRAME
TEXT = "楼上漏水三天了，物业没人管。\r\n2026年11月20日".encode()
GPS_NOTE = b"43.5126N 123.5042E"
"""What a camera wrote into a photo, and nobody else is to read."""


def media(brand: bytes, *others: bytes) -> bytes:
    """The head of an ISO base media file: a film, a recording or a HEIC photo."""
    body = brand + b"\0\0\2\0" + b"".join(others)
    return struct.pack(">I", len(body) + 8) + b"ftyp" + body + b"\0\0\0\x10mdat" + b"\x01" * 8


def png(colour: tuple[int, int, int] = (11, 74, 143), side: int = 32, note: bytes = b"") -> bytes:
    """A square of one colour that browsers show; `note` stands in a text chunk."""
    rows = (b"\0" + bytes(colour) * side) * side
    parts = [(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))]
    parts += [(b"tEXt", b"Comment\0" + note), (b"eXIf", b"MM\0*" + note)] if note else []
    parts += [(b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    chunks = (struct.pack(">I", len(body)) + name + body + _crc(name + body) for name, body in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def jpeg(orientation: int = 1, note: bytes = GPS_NOTE) -> bytes:
    """A photo as phones store it: Exif with a side and a note, XMP, a comment, two scans; its pixels are nonsense."""
    tiff = b"MM\0*" + struct.pack(">IH", 8, 2)
    tiff += struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff += struct.pack(">HHII", 0x8825, 4, 1, 38) + struct.pack(">I", 0) + note
    scan = _segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
            _segment(0xE1, b"Exif\0\0" + tiff),
            _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + note),
            _segment(0xE2, b"ICC_PROFILE\0colours"),
            _segment(0xE2, b"MPF\0" + note),
            _segment(0xFE, note),
            _segment(0xDB, b"\0" + b"\x10" * 64),
            scan,
            _segment(0xC4, b"\x10\xff\xd9"),  # what looks like the end stands in a table
            scan,
            b"\xff\xd9",
        )
    )


def webp(note: bytes = GPS_NOTE) -> bytes:
    """An extended WebP with Exif."""
    parts = [(b"VP8X", bytes((0x0C, 0, 0, 0)) + b"\0" * 6), (b"VP8 ", b"pixels!"), (b"EXIF", note), (b"XMP ", note)]
    body = b"".join(name + struct.pack("<I", len(part)) + part + b"\0" * (len(part) % 2) for name, part in parts)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def old_office(stream: str, *, macros: bool = False) -> bytes:
    """The bones of a DOC or XLS."""
    names = [stream, "_VBA_PROJECT"] if macros else [stream]
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + b"".join(n.encode("utf-16-le").ljust(128, b"\0") for n in names)
    )


def office(main: str = "word/document.xml", *more: str) -> bytes:
    """The bones of a DOCX or XLSX."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", main, *more):
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def archive(*names: str) -> bytes:
    """A ZIP that is no office file."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name in names or ("a.txt",):
            zipped.writestr(name, "x")
    return buffer.getvalue()


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _crc(body: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(body))
