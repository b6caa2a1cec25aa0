"""How works reach the database, and which of them share a transaction."""
