"""Runs the migrations on the connection that models/storage/migrate.py gives."""

from alembic import context

from models.records.tables import metadata

with_connection = context.config.attributes["connection"]
context.configure(
    connection=with_connection,
    target_metadata=metadata(),
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
    transactional_ddl=True,  # Alembic believes that SQLite cannot; a kill half-way leaves the tables as they were
)
with context.begin_transaction():
    context.run_migrations()
