"""Guards of the desk: passwords, lock-out, the audit trail."""
