"""What of an erasure lies outside the rows, and what goes by itself."""
