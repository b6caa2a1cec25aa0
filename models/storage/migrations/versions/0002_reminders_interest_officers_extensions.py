"""Reminders, interest, officers, extensions."""

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_name", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("nis_code", sa.String(length=5), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("consent", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("imported_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
        sa.UniqueConstraint("call_name", "email", "nis_code", name=op.f("uq_interest_call_name_email_nis_code")),
    )
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interest_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_interest_nis_code"), ["nis_code"], unique=False)

    op.create_table(
        "planned",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("until_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_planned")),
    )
    op.create_table(
        "unreachable",
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("since_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("way", "address", name=op.f("pk_unreachable")),
    )
    op.create_table(
        "extension",
        sa.Column("call_name", sa.String(length=80), nullable=False),
        sa.Column("round_id", sa.String(length=20), nullable=False),
        sa.Column("nis_code", sa.String(length=5), nullable=False),
        sa.Column("closes_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_extension_decided_by")),
        sa.PrimaryKeyConstraint("call_name", "round_id", "nis_code", name=op.f("pk_extension")),
    )
    op.create_table(
        "officer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("province", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("accepted_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_officer_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_officer_token_hash")),
    )
    with op.batch_alter_table("officer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_officer_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_officer_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("instead_of_id", sa.Integer(), nullable=True))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reminder_moments", sa.String(length=8), server_default="all", nullable=False))
        batch_op.add_column(
            sa.Column("snoozed_until_at", models.storage.database.UtcDateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("snoozed_until_at")
        batch_op.drop_column("reminder_moments")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("instead_of_id")

    with op.batch_alter_table("officer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_officer_person_id"))
        batch_op.drop_index(batch_op.f("ix_officer_email"))

    op.drop_table("officer")
    op.drop_table("extension")
    op.drop_table("unreachable")
    op.drop_table("planned")
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interest_nis_code"))
        batch_op.drop_index(batch_op.f("ix_interest_email"))

    op.drop_table("interest")
