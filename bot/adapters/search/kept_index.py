"""An index that outlives the program: cutting all sentences takes ten seconds, reading what came of it none."""

import hashlib
import json
import logging
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.adapters.search.index import Index, Postings, Sheet, postings_of
from bot.adapters.search.units import taught

logger = logging.getLogger(__name__)
_CUT_BY = tuple(Path(__file__).with_name(name) for name in ("index.py", "units.py"))


def index_of(sheets: Sequence[Sheet], kept_at: Path | None = None) -> Index:
    """The index over these sheets: as it was kept at `kept_at` if it is of the very same sheets, else made and kept."""
    if kept_at is None:
        return Index(postings_of(sheets))
    fingerprint = _fingerprint(sheets)
    postings = _read(kept_at, fingerprint)
    if postings is None:
        postings = postings_of(sheets)
        _write(kept_at, fingerprint, postings)
    return Index(postings)


def _fingerprint(sheets: Sequence[Sheet]) -> bytes:
    """Of the texts and of all that has a say in how they are cut."""
    digest = hashlib.sha256(json.dumps([version("jieba"), version("pypinyin"), taught()]).encode())
    for path in _CUT_BY:
        digest.update(path.read_bytes())
    digest.update(json.dumps([[sheet.key, sheet.texts] for sheet in sheets], ensure_ascii=False).encode())
    return digest.digest()


def _read(path: Path, fingerprint: bytes) -> Postings | None:
    """What was kept; None if it is of other sheets, is not there or cannot be read."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            if kept["fingerprint"].tobytes() != fingerprint:
                return None
            return Postings(
                json.loads(kept["keys"].tobytes()),
                json.loads(kept["units"].tobytes()),
                kept["starts"],
                kept["numbers"],
                kept["shares"],
                float(kept["mean_length"]),
            )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        logger.warning("the kept index %s is made anew: it cannot be read (%s)", path, error)
        return None


def _write(path: Path, fingerprint: bytes, postings: Postings) -> None:
    """Keep it whole or not at all; a full disk is no reason not to start."""
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            np.savez(
                file,
                fingerprint=_bytes(fingerprint),
                keys=_bytes(json.dumps(postings.keys).encode()),
                units=_bytes(json.dumps(postings.units).encode()),
                starts=postings.starts,
                numbers=postings.numbers,
                shares=postings.shares,
                mean_length=np.float64(postings.mean_length),
            )
        fresh.replace(path)
    except OSError as error:
        logger.warning("the index %s is not kept, the next start takes longer: %s", path, error)


def _bytes(raw: bytes) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(raw, np.uint8)
