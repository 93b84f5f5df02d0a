"""Use cases: load, ask the domain, save. They know ports, no library."""
