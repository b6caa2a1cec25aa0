"""The way to the college."""

import sqlalchemy as sa
from alembic import op

import models.storage.database

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "college_plan",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("agenda_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_college_plan_application_id")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_college_plan_answered_by")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_college_plan")),
    )
    op.create_table(
        "plan_calendar",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("days", sa.String(length=80), nullable=False),
        sa.Column("sent_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_plan_calendar_application_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_calendar_person_id")),
        sa.PrimaryKeyConstraint("application_id", "person_id", name=op.f("pk_plan_calendar")),
    )


def downgrade() -> None:
    op.drop_table("plan_calendar")
    op.drop_table("college_plan")
