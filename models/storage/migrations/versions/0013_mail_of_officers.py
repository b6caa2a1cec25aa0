"""Mail of officers: words that belong to no application, nudges that were answered, and edits of a first part."""

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("loose_text") as batch:
        batch.alter_column("application_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("nudge") as batch:
        batch.add_column(sa.Column("answer_told_at", models.storage.database.UtcDateTime(timezone=True), nullable=True))
    with op.batch_alter_table("earlier_answer") as batch:
        batch.add_column(sa.Column("message", sa.String(length=80), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("earlier_answer") as batch:
        batch.drop_column("message")
    with op.batch_alter_table("nudge") as batch:
        batch.drop_column("answer_told_at")
    op.execute(sa.text("DELETE FROM loose_text WHERE application_id IS NULL"))
    with op.batch_alter_table("loose_text") as batch:
        batch.alter_column("application_id", existing_type=sa.Integer(), nullable=False)
