"""MP3 by its frames: two bytes of sync alone would take anything for music."""

_KBITS_MPEG_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_MPEG_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ_MPEG_1 = (44_100, 48_000, 32_000)
_HEADER = 4


def begins_with_mp3(content: bytes) -> bool:
    """Whether it begins with a tag of MP3 players, or with two frames of MPEG layer III, one right after the other."""
    if content.startswith(b"ID3") and len(content) > 10 and content[3] in (2, 3, 4):  # noqa: PLR2004
        return True
    length = _frame_length(content[:_HEADER])
    return bool(length) and bool(_frame_length(content[length : length + _HEADER]))


def _frame_length(header: bytes) -> int:
    """Bytes of the frame that begins with this header; 0 if it is none."""
    bits = int.from_bytes(header) if len(header) == _HEADER else 0
    version, layer = bits >> 19 & 3, bits >> 17 & 3
    rate, frequency, padding = bits >> 12 & 15, bits >> 10 & 3, bits >> 9 & 1
    if bits >> 21 != 0x7FF or version == 1 or layer != 1 or rate in (0, 15) or frequency == 3:  # noqa: PLR2004
        return 0
    is_first = version == 3  # noqa: PLR2004 - MPEG 1; 2 and 2.5 halve the frequency
    hertz = _HERTZ_MPEG_1[frequency] // (1 if is_first else 2 if version == 2 else 4)  # noqa: PLR2004
    kbits = (_KBITS_MPEG_1 if is_first else _KBITS_MPEG_2)[rate - 1]
    return (144 if is_first else 72) * kbits * 1000 // hertz + padding
