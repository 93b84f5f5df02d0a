"""A demand (诉求) while it is being told: the form and what it understands."""
