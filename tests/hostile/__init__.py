"""Hostile input: whole conversations at random, the table of what was tried, and who may do what."""
