"""A database that goes away is said in a line, not in a traceback for each job; a bug keeps its traceback."""

from __future__ import annotations

import logging

import psycopg
import pytest
from procrastinate.exceptions import AppNotOpen, ConnectorException
from psycopg_pool import PoolTimeout

from inboxwatch.fleet.hush import Hush


def record(name: str, error: BaseException | None) -> logging.LogRecord:
    """What a library logs of an exception."""
    told = None if error is None else (type(error), error, None)
    return logging.LogRecord(name, logging.ERROR, "", 0, "Side task failed", (), told)


def wrapped(cause: BaseException) -> ConnectorException:
    """An exception as Procrastinate raises it."""
    error = ConnectorException()
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        psycopg.OperationalError("server closed the connection"),
        psycopg.errors.AdminShutdown(),
        psycopg.errors.ProtocolViolation("server conn crashed?"),
        PoolTimeout(),
        AppNotOpen(),
        ConnectorException(),
        wrapped(psycopg.OperationalError()),
        wrapped(psycopg.errors.RaiseException("Job was not found")),
    ],
    ids=repr,
)
@pytest.mark.parametrize("name", ["procrastinate.worker", "procrastinate.utils", "asyncio"])
def test_a_loss_of_the_database_is_left_out(name: str, error: BaseException) -> None:
    assert not Hush().filter(record(name, error))


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("procrastinate.worker", ZeroDivisionError()),
        ("procrastinate.worker", wrapped(psycopg.errors.UndefinedTable())),
        ("procrastinate.worker", None),
        ("inboxwatch.fleet.worker", psycopg.OperationalError()),
    ],
    ids=repr,
)
def test_everything_else_is_told(name: str, error: BaseException | None) -> None:
    assert Hush().filter(record(name, error))
