"""Mail that comes in, and what of it could not be put with an item."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OPEN = sa.text("applied_at IS NULL AND parked_at IS NULL")


def moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, models.storage.database.UtcDateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "mail_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_key", sa.String(length=64), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        moment("received_at", nullable=False),
        moment("stored_at", nullable=False),
        moment("applied_at"),
        sa.Column("tries", sa.Integer(), nullable=False),
        moment("parked_at"),
        sa.Column("sender", sa.String(length=320), nullable=True),
        sa.Column("message_id", sa.String(length=320), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("is_proven", sa.Boolean(), nullable=False),
        moment("answered_at"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_mail_in_application_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_in_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_in")),
        sa.UniqueConstraint("content_key", name=op.f("uq_mail_in_content_key")),
    )
    op.create_index("ix_mail_in_open", "mail_in", ["id"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index(op.f("ix_mail_in_person_id"), "mail_in", ["person_id"], unique=False)
    op.create_index(op.f("ix_mail_in_sender"), "mail_in", ["sender"], unique=False)
    op.create_table(
        "loose_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("likely", sa.String(length=130), nullable=False),
        moment("created_at", nullable=False),
        moment("settled_at"),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_loose_text_application_id")),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name=op.f("fk_loose_text_attachment_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["mail_in.id"], name=op.f("fk_loose_text_mail_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_loose_text_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loose_text")),
    )
    op.create_index(op.f("ix_loose_text_application_id"), "loose_text", ["application_id"], unique=False)
    op.create_index(op.f("ix_loose_text_person_id"), "loose_text", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("loose_text")
    op.drop_table("mail_in")
