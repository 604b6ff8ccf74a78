"""How log lines leave the program: one filter takes secrets and terminal codes out, text or JSON, on stderr."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging

import click

OURS = ("inboxwatch", "connectors")
"""Packages whose lines are shown below WARNING: other libraries log what they send."""


def set_up(verbose: int, *, as_json: bool = False) -> None:
    """Log our own packages to stderr: warnings, with `verbose` 1 what happens, with 2 everything."""
    root = logging.getLogger()
    ours = next((handler for handler in root.handlers if isinstance(handler, Stderr)), None)
    if ours is None:
        ours = Stderr()
        ours.addFilter(Clean())
        root.addHandler(ours)
    ours.as_json = as_json
    level = {0: logging.WARNING, 1: logging.INFO}.get(verbose, logging.DEBUG)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


class Clean(logging.Filter):
    """Makes of every record a text without secrets (T14) and without what a terminal would obey (T1)."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's message and traceback; keeps every record."""
        from inboxwatch.redaction import redact
        from inboxwatch.views.text import safe

        try:
            message = record.getMessage()
        except Exception as error:  # noqa: BLE001 - a log line must never be what breaks
            message = f"(a log line could not be written: {type(error).__name__})"
        record.msg, record.args = safe(redact(message)), None
        if record.exc_info:
            text = logging.Formatter().formatException(record.exc_info)
            record.exc_text, record.exc_info = safe(redact(text), lines=True), None
        if record.stack_info:
            record.stack_info = safe(redact(record.stack_info), lines=True)
        return True


class Stderr(logging.Handler):
    """Writes to whatever stderr is at that moment; a log line is one line unless it carries a traceback."""

    as_json = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; that nobody reads stderr any more is no reason to fail."""
        with contextlib.suppress(OSError, ValueError):
            click.echo(_json(record) if self.as_json else _text(record), err=True)


def _text(record: logging.LogRecord) -> str:
    more = f"\n{record.exc_text}" if record.exc_text else ""
    return f"{record.levelname.lower()}: {record.msg}{more}"


def _json(record: logging.LogRecord) -> str:
    line = {
        "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "thread": record.threadName,
        "message": record.msg,
    }
    return json.dumps({**line, "traceback": record.exc_text} if record.exc_text else line, ensure_ascii=False)
