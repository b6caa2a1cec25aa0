"""What is kept: the tables, and every query on them."""
