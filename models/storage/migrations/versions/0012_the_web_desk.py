"""Sessions of officers in a browser, and what a code by mail is good for."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, models.storage.database.UtcDateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "officer_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        moment("created_at"),
        moment("last_seen_at"),
        moment("expires_at"),
        moment("revoked_at", nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_officer_session_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_session")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_officer_session_secret_hash")),
    )
    op.create_index(op.f("ix_officer_session_officer_id"), "officer_session", ["officer_id"], unique=False)
    with op.batch_alter_table("mail_code") as batch:
        batch.add_column(sa.Column("use", sa.String(length=8), server_default="mailbox", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("mail_code") as batch:
        batch.drop_column("use")
    op.drop_index(op.f("ix_officer_session_officer_id"), table_name="officer_session")
    op.drop_table("officer_session")
