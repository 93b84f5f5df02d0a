"""Objections told in the conversation, worked off by the bureau and the departments."""
