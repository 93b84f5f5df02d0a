"""The thresholds of the decisions, in one place; docs/benchmarks.md tells how they were set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """Scores are shares of a text's weight (0 to 1), weights are absolute: a rare word weighs about 6."""

    sure_route: float = 0.55
    """A wish this likely is not overruled by a middling finding of the search."""
    least_item: float = 0.085
    least_weight: float = 5.0
    """Below both, a finding is no finding."""
    sure_item: float = 0.17
    override: float = 0.21
    """A finding this good outweighs an unlikely chat, shopping or other-city reading; `override_talk` a likely one."""
    override_talk: float = 0.33
    override_place: float = 0.5
    close: float = 0.86
    """An item talked about before is meant if it scores this share of the best."""
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
    """When to ask which item is meant: see `Decider._topic`."""
    switch_gain: float = 7.0
    sibling_gain: float = 3.2
    bare_gain: float = 10.0
    switch_score: float = 0.13
    """How much better another item must fit than the one talked about.

    Less within one department, more after a bare facet.
    """
    second_item: float = 0.25
    second_weight: float = 11.0
    """What each half of a double question must reach."""
