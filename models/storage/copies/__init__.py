"""Whole databases: copied, put back, and rid of what was erased."""
