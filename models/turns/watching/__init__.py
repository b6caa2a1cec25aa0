"""Whether Kernbot is well, and what the operator is told."""
