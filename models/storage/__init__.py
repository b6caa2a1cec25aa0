"""How works reach the database: engine, transactions, migrations."""
