"""The counts behind the report: what a figure is, its list, and how it is frozen."""
