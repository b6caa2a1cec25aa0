"""A play of what would be sent, with another clock and no way out."""
