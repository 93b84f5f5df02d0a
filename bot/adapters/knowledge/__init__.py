"""Reads knowledge/: YAML with file, line and field in every complaint."""
