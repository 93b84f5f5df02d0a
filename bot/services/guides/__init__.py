"""Guide questions answered in words."""
