"""`run`: the daemon."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import ConfigurationError, Exit, UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run


@click.command(
    "run",
    epilog="""\b
Examples:
  inboxwatch run
  inboxwatch run --metrics 127.0.0.1:9464
  inboxwatch service install    # have the system start it
""",
)
@click.option(
    "--take-over", is_flag=True, help="Take the store over from a daemon that hangs; that one may send no more."
)
@click.option("--log-json", is_flag=True, help="Write log lines as JSON objects, one a line.")
@click.option("--metrics", default="", metavar="ADDRESS:PORT", help="Serve figures for Prometheus at /metrics.")
@click.pass_context
def run_command(ctx: click.Context, take_over: bool, log_json: bool, metrics: str) -> None:
    """Watch all mailboxes until SIGTERM or Ctrl-C: read what arrives, track, remind. Mailboxes are never changed.

    A mailbox that cannot be read is tried again, at growing distances; the others are not held up. Exits with 0 when
    it is told to stop, within five seconds; with 1 if another daemon watches this store or takes it over.
    """
    from inboxwatch.cli import logs
    from inboxwatch.watch.run import run as watch

    run: Run = ctx.obj
    logs.set_up(max(run.verbose, 1), as_json=log_json)
    if run.frozen:
        raise UsageError("'run' needs a clock that goes.", "Leave out --now and INBOXWATCH_NOW.")
    if not run.settings.mailbox:
        raise ConfigurationError("No mailbox is configured.", "Add a [[mailbox]] table, see config.example.toml.")
    failed = run.settings.refresh_calendars()
    run.reload()
    for words in (*failed, *run.settings.notices):
        run.say(f"Note: {words}")
    with run.open_store() as store:
        if metrics:
            _serve(run, metrics)
        gc.freeze()
        ended = watch(run.settings, store, take_over=take_over)
        if not ended:
            sys.stderr.flush()
            os._exit(Exit.DONE)  # a thread hangs in a call that nothing ends; it holds nothing that could be lost


def _serve(run: Run, words: str) -> None:
    """Serve figures; says where."""
    from functools import partial

    from inboxwatch.cli.metrics import figures_of, place, serve

    address, port = serve(place(words), partial(figures_of, run)).server_address[:2]
    shown = f"[{address!s}]" if ":" in str(address) else str(address)
    run.say(f"Figures are served at http://{shown}:{port}/metrics.")
