"""The HTTP interface `/api/v1` for programs."""
