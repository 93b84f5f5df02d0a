"""Working days, office hours, limits and reminders."""
