"""Answers and files: given, picked, corrected, and the walk through the checklist."""
