"""When the end of its round was dealt with, and the way to what still waits for that."""

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITING = "ix_application_stage_call_name_round_id_closed_at"


def upgrade() -> None:
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_at", models.storage.database.UtcDateTime(timezone=True), nullable=True))
        batch_op.drop_index("ix_application_stage")
        batch_op.create_index(WAITING, ["stage", "call_name", "round_id", "closed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index(WAITING)
        batch_op.create_index("ix_application_stage", ["stage"], unique=False)
        batch_op.drop_column("closed_at")
