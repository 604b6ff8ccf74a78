"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables."""
    _store()
    _messages()
    _tracking()
    _requests()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _number(*names: str, null: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=null) for name in names]


def _small(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _message() -> sa.Column[int]:
    return sa.Column("message", _ID, nullable=False)


def _its_message() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["message"], ["message.id"], ondelete="CASCADE")


def _store() -> None:
    op.create_table("meta", *_text("name", "value"), sa.PrimaryKeyConstraint("name"))
    op.create_table(
        "mailbox",
        *_text("name", "cursor"),
        *_number("last_success", null=True),
        *_text("last_error"),
        *_number("error_at", "next_attempt", null=True),
        *_text("notices"),
        sa.PrimaryKeyConstraint("name"),
    )


def _messages() -> None:
    op.create_table(
        "message",
        sa.Column("id", _ID, nullable=False),
        *_text("mailbox", "key", "message_id", "in_reply_to", "refs", "sender", "sender_name", "sender_header"),
        *_text("reply_to", "to_addresses", "cc_addresses", "bcc_addresses", "subject", "subject_key"),
        *_small("subject_words", "forward_subject"),
        *_number("received_at", "sent_at"),
        *_small("in_sent"),
        *_text("authentication", "invitation", "report"),
        *_small("reaction"),
        *_text("provider_conversation", "ref", "version", "automatic"),
        sa.Column("score", sa.Float(), nullable=False),
        *_text("kind", "reasons"),
        *_small("flags"),
        *_text("deadline", "promise"),
        sa.Column("prints", sa.LargeBinary(), nullable=False),
        sa.Column("quoted_prints", sa.LargeBinary(), nullable=False),
        *_text("quotes", "text"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("mailbox", "key", name="message_key"),
    )
    op.create_index("message_sent", "message", ["sent_at"])


def _tracking() -> None:
    op.create_table(
        "link",
        *_number("token"),
        _message(),
        sa.PrimaryKeyConstraint("token", "message"),
        _its_message(),
        sqlite_with_rowid=False,
    )
    op.create_index("link_message", "link", ["message"])
    op.create_table("untracked", _message(), sa.PrimaryKeyConstraint("message"), _its_message())
    op.create_table(
        "decision",
        sa.Column("id", _ID, nullable=False),
        *_text("kind", "mailbox", "key"),
        *_number("at"),
        *_number("until", "answered_at", null=True),
        *_small("undone"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("decision_key", "decision", ["mailbox", "key"])


def _requests() -> None:
    op.create_table(
        "request",
        *_text("id"),
        _message(),
        *_text("mailbox", "key", "conversation", "message_id", "subject", "sender", "department", "kind"),
        sa.Column("score", sa.Float(), nullable=False),
        *_text("reasons"),
        *_number("received_at", "target_seconds"),
        *_text("target_rule"),
        *_number("due_at"),
        *_number("deadline", null=True),
        *_text("state", "outcome"),
        *_number("acknowledged_at", null=True),
        *_text("acknowledged_by", "acknowledgement_kind", "acknowledgement_message_id"),
        *_number("answered_at", "ended_at", null=True),
        *_number("elapsed_seconds", "business_seconds"),
        *_small("chasers"),
        *_text("handed_over_to"),
        *_number("promise_due_at", null=True),
        *_text("promise_state", "promise_text"),
        *_number("snoozed_until", null=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("message"),
        _its_message(),
    )
    is_open = sa.text("ended_at IS NULL")
    op.create_index("request_open", "request", ["due_at", "id"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_index("request_received", "request", ["received_at"])
