"""The ways in and out: each translates between its platform and our words, and decides nothing."""
