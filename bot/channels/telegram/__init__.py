"""Telegram: updates in by long polling or webhook, replies out through the Bot API."""
