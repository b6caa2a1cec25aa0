"""How people are reminded, and the way to the college in their calendar."""
