"""Checks a JSON value against as much of JSON Schema as our description of the interface uses."""

import re
from datetime import datetime
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "integer": (int,),
    "number": (int, float), "null": (type(None),),
}  # fmt: skip
FORMATS = {
    "date": r"\d{4}-\d\d-\d\d",
    "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00",
}
"""Days, and moments in UTC."""
KNOWN = {
    "$ref", "oneOf", "type", "const", "enum", "minLength", "maxLength", "format", "minimum", "maximum", "minItems",
    "maxItems", "items", "required", "properties", "additionalProperties", "description", "example",
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """Where and how a value breaks its schema; ValueError for a word of the schema that this check does not know."""
    if unknown := set(schema) - KNOWN:
        raise ValueError(f"{at}: the check does not know {sorted(unknown)}")
    if "$ref" in schema:
        return faults(value, resolved(schema["$ref"], root), root, at)
    if "oneOf" in schema:
        fitting = [one for one in schema["oneOf"] if not faults(value, one, root, at)]
        return [] if len(fitting) == 1 else [f"{at}: fits {len(fitting)} of the choices: {value!r}"]
    found = [f"{at}: {value!r} is not {schema[word]!r} ({word})" for word in _broken(value, schema)]
    if not found and isinstance(value, dict):
        found += _of_object(value, schema, root, at)
    if not found and isinstance(value, list):
        for place, entry in enumerate(value):
            found += faults(entry, schema.get("items", {}), root, f"{at}[{place}]")
    return found


def resolved(reference: str, root: dict[str, Any]) -> dict[str, Any]:
    """What a reference within the document points to; KeyError if nothing is there."""
    found: Any = root
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def _broken(value: Any, schema: dict[str, Any]) -> list[str]:
    size = len(value) if isinstance(value, str | list) else 0
    number = value if isinstance(value, int | float) else 0
    checks = {
        "type": lambda named: any(_is(value, one) for one in ([named] if isinstance(named, str) else named)),
        "const": lambda wanted: value == wanted,
        "enum": lambda wanted: value in wanted,
        "minLength": lambda least: size >= least,
        "maxLength": lambda most: size <= most,
        "minItems": lambda least: size >= least,
        "maxItems": lambda most: size <= most,
        "minimum": lambda least: number >= least,
        "maximum": lambda most: number <= most,
        "format": lambda named: bool(re.fullmatch(FORMATS[named], str(value)) and datetime.fromisoformat(str(value))),
    }
    return [word for word, check in checks.items() if word in schema and not check(schema[word])]


def _is(value: Any, named: str) -> bool:
    return isinstance(value, TYPES[named]) and (named == "boolean" or not isinstance(value, bool))


def _of_object(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> list[str]:
    found = [f"{at}: lacks {name}" for name in schema.get("required", []) if name not in value]
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, entry in value.items():
        inner = properties.get(name, others)
        if inner is False:
            found.append(f"{at}: {name} is not described")
        elif isinstance(inner, dict):
            found += faults(entry, inner, root, f"{at}.{name}")
    return found
