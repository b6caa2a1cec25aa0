"""What an answer is worth: read by its kind, judged, and what is missing or next."""
