"""What Procrastinate logs when the database goes away: a traceback for each job, and the worker has said it already."""

from __future__ import annotations

import logging
from typing import Final

_OTHERS: Final = ("procrastinate", "asyncio")
"""Libraries whose records are looked at."""


class Hush(logging.Filter):
    """Leaves out other libraries' records of a loss of the database; all else passes, a bug's traceback too."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record passes; looks at the exception, so it has to come before what turns that into text."""
        if record.name.partition(".")[0] not in _OTHERS or not record.exc_info:
            return True
        return not _loss(record.exc_info[1])


def _loss(error: BaseException | None) -> bool:
    """Whether an exception came of a connection that broke, or of the end of what it was used for.

    The latter is a job that ended after the queue was begun anew: the app it belonged to is closed, or a crash of the
    database has emptied the queue (RaiseException).
    """
    import psycopg
    from procrastinate.exceptions import AppNotOpen, ConnectorException
    from psycopg_pool import PoolClosed, PoolTimeout

    kinds = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, PoolClosed)
    if isinstance(error, (*kinds, AppNotOpen, psycopg.errors.RaiseException)):
        return True
    return isinstance(error, ConnectorException) and (error.__cause__ is None or _loss(error.__cause__))


def hush() -> None:
    """Have what writes the log leave them out."""
    for handler in logging.getLogger().handlers:
        if not any(isinstance(each, Hush) for each in handler.filters):
            handler.filters.insert(0, Hush())
