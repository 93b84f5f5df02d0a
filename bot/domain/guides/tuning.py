"""The thresholds of the decisions, in one place; docs/benchmarks.md tells how they were set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """Scores are shares of a text's weight (0 to 1), weights are absolute: a rare word weighs about 6."""

    sure_route: float = 0.55
    """A wish this likely is not overruled by a middling finding of the search."""
    unsure_route: float = 0.35
    """Where no wish is more than this likely, a good finding (`override`) decides."""
    some_guide: float = 0.25
    """A guide question is at least possible."""
    least_item: float = 0.085
    least_weight: float = 5.0
    """Below both, a finding is no finding."""
    sure_item: float = 0.17
    override: float = 0.18
    """A finding this good outweighs an unlikely chat, shopping or other-city reading; `override_talk` a likely one."""
    override_talk: float = 0.27
    override_place: float = 0.5
    close: float = 0.86
    """An item talked about before is meant if it scores this share of the best."""
    close_named: float = 0.9
    sure_name: int = 4
    """Of items that score this share of the best, one with so long a name in the text is meant."""
    listed: float = 0.85
    """An item of ours this close to an unlisted service is meant, if a guide question is likely."""
    alike: float = 0.65
    """Items this close to the best may be told apart by a state that the text tells."""
    topic_least: float = 0.5
    topic_level: float = 0.4
    topic_sum: float = 1.45
    topic_wins: float = 1.3
    topic_length: int = 16
    topic_other: float = 1.1
    topic_wider: float = 0.9
    vague: float = 1.0
    vague_talking: float = 1.7
    vague_least: float = 0.8
    name_length: int = 3
    long_name: int = 6
    option_least: float = 0.2
    """When to ask which item is meant, and what to offer: see `Asking`."""
    switch_gain: float = 7.0
    sibling_gain: float = 3.2
    bare_gain: float = 10.0
    switch_score: float = 0.13
    leave_weight: float = 8.0
    """How much better another item must fit than the one talked about.

    Less within one department, more after a bare facet; `leave_weight` is for business outside the list.
    """
    clause_item: float = 0.25
    clause_weight: float = 11.0
    clause_named: float = 6.0
    """What a clause must reach to be answered by itself: by its weight alone, or less with a name in it."""
    second_apart: float = 0.6
    """How much of its own weight the second half of a double question may speak for the first half's item."""
