"""Talks that a person takes over (转人工): who waits, who talks, who is told what."""
