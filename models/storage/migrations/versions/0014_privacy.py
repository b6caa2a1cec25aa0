"""Consents, erasures, and since when a person, an application or a submission was erased."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ERASABLE = ("person", "application", "submission")


def moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, models.storage.database.UtcDateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        moment("given_at", nullable=False),
        moment("withdrawn_at"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_consent_application_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"], unique=False)
    op.create_table(
        "erased_mark",
        sa.Column("mark", sa.String(length=64), nullable=False),
        moment("erased_at", nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_erased_mark")),
    )
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        moment("erased_at", nullable=False),
        sa.Column("chores", sa.Text(), nullable=False),
        moment("done_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    for table in ERASABLE:
        op.add_column(table, moment("erased_at"))


def downgrade() -> None:
    for table in reversed(ERASABLE):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("erased_at")
    op.drop_table("erasure")
    op.drop_table("erased_mark")
    op.drop_table("consent")
