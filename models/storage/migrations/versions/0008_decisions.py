"""Decisions of the agency, and what the lists of the desks go by."""

import sqlalchemy as sa
from alembic import op

import models.storage.database
from models.places.municipality import all_municipalities

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SENT = sa.text("first_sent_at IS NOT NULL")
STANDING = sa.text("accepted_at IS NOT NULL AND revoked_at IS NULL")
LISTS = {
    "ix_application_sent": (),
    "ix_application_sent_stage": ("stage",),
    "ix_application_sent_province": ("province",),
    "ix_application_sent_province_stage": ("province", "stage"),
}


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("from_stage", sa.String(length=24), nullable=False),
        sa.Column("to_stage", sa.String(length=24), nullable=False),
        sa.Column("items", sa.String(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("reply_by_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("batch", sa.String(length=16), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("begun_at", models.storage.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("taken_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("leaves_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("undone_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settled_at", models.storage.database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_decision_application_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_decision_decided_by")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_decision_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_decided_by"), ["decided_by"], unique=False)
        batch_op.create_index("ix_decision_settled_at_leaves_at", ["settled_at", "leaves_at"], unique=False)

    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("province", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("asked_first", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("reply_by_at", models.storage.database.UtcDateTime(timezone=True), nullable=True))
    _fill_in_provinces()
    for name, columns in LISTS.items():
        order = ["call_name", "round_id", *columns, "first_sent_at", "id"]
        op.create_index(name, "application", order, unique=False, sqlite_where=SENT, postgresql_where=SENT)
    op.create_index(
        "uq_officer_standing", "officer", ["person_id"], unique=True, sqlite_where=STANDING, postgresql_where=STANDING
    )


def _fill_in_provinces() -> None:
    application = sa.table("application", sa.column("nis_code"), sa.column("province"))
    codes: dict[str, list[str]] = {}
    for town in all_municipalities().values():
        codes.setdefault(town.province, []).append(town.nis_code)
    for province, found in codes.items():
        op.execute(application.update().where(application.c.nis_code.in_(found)).values(province=province))


def downgrade() -> None:
    op.drop_index("uq_officer_standing", table_name="officer")
    for name in reversed(LISTS):
        op.drop_index(name, table_name="application")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_column("reply_by_at")
        batch_op.drop_column("asked_first")
        batch_op.drop_column("province")
    op.drop_table("decision")
