"""Several processes on one database: who holds what, who handles an update, and which chats changed."""

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None

OPEN = sa.text("answered_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("until_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chat_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("holder", sa.String(length=80), nullable=True))
        batch_op.drop_index(batch_op.f("ix_inbox_answered_at"))
    op.create_index("ix_inbox_open", "inbox", ["front", "chat_id"], sqlite_where=OPEN, postgresql_where=OPEN)
    with op.batch_alter_table("local_chat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("local_chat", schema=None) as batch_op:
        batch_op.alter_column("version", server_default=None)
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.alter_column("open_message_id", existing_type=sa.Integer(), type_=sa.BigInteger())


def downgrade() -> None:
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.alter_column("open_message_id", existing_type=sa.BigInteger(), type_=sa.Integer())
    with op.batch_alter_table("local_chat", schema=None) as batch_op:
        batch_op.drop_column("version")
    op.drop_index("ix_inbox_open", table_name="inbox")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_column("holder")
        batch_op.drop_column("chat_id")
        batch_op.create_index(batch_op.f("ix_inbox_answered_at"), ["answered_at"], unique=False)
    op.drop_table("lease")
