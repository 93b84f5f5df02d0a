"""What is measured, each by one command: `python -m benchmarks.score`, `.search`, `.turns` (docs/benchmarks.md)."""
