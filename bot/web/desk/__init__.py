"""The desk of officers in a browser: pages over the same rules as the desk in chat."""
