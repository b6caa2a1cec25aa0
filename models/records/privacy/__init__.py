"""What each column holds of people, and how it goes."""
