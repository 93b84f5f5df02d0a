"""Finds items by the words of a question: no model, no training; a new list is searchable at once."""
