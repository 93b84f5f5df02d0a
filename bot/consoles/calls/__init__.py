"""The operator's call pad (话务台), the list of knowledge gaps, and the figures of the pad."""
