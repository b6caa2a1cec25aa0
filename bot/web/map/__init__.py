"""The map of municipalities at the desk: where each stands, drawn and listed."""
