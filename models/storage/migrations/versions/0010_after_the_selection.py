"""What follows when a municipality is selected, and what officers are filling in."""

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("added_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_expert_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
    )
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expert_application_id"), ["application_id"], unique=False)

    op.create_table(
        "phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("added_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_phase_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
    )
    with op.batch_alter_table("phase", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phase_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_phase_until_on"), ["until_on"], unique=False)

    op.create_table(
        "desk_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.String(length=20), nullable=True),
        sa.Column("nis_code", sa.String(length=5), nullable=True),
        sa.Column("filled", sa.Text(), nullable=False),
        sa.Column("asked", sa.String(length=16), nullable=True),
        sa.Column("begun_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("done_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_desk_form_application_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["person.id"], name=op.f("fk_desk_form_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_form")),
    )
    with op.batch_alter_table("desk_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_form_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_form_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "evaluation",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_again_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("sent_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("advised_by", sa.Integer(), nullable=True),
        sa.Column("advised_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("advice_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["advised_by"], ["person.id"], name=op.f("fk_evaluation_advised_by")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_evaluation_application_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name=op.f("fk_evaluation_sent_by")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_evaluation")),
    )
    op.create_table(
        "guidance",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("budget_cents", sa.Integer(), nullable=False),
        sa.Column("fixed_by", sa.Integer(), nullable=True),
        sa.Column("fixed_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_guidance_application_id")),
        sa.ForeignKeyConstraint(["fixed_by"], ["person.id"], name=op.f("fk_guidance_fixed_by")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_guidance")),
    )
    op.create_table(
        "intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("planned_by", sa.Integer(), nullable=True),
        sa.Column("planned_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("held_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_intake_application_id")),
        sa.ForeignKeyConstraint(["planned_by"], ["person.id"], name=op.f("fk_intake_planned_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
    )
    with op.batch_alter_table("intake", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_application_id"), ["application_id"], unique=False)

    op.create_table(
        "showcase_entry",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("shared_by", sa.Integer(), nullable=True),
        sa.Column("shared_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_showcase_entry_application_id")),
        sa.ForeignKeyConstraint(["shared_by"], ["person.id"], name=op.f("fk_showcase_entry_shared_by")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_showcase_entry")),
    )


def downgrade() -> None:
    op.drop_table("showcase_entry")
    op.drop_table("phase")
    op.drop_table("intake")
    op.drop_table("guidance")
    op.drop_table("expert")
    op.drop_table("evaluation")
    op.drop_table("desk_form")
