"""The tables. Facts: message, decision, mailbox, notice, notice_item. Derived, made again at any time: the others.

The columns follow `codec`; instants are whole seconds since 1970 in UTC. Nothing here is particular to one database
except `WITHOUT ROWID`, which others ignore. No column holds a mail's body; `text` and `quotes` stay empty unless the
configuration says `keep_text = true`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
    event,
)
from sqlmodel import Field, SQLModel

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite hands out row ids only for INTEGER; PostgreSQL's INTEGER is too small for ever."""


def _later() -> Any:  # noqa: ANN401 - what SQLModel itself returns
    """Make a column that came with a later schema: rows of before have nothing there."""
    return Field(default="", sa_type=Text, sa_column_kwargs={"server_default": "", "nullable": False})


class MetaTable(SQLModel, table=True):
    """What the store knows about itself: its secret, the rules its requests were derived with."""

    __tablename__ = "meta"

    name: str = Field(sa_type=Text, primary_key=True)
    value: str = Field(sa_type=Text)


class MailboxTable(SQLModel, table=True):
    """How far a mailbox was read and how the last pass went."""

    __tablename__ = "mailbox"

    name: str = Field(sa_type=Text, primary_key=True)
    cursor: str = Field(default="", sa_type=Text)
    last_success: int | None = Field(default=None, sa_type=BigInteger)
    last_error: str = Field(default="", sa_type=Text)
    error_at: int | None = Field(default=None, sa_type=BigInteger)
    next_attempt: int | None = Field(default=None, sa_type=BigInteger)
    notices: str = Field(default="", sa_type=Text)
    first_success: int | None = Field(default=None, sa_type=BigInteger)
    permanent: int = Field(default=0, sa_type=Integer, sa_column_kwargs={"server_default": "0"})
    alarms: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


class MessageTable(SQLModel, table=True):
    """One message in one mailbox: a fact, with its verdict; copies of it are merged (see `messages.merge`)."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("mailbox", "key", name="message_key"),
        Index("message_sent", "sent_at"),
        Index("message_version", "version", "mailbox"),
    )

    id: int | None = Field(default=None, sa_column=Column(_ID, primary_key=True))
    mailbox: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    message_id: str = Field(sa_type=Text)
    in_reply_to: str = Field(sa_type=Text)
    refs: str = Field(sa_type=Text)
    sender: str = Field(sa_type=Text)
    sender_name: str = Field(sa_type=Text)
    sender_header: str = Field(sa_type=Text)
    reply_to: str = Field(sa_type=Text)
    to_addresses: str = Field(sa_type=Text)
    cc_addresses: str = Field(sa_type=Text)
    bcc_addresses: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    subject_key: str = Field(sa_type=Text)
    subject_words: int = Field(sa_type=Integer)
    forward_subject: int = Field(sa_type=Integer)
    received_at: int = Field(sa_type=BigInteger)
    sent_at: int = Field(sa_type=BigInteger)
    in_sent: int = Field(sa_type=Integer)
    authentication: str = Field(sa_type=Text)
    invitation: str = Field(sa_type=Text)
    report: str = Field(sa_type=Text)
    reaction: int = Field(sa_type=Integer)
    provider_conversation: str = Field(sa_type=Text)
    ref: str = Field(sa_type=Text)
    version: str = Field(sa_type=Text)
    automatic: str = Field(sa_type=Text)
    score: float
    kind: str = Field(sa_type=Text)
    reasons: str = Field(sa_type=Text)
    flags: int = Field(sa_type=Integer)
    deadline: str = Field(sa_type=Text)
    promise: str = Field(sa_type=Text)
    prints: bytes = Field(sa_type=LargeBinary)
    quoted_prints: bytes = Field(sa_type=LargeBinary)
    quotes: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    language: str = _later()


def _message_id(*, primary_key: bool = False, unique: bool = False) -> Column[int]:
    """Point at a message and go with it."""
    there = ForeignKey("message.id", ondelete="CASCADE")
    return Column(_ID, there, primary_key=primary_key, unique=unique or None, nullable=False)


class LinkTable(SQLModel, table=True):
    """Which messages can influence each other's conversations: those that share a token, through any number of steps.

    `token` is 63 bits of a hash keyed with the store's secret: it says nothing about what it was made of.
    """

    __tablename__ = "link"
    __table_args__ = (Index("link_message", "message"), {"sqlite_with_rowid": False})

    token: int = Field(sa_type=BigInteger, primary_key=True)
    message: int = Field(sa_column=_message_id(primary_key=True))


class UntrackedTable(SQLModel, table=True):
    """Messages that are new, changed or decided about since requests were last derived."""

    __tablename__ = "untracked"

    message: int = Field(sa_column=_message_id(primary_key=True))


class DecisionTable(SQLModel, table=True):
    """What the owner decided; only ever added to, and undone by a mark."""

    __tablename__ = "decision"
    __table_args__ = (Index("decision_key", "mailbox", "key"),)

    id: int | None = Field(default=None, sa_column=Column(_ID, primary_key=True))
    kind: str = Field(sa_type=Text)
    mailbox: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    at: int = Field(sa_type=BigInteger)
    until: int | None = Field(default=None, sa_type=BigInteger)
    answered_at: int | None = Field(default=None, sa_type=BigInteger)
    undone: int = Field(default=0, sa_type=Integer)
    decided_by: str = _later()


class NoticeTable(SQLModel, table=True):
    """What the owner or a deputy was told, or is being told: written down before it is sent (see `store.notices`).

    `key` goes out with the notice. No column quotes a mail; `recipient` is "" for the owner.
    """

    __tablename__ = "notice"
    __table_args__ = (Index("notice_tried", "tried_at"),)

    key: str = Field(sa_type=Text, primary_key=True)
    kind: str = Field(sa_type=Text)
    channel: str = Field(sa_type=Text)
    recipient: str = Field(sa_type=Text)
    topic: str = Field(sa_type=Text)
    made_at: int = Field(sa_type=BigInteger)
    state: str = Field(sa_type=Text)
    tried_at: int = Field(sa_type=BigInteger)
    attempts: int = Field(sa_type=Integer)
    doubts: int = Field(sa_type=Integer)
    next_attempt: int | None = Field(default=None, sa_type=BigInteger)
    error: str = Field(sa_type=Text)
    target: str = Field(sa_type=Text)
    epoch: int = Field(sa_type=BigInteger)


class NoticeItemTable(SQLModel, table=True):
    """One request in a notice; nobody is told twice the same number of a stage through one channel."""

    __tablename__ = "notice_item"
    __table_args__ = (
        UniqueConstraint("request", "stage", "number", "channel", "recipient", name="notice_item_once"),
        {"sqlite_with_rowid": False},
    )

    notice: str = Field(sa_column=Column(Text, ForeignKey("notice.key", ondelete="CASCADE"), primary_key=True))
    place: int = Field(sa_type=Integer, primary_key=True)
    request: str = Field(sa_type=Text)
    stage: str = Field(sa_type=Text)
    number: int = Field(sa_type=Integer)
    channel: str = Field(sa_type=Text)
    recipient: str = Field(sa_type=Text)


class AsideTable(SQLModel, table=True):
    """A message that could not be read or judged, by its place in the mailbox; see `store.aside`."""

    __tablename__ = "aside"
    __table_args__ = {"sqlite_with_rowid": False}

    mailbox: str = Field(sa_type=Text, primary_key=True)
    ref: str = Field(sa_type=Text, primary_key=True)
    attempts: int = Field(sa_type=Integer)
    why: str = Field(sa_type=Text)
    version: str = Field(sa_type=Text)
    tried_at: int = Field(sa_type=BigInteger)


class OutgoingTable(SQLModel, table=True):
    """A mail in the owner's name; see `store.outgoing`. `raw` is the mail, empty once it lies in Sent."""

    __tablename__ = "outgoing"
    __table_args__ = {"sqlite_with_rowid": False}

    message_id: str = Field(sa_type=Text, primary_key=True)
    mailbox: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    at: int = Field(sa_type=BigInteger)
    recipients: str = Field(sa_type=Text)
    raw: bytes = Field(sa_type=LargeBinary)


