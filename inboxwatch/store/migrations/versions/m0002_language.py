"""The language that a message is written in, also beside its request; older rows learn it when they are judged anew."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for table in ("message", "request"):
        op.add_column(table, sa.Column("language", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """A store never goes back: its backup does."""
    raise NotImplementedError
