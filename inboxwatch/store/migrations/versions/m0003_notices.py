"""What was told to whom; of a mailbox when it was first read, whether its error lasts, and its alarms."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. What a store knows already is history: its mailboxes count as first read when last read."""
    op.add_column("mailbox", sa.Column("first_success", sa.BigInteger(), nullable=True))
    op.add_column("mailbox", sa.Column("permanent", sa.Integer(), server_default="0", nullable=False))
    op.add_column("mailbox", sa.Column("alarms", sa.Text(), server_default="", nullable=False))
    op.execute("UPDATE mailbox SET first_success = last_success")
    op.create_table(
        "notice",
        *_text("key", "kind", "channel", "recipient", "topic"),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        *_text("state"),
        sa.Column("tried_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("next_attempt", sa.BigInteger(), nullable=True),
        *_text("error", "target"),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("notice_tried", "notice", ["tried_at"])
    op.create_table(
        "notice_item",
        *_text("notice"),
        sa.Column("place", sa.Integer(), nullable=False),
        *_text("request", "stage"),
        sa.Column("number", sa.Integer(), nullable=False),
        *_text("channel", "recipient"),
        sa.PrimaryKeyConstraint("notice", "place"),
        sa.ForeignKeyConstraint(["notice"], ["notice.key"], ondelete="CASCADE"),
        sa.UniqueConstraint("request", "stage", "number", "channel", "recipient", name="notice_item_once"),
        sqlite_with_rowid=False,
    )


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def downgrade() -> None:
    """A store never goes back: its backup does."""
    raise NotImplementedError
