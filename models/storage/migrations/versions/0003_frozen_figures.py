"""Frozen figures."""

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COUNTED = sa.text("what IN ('admissible', 'selected', 'withdrawn', 'undone')")


def upgrade() -> None:
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_name", sa.String(length=80), nullable=False),
        sa.Column("taken_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["taken_by"], ["person.id"], name=op.f("fk_snapshot_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
    )
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_snapshot_call_name"), ["call_name"], unique=False)

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_event_counted", ["application_id", "what"], unique=False, sqlite_where=COUNTED, postgresql_where=COUNTED
        )


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_counted", sqlite_where=COUNTED, postgresql_where=COUNTED)

    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_snapshot_call_name"))

    op.drop_table("snapshot")