class RequestTable(SQLModel, table=True):
    """A request as it was last derived; an open one is moved to the present by `tracker.assess` when it is shown."""

    __tablename__ = "request"

    id: str = Field(sa_type=Text, primary_key=True)
    message: int = Field(sa_column=_message_id(unique=True))
    mailbox: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    conversation: str = Field(sa_type=Text)
    message_id: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    sender: str = Field(sa_type=Text)
    department: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    score: float
    reasons: str = Field(sa_type=Text)
    received_at: int = Field(sa_type=BigInteger)
    target_seconds: int = Field(sa_type=BigInteger)
    target_rule: str = Field(sa_type=Text)
    due_at: int = Field(sa_type=BigInteger)
    deadline: int | None = Field(default=None, sa_type=BigInteger)
    state: str = Field(sa_type=Text)
    outcome: str = Field(sa_type=Text)
    acknowledged_at: int | None = Field(default=None, sa_type=BigInteger)
    acknowledged_by: str = Field(sa_type=Text)
    acknowledgement_kind: str = Field(sa_type=Text)
    acknowledgement_message_id: str = Field(sa_type=Text)
    answered_at: int | None = Field(default=None, sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)
    elapsed_seconds: int = Field(sa_type=BigInteger)
    business_seconds: int = Field(sa_type=BigInteger)
    chasers: int = Field(sa_type=Integer)
    handed_over_to: str = Field(sa_type=Text)
    promise_due_at: int | None = Field(default=None, sa_type=BigInteger)
    promise_state: str = Field(sa_type=Text)
    promise_text: str = Field(sa_type=Text)
    snoozed_until: int | None = Field(default=None, sa_type=BigInteger)
    language: str = _later()
    taken_by: str = _later()
    also_answered_by: str = _later()


class ApartTable(SQLModel, table=True):
    """What is derived like requests and never mixed with them; see `store.apart`. `request` is one as JSON."""

    __tablename__ = "apart"
    __table_args__ = (
        Index("apart_message", "message"),
        Index("apart_received", "relation", "received_at"),
        {"sqlite_with_rowid": False},
    )

    relation: str = Field(sa_type=Text, primary_key=True)
    id: str = Field(sa_type=Text, primary_key=True)
    message: int = Field(sa_column=_message_id())
    received_at: int = Field(sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)
    request: str = Field(sa_type=Text)


_REQUEST = RequestTable.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_OPEN = _REQUEST.c.ended_at.is_(None)
_OPEN_INDEX = Index("request_open", _REQUEST.c.due_at, _REQUEST.c.id, sqlite_where=_OPEN)
Index("request_received", _REQUEST.c.received_at)


def for_postgresql() -> None:
    """Let the index of open requests be partial there too; said apart, for naming that database loads all of it."""
    _OPEN_INDEX.dialect_options["postgresql"]["where"] = _OPEN


@event.listens_for(SQLModel.metadata, "before_create")
def _before_create(_target: MetaData, connection: Connection, **_rest: object) -> None:
    """Complete the tables for the database in which they are made."""
    if connection.dialect.name == "postgresql":
        for_postgresql()
