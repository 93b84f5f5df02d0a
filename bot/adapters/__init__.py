"""Implementations of the ports that the services ask for."""
