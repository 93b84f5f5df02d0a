"""Percentiles and lines of a table, the same for every benchmark."""

from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of all values do not exceed; ValueError without values."""
    if not values:
        raise ValueError("no values")
    ranked = sorted(values)
    return ranked[min(int(share * len(ranked)), len(ranked) - 1)]


def row(*cells: object) -> str:
    """One row of a Markdown table; fractions with two digits behind the point."""
    return "| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |"


def head(*cells: str) -> str:
    """The first two rows of a Markdown table."""
    return f"{row(*cells)}\n{row(*('---' for _ in cells))}"
