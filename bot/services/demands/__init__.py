"""Demands taken in the conversation, and filed."""
