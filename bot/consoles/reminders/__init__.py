"""Reminders of the clock worker, and whether it lives."""
