"""An index of who judged which message: every pass asks whether an older classifier did, and mostly none did."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("message_version", "message", ["version", "mailbox"])


def downgrade() -> None:
    """A store never goes back: its backup does."""
    raise NotImplementedError
