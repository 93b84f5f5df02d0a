"""Words as they come from people: cleaned, masked, cut, understood as numbers."""
