"""What a message that leaves is about, gathered at the moment of sending."""
