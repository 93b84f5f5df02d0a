"""Files that citizens send."""
