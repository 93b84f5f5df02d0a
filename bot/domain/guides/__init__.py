"""Which guide (办事指南) a question is about, and what to do about it."""
