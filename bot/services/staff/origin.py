"""Where a request comes from, past our own reverse proxies."""

from collections.abc import Sequence

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
LONGEST = 60


def origin(remote: str | None, forwarded_for: Sequence[str], proxies: int) -> str:
    """The address behind as many proxies of our own as the settings name, and behind one on loopback.

    `forwarded_for` are the lines of the header as they came; what stands further left anybody may have written.
    """
    hops = proxies or int(remote in _LOOPBACK)
    forwarded = [part.strip() for part in ",".join(forwarded_for).split(",")]
    named = forwarded[-hops] if 0 < hops <= len(forwarded) else ""
    return (named or remote or "?")[:LONGEST]
