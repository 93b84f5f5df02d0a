"""Turns the files under knowledge/items/ into guides."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bot.adapters.knowledge.directory import Directory
from bot.adapters.knowledge.item_schema import ItemFile, LimitRow, PlaceRow
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.domain.guides.guide import (
    Fee,
    Guide,
    Law,
    Limit,
    Material,
    Place,
    Possibility,
    Question,
    Scenario,
    Step,
)


def load_items(folder: Path, directory: Directory) -> list[Guide]:
    """Every guide below `folder`, sorted by code; one `KnowledgeFault` that lists the faults of all files."""
    return read_items(sorted(folder.rglob("*.yml")), directory, folder)


def read_items(paths: Iterable[Path], directory: Directory, folder: Path) -> list[Guide]:
    """The guides of these files; one `KnowledgeFault` for all their faults together."""
    guides: dict[str, Guide] = {}
    faults: list[str] = []
    for path in paths:
        shown_as = f"knowledge/items/{path.relative_to(folder)}" if path.is_relative_to(folder) else str(path)
        try:
            guide = _read_item(YamlFile(path, shown_as), directory)
        except KnowledgeFault as fault:
            faults.extend(fault.faults)
            continue
        if guide.code in guides:
            faults.append(f"{shown_as}:1: code: {guide.code} stands in another file too")
        guides[guide.code] = guide
    if faults:
        raise KnowledgeFault(faults)
    return [guides[code] for code in sorted(guides)]


def _read_item(file: YamlFile, directory: Directory) -> Guide:
    row = file.parse(ItemFile)
    faults = []
    if row.department not in directory.departments:
        faults.append(file.fault(("department",), f"no such department: {row.department}"))
    faults += [
        file.fault(("places", position, "place"), f"no such place: {entry.place}")
        for position, entry in enumerate(row.places)
        if entry.place not in directory.places
    ]
    if file.path.stem != row.code:
        faults.append(file.fault(("code",), f"the file is called {file.path.name}"))
    if faults:
        raise KnowledgeFault(faults)
    return _guide(row, directory)


def _guide(row: ItemFile, directory: Directory) -> Guide:
    return Guide(
        code=row.code,
        name=row.name,
        main_item=row.main_item,
        business_item=row.business_item,
        department=directory.departments[row.department],
        type=row.type,
        audience=tuple(row.audience),
        theme=row.theme,
        level=row.level,
        handling=row.handling,
        channels=tuple(row.channels),
        version=row.version,
        checked_on=row.checked_on,
        sample=row.sample,
        summary=row.summary,
        conditions=tuple(row.conditions),
        materials=tuple(
            Material(**{**m.model_dump(), "note": m.note or "", "blank_form": m.blank_form or ""})
            for m in row.materials
        ),
        scenarios=tuple(Scenario(s.name, s.when, tuple(s.materials)) for s in row.scenarios),
        process=tuple(Step(step.name, step.text) for step in row.process),
        statutory_limit=_limit(row.statutory_limit),
        promised_limit=_limit(row.promised_limit),
        fee=Fee(row.fee.charged, row.fee.amount, row.fee.basis),
        places=tuple(_place(entry, directory) for entry in row.places),
        phones=tuple(row.phones),
        online=Possibility(row.online.available, row.online.note),
        visits=row.visits.count,
        visits_note=row.visits.note,
        result=row.result.name,
        validity=row.result.validity,
        delivery=Possibility(row.delivery.available, row.delivery.note),
        proxy=Possibility(row.proxy.available, row.proxy.note),
        legal_basis=tuple(Law(law.name, law.number, law.article) for law in row.legal_basis),
        cross_region=row.cross_region or "",
        questions=tuple(Question(question.q, question.a) for question in row.faq),
        unpublished=dict(row.unpublished),
        aliases=tuple(row.aliases),
        examples={facet: tuple(group) for facet, group in row.examples.items()},
    )


def _limit(row: LimitRow) -> Limit:
    return Limit(row.days, row.unit, row.note or "")


def _place(row: PlaceRow, directory: Directory) -> Place:
    place = directory.places[row.place]
    return replace(place, name=f"{place.name}（{row.window}）") if row.window else place
