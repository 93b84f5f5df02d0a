"""Calls at the hotline: what was told, shown, adopted, and how a call ended."""
