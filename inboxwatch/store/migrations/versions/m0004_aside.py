"""Messages that could not be read or judged: set aside with a count of the tries, so that none holds up the others."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nothing is set aside yet."""
    op.create_table(
        "aside",
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "ref"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """A store never goes back: its backup does."""
    raise NotImplementedError
