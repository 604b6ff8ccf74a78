"""Alembic's entry: runs the migrations over the connection and in the transaction that `migrate` opened."""

from alembic import context
from sqlmodel import SQLModel

from inboxwatch.store import tables  # noqa: F401 - fills the metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
context.run_migrations()
