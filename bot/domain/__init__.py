"""Pure rules: no input or output, no clock, no third-party library."""
