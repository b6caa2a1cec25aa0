"""Who is owed what, and when."""
