"""`worker`: polls the mailboxes of a team's database."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import ConfigurationError, Exit, UsageError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.fleet.gauges import Gauges

MOST = 256


@click.command(
    "worker",
    epilog="""\b
Examples:
  inboxwatch worker
  inboxwatch worker --concurrency 32 --health 127.0.0.1:9465
""",
)
@click.option(
    "--concurrency", type=click.IntRange(1, MOST), default=16, show_default=True, help="Mailboxes polled at a time."
)
@click.option("--health", default="", metavar="ADDRESS:PORT", help="Serve /healthz, and /metrics for Prometheus.")
@click.option("--log-json", is_flag=True, help="Write log lines as JSON objects, one a line.")
@click.pass_context
def worker_command(ctx: click.Context, concurrency: int, health: str, log_json: bool) -> None:
    """Poll the mailboxes of a team's database until SIGTERM or Ctrl-C; as many workers as you like share the work.

    Each poll reads a mailbox into its owner's space, tracks and reminds, as 'sync' and 'remind' do. The configuration
    of this worker is what all members share; docs/fleet.md says what a member may change. Exits with 0 when it is told
    to stop, within five seconds.
    """
    from inboxwatch.cli import logs
    from inboxwatch.store.files import is_shared

    run: Run = ctx.obj
    logs.set_up(max(run.verbose, 1), as_json=log_json)
    if run.frozen:
        raise UsageError("'worker' needs a clock that goes.", "Leave out --now and INBOXWATCH_NOW.")
    if not is_shared(run.store_url):
        remedy = 'Set [store] url = "postgresql+psycopg://WORKER@HOST/DATABASE"; see docs/fleet.md.'
        raise ConfigurationError("A worker polls the mailboxes of a team's database, and none is named.", remedy)
    ended = _work(run, concurrency, health)
    if not ended:
        sys.stderr.flush()
        os._exit(Exit.DONE)  # a thread hangs in a call that nothing ends; it holds nothing that could be lost


def _work(run: Run, concurrency: int, health: str) -> bool:
    import logging

    from inboxwatch.fleet import keys
    from inboxwatch.fleet.hush import hush
    from inboxwatch.fleet.members import Organisation
    from inboxwatch.fleet.opener import Opener
    from inboxwatch.fleet.worker import Worker
    from inboxwatch.redaction import remember
    from inboxwatch.store.team.spaces import Spaces

    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # the worker says in its own words what is wrong
    hush()
    ring = keys.load(run.settings.team, run.settings.base)
    organisation = Organisation.of(run.settings)
    spaces = Spaces.open(run.store_url, connections=concurrency)
    remember(spaces.address.password)
    try:
        gc.freeze()
        opener = Opener(ring, run.settings.base)
        return Worker(organisation, spaces, opener, concurrency, lambda gauges: _serve(run, health, gauges)).run()
    finally:
        spaces.close()


def _serve(run: Run, words: str, gauges: Gauges) -> None:
    """Serve health and figures, if wanted; says where."""
    from inboxwatch.cli.metrics import place, serve

    if not words:
        return
    address, port = serve(place(words), gauges.text, gauges.health.said).server_address[:2]
    shown = f"[{address!s}]" if ":" in str(address) else str(address)
    run.say(f"Health and figures are served at http://{shown}:{port}/healthz and /metrics.")
