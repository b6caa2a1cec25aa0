"""The clarity coach: rules that name what a text misses."""
