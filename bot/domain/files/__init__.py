"""Files that citizens send: what they are, and whether they are safe."""
