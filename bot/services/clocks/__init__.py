"""The clock worker."""
