"""Departments and places: what items refer to by name."""

from pathlib import Path

from bot.adapters.knowledge.place_schema import DepartmentsFile, PlacesFile
from bot.adapters.knowledge.yaml_file import KnowledgeFault, YamlFile
from bot.domain.guides.guide import Department, Hours, Place


class Directory:
    """The places and departments of one knowledge folder."""

    def __init__(self, folder: Path) -> None:
        """Read both files; `KnowledgeFault` for a fault in either."""
        self.places = _places(YamlFile(folder / "places.yml", "knowledge/places.yml"))
        self.departments = _departments(YamlFile(folder / "departments.yml", "knowledge/departments.yml"), self.places)


def _places(file: YamlFile) -> dict[str, Place]:
    parsed = file.parse(PlacesFile)
    faults = [
        file.fault(("places", key, "hours"), f"no such opening hours: {place.hours}")
        for key, place in parsed.places.items()
        if place.hours not in parsed.hours
    ]
    if faults:
        raise KnowledgeFault(faults)
    hours = {key: Hours(row.summer, row.winter, row.note or "") for key, row in parsed.hours.items()}
    return {
        key: Place(place.name, place.address, hours[place.hours], place.phone) for key, place in parsed.places.items()
    }


def _departments(file: YamlFile, places: dict[str, Place]) -> dict[str, Department]:
    parsed = file.parse(DepartmentsFile)
    faults = [
        file.fault(("departments", name, "place"), f"no such place: {entry.place}")
        for name, entry in parsed.departments.items()
        if entry.place not in places
    ]
    if faults:
        raise KnowledgeFault(faults)
    return {
        name: Department(name, places[entry.place], entry.supervision, entry.hotline or "")
        for name, entry in parsed.departments.items()
    }
