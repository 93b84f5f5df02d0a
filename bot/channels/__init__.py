"""Channels translate between a messaging platform and the program; they decide nothing."""
