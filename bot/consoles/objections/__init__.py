"""The desk of objections (异议): for the bureau and for the departments whose data are disputed."""
