"""Reads topics, unlisted services, emergencies and cues."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.knowledge.listing_schema import CuesFile, EmergenciesFile, TopicsFile, UnlistedFile
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.domain.guides.cues import FacetCues
from bot.domain.guides.listing import Topic, UnlistedService
from bot.domain.talk.conversation import Option
from bot.domain.talk.emergency import EmergencyRules, emergency_rules
from bot.services.talk.fallback import CueReader


def load_topics(folder: Path, codes: Collection[str]) -> list[Topic]:
    """Every topic below `folder`; a fault where an option is no item, or a name stands twice."""
    topics: dict[str, Topic] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        file = YamlFile(path, f"knowledge/topics/{path.name}")
        for place, row in enumerate(file.parse(TopicsFile).topics):
            faults += [
                file.fault(("topics", place, "options", i, "item"), f"no such item: {option.item}")
                for i, option in enumerate(row.options)
                if option.item not in codes
            ]
            if row.name in topics:
                faults.append(file.fault(("topics", place, "name"), f"{row.name} stands twice"))
            options = tuple(Option(option.item, option.label) for option in row.options)
            topics[row.name] = Topic(row.name, row.question, options, tuple(row.aliases), tuple(row.examples))
    if faults:
        raise KnowledgeFault(faults)
    return list(topics.values())


def load_unlisted(path: Path, codes: Collection[str]) -> list[UnlistedService]:
    """Business outside the list; a fault where `near` names no item, or a name stands twice."""
    file = YamlFile(path, f"knowledge/{path.name}")
    services: dict[str, UnlistedService] = {}
    faults: list[str] = []
    for place, row in enumerate(file.parse(UnlistedFile).services):
        faults += [
            file.fault(("services", place, "near"), f"no such item: {code}") for code in row.near if code not in codes
        ]
        if row.name in services:
            faults.append(file.fault(("services", place, "name"), f"{row.name} stands twice"))
        services[row.name] = UnlistedService(
            row.name, row.office, row.hint, tuple(row.near), tuple(row.aliases), tuple(row.examples)
        )
    if faults:
        raise KnowledgeFault(faults)
    return list(services.values())


def load_emergencies(path: Path) -> EmergencyRules:
    """The rules of what counts as an emergency; a fault names a broken pattern or a missing advice."""
    file = YamlFile(path, f"knowledge/{path.name}")
    parsed = file.parse(EmergenciesFile)
    missing = [file.fault(("advice",), f"no advice for {kind}") for kind in parsed.kinds if kind not in parsed.advice]
    broken = [
        fault for kind, row in parsed.kinds.items() for fault in _broken(file, ("kinds", kind, "signs"), row.signs)
    ]
    broken += [
        fault
        for kind, row in parsed.kinds.items()
        for place, hint in enumerate(row.hints)
        for fault in _broken(file, ("kinds", kind, "hints", place), hint)
    ]
    for field in ("figures_of_speech", "over", "now", "calm"):
        broken += _broken(file, (field,), getattr(parsed, field))
    if missing or broken:
        raise KnowledgeFault([*missing, *broken])
    return emergency_rules(
        kinds={kind: (row.signs, row.call, parsed.advice[kind]) for kind, row in parsed.kinds.items()},
        figures_of_speech=parsed.figures_of_speech,
        over=parsed.over,
        now=parsed.now,
        hints={kind: row.hints for kind, row in parsed.kinds.items()},
        calm=parsed.calm,
        bare_cries={kind for kind, row in parsed.kinds.items() if row.bare_cry},
    )


@dataclass(frozen=True, slots=True)
class CueBook:
    """The cues of facets, the reader that serves while the engine is down, and the states (said, named)."""

    facets: FacetCues
    fallback: CueReader
    states: dict[str, tuple[str, str]]


def load_cues(path: Path) -> CueBook:
    """Everything in cues.yml; a fault names a broken pattern."""
    file = YamlFile(path, f"knowledge/{path.name}")
    parsed = file.parse(CuesFile)
    broken = [f for facet, group in parsed.facets.items() for f in _broken(file, ("facets", facet.value), group)]
    broken += [f for wish, group in parsed.wishes.items() for f in _broken(file, ("wishes", wish), group)]
    broken += [f for s, row in parsed.states.items() for f in _broken(file, ("states", s), [row.said, row.named])]
    if broken:
        raise KnowledgeFault(broken)
    cues = FacetCues({facet.value: group for facet, group in parsed.facets.items()})
    states = {name: (row.said, row.named) for name, row in parsed.states.items()}
    return CueBook(cues, CueReader(cues, parsed.wishes), states)


def _broken(file: YamlFile, location: tuple[str | int, ...], patterns: list[str]) -> list[str]:
    faults = []
    for place, pattern in enumerate(patterns):
        try:
            re.compile(pattern)
        except re.error as error:
            faults.append(file.fault((*location, place), f"not a regular expression: {error}"))
    return faults
