"""The chat in a browser: the same Application, over a Bot API on this machine."""
