"""Indexes of the outbox over what is open alone: old messages cost a sweep nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('due', 'uncertain')")
PARTIAL = {
    "ix_outbox_open": (["way", "due_at", "id"], OPEN),
    "ix_outbox_last_at": (["last_at"], OPEN),
    "ix_outbox_sending": (["way", "leased_until"], sa.text("state = 'sending'")),
    "ix_outbox_troubles": (["settled_at"], sa.text("state IN ('failed', 'expired')")),
    "ix_outbox_instead_of_id": (["instead_of_id"], sa.text("instead_of_id IS NOT NULL")),
}


def upgrade() -> None:
    op.drop_index("ix_outbox_state_due_at", table_name="outbox")
    for name, (columns, where) in PARTIAL.items():
        op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])


def downgrade() -> None:
    op.drop_index("ix_outbox_person_id", table_name="outbox")
    for name in PARTIAL:
        op.drop_index(name, table_name="outbox")
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at"])
