"""The desk of the province: follow-ups, nudges, foreign mailboxes, and who answered a question."""

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UNDECIDED = sa.text("decided_at IS NULL")
UNANSWERED = sa.text("answered_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_name", sa.String(length=80), nullable=False),
        sa.Column("round_id", sa.String(length=20), nullable=False),
        sa.Column("nis_code", sa.String(length=5), nullable=False),
        sa.Column("claimed_by", sa.Integer(), nullable=True),
        sa.Column("claimed_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(["claimed_by"], ["person.id"], name=op.f("fk_follow_up_claimed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("call_name", "round_id", "nis_code", name=op.f("uq_follow_up_call_name_round_id_nis_code")),
    )
    op.add_column(
        "application", sa.Column("shown_at", models.storage.database.UtcDateTime(timezone=True), nullable=True)
    )
    op.create_index("ix_application_call_name_nis_code", "application", ["call_name", "nis_code"], unique=False)
    _follow_up_steps()
    _call_notes()
    _nudges()
    _foreign_mailboxes()
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answered_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_question_answered_by"), "person", ["answered_by"], ["id"])
    op.create_index(
        "ix_question_open",
        "question",
        ["asked_at"],
        unique=False,
        sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )


def _follow_up_steps() -> None:
    op.create_table(
        "follow_up_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.id"], name=op.f("fk_follow_up_step_follow_up_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_up_step_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_step")),
    )
    with op.batch_alter_table("follow_up_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_step_follow_up_id"), ["follow_up_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_step_person_id"), ["person_id"], unique=False)


def _call_notes() -> None:
    op.create_table(
        "call_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("written_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.id"], name=op.f("fk_call_note_follow_up_id")),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name=op.f("fk_call_note_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_note")),
    )
    with op.batch_alter_table("call_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_note_follow_up_id"), ["follow_up_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_note_written_by"), ["written_by"], unique=False)


def _nudges() -> None:
    op.create_table(
        "nudge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("begun_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_nudge_application_id")),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.id"], name=op.f("fk_nudge_follow_up_id")),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name=op.f("fk_nudge_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge")),
    )
    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nudge_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nudge_follow_up_id"), ["follow_up_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nudge_written_by"), ["written_by"], unique=False)


def _foreign_mailboxes() -> None:
    op.create_table(
        "foreign_mailbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("nis_code", sa.String(length=5), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("found_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_foreign_mailbox_application_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_foreign_mailbox_decided_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_foreign_mailbox_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foreign_mailbox")),
        sa.UniqueConstraint("email", "nis_code", name=op.f("uq_foreign_mailbox_email_nis_code")),
    )
    with op.batch_alter_table("foreign_mailbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_foreign_mailbox_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_foreign_mailbox_person_id"), ["person_id"], unique=False)
    op.create_index(
        "ix_foreign_mailbox_open",
        "foreign_mailbox",
        ["nis_code"],
        unique=False,
        sqlite_where=UNDECIDED,
        postgresql_where=UNDECIDED,
    )


def downgrade() -> None:
    op.drop_index("ix_application_call_name_nis_code", table_name="application")
    op.drop_column("application", "shown_at")
    op.drop_index("ix_question_open", table_name="question")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_question_answered_by"), type_="foreignkey")
        batch_op.drop_column("answered_by")
    for table in ("foreign_mailbox", "nudge", "call_note", "follow_up_step", "follow_up"):
        op.drop_table(table)
