"""The call pad: answers and work orders while the caller talks."""
