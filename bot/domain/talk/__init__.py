"""What is said between a citizen and the assistant, and what is remembered of it."""
