"""Shared mailboxes: which member decided, who is on a request, and who answered it once more."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was decided before was decided by the owner."""
    for table, column in (("decision", "decided_by"), ("request", "taken_by"), ("request", "also_answered_by")):
        op.add_column(table, sa.Column(column, sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """A store never goes back: its backup does."""
    raise NotImplementedError
