"""Tickets worked off, followed and counted."""
