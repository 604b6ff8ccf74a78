"""What the owner is owed, and requests of people outside: derived like requests, and never mixed with them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; the next pass derives what belongs there."""
    op.create_table(
        "apart",
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("message", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["message"], ["message.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("relation", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("apart_message", "apart", ["message"])
    op.create_index("apart_received", "apart", ["relation", "received_at"])


def downgrade() -> None:
    """A store never goes back: its backup does."""
    raise NotImplementedError
