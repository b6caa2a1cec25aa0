"""What a mail says: its MIME made text, history and signature cut off, and words put with the items they answer."""
