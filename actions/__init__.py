"""Rasa's actions: what was understood goes in, one service is called, its answer goes back. Nothing is decided here."""
