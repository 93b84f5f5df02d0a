"""Long replies in pieces that a messaging platform takes, cut where a reader would pause."""

_PAUSES = ("\n\n", "\n", "。", "；", "，", " ")


def split_text(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` characters; joined they are the text less the white space at the cuts.

    ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError(f"a piece needs at least one character, not {limit}")
    pieces: list[str] = []
    rest = text.strip()
    while len(rest) > limit:
        cut = _pause_before(rest, limit)
        piece = rest[:cut].rstrip()
        if piece:
            pieces.append(piece)
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def _pause_before(text: str, limit: int) -> int:
    for pause in _PAUSES:
        found = text.rfind(pause, 0, limit)
        if found > limit // 3:
            return min(found + len(pause), limit)
    return limit
