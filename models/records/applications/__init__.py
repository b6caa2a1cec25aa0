"""Calls, applications, what was answered and sent."""
