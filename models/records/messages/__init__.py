"""What comes in and what leaves, and what processes hold of it."""
