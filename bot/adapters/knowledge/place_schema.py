"""The shape of knowledge/places.yml and knowledge/departments.yml."""

from typing import Annotated

from pydantic import Field

from bot.adapters.knowledge.item_schema import Strict, Text


class HoursRow(Strict):
    summer: Text
    winter: Text
    note: Text | None = None


class PlaceEntry(Strict):
    name: Text
    address: Text
    hours: Text
    phone: Text


class PlacesFile(Strict):
    """Places by id; each names an entry of `hours`."""

    hours: Annotated[dict[str, HoursRow], Field(min_length=1)]
    places: Annotated[dict[str, PlaceEntry], Field(min_length=1)]


class DepartmentEntry(Strict):
    place: Text
    supervision: Text
    hotline: Text | None = None


class DepartmentsFile(Strict):
    """Departments by their exact name; each names a place."""

    departments: Annotated[dict[str, DepartmentEntry], Field(min_length=1)]
