"""Statements where it is hot: spelled once, for one row of values or for many."""
