"""What is counted, and frozen."""
