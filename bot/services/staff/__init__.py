"""Accounts of staff and their signing in."""
