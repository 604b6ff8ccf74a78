"""`service`: have the system start the daemon."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inboxwatch.errors import Exit, InboxwatchError

if TYPE_CHECKING:
    from inboxwatch.cli.run import Run
    from inboxwatch.watch.service import Service

_PATIENCE = 60


@click.group(
    "service",
    epilog="""\b
Examples:
  inboxwatch service install
  inboxwatch service status
""",
)
def service_command() -> None:
    """Have the system start 'inboxwatch run' when you sign in: a systemd user unit, or a launchd agent on macOS."""


@service_command.command("install")
@click.option("--no-start", is_flag=True, help="Only write the file.")
@click.option("--show", is_flag=True, help="Print the file instead of writing it.")
@click.pass_context
def install(ctx: click.Context, no_start: bool, show: bool) -> None:
    """Write the service file and start the daemon. A file that somebody else wrote is never touched."""
    from inboxwatch.watch.service import ours

    run: Run = ctx.obj
    wanted = _service(run)
    if show:
        click.echo(wanted.text, nl=False)
        return
    if ours(wanted.path) is False:
        message = f"{wanted.path} was not written by 'inboxwatch service install'."
        raise InboxwatchError(message, "Move it away first, or keep it.")
    try:
        wanted.path.parent.mkdir(parents=True, exist_ok=True)
        wanted.path.write_text(wanted.text)
    except OSError as error:
        raise InboxwatchError(f"{wanted.path} cannot be written: {error.strerror}.") from None
    run.say(f"✓ {wanted.path}")
    if no_start:
        return
    failed = _do(wanted.start)
    if failed:
        run.say(f"! {failed}")
        run.say("The file is in place; start it by hand, or sign in again.")
        ctx.exit(Exit.FAILED)
    run.say("✓ The daemon is running and starts when you sign in.")
    if wanted.path.suffix == ".service":
        run.say("  To keep it running while you are signed out: loginctl enable-linger")


@service_command.command("remove")
@click.pass_context
def remove(ctx: click.Context) -> None:
    """Stop the daemon and take the service file away."""
    from inboxwatch.watch.service import ours

    run: Run = ctx.obj
    wanted = _service(run)
    mine = ours(wanted.path)
    if mine is None:
        run.say("There is no service file.")
        return
    if not mine:
        raise InboxwatchError(f"{wanted.path} was not written by 'inboxwatch service install'.", "Remove it yourself.")
    failed = _do(wanted.stop[:1])
    wanted.path.unlink(missing_ok=True)
    _do(wanted.stop[1:])
    run.say(f"✓ {wanted.path} is gone.")
    if failed:
        run.say(f"  {failed}")


@service_command.command("status", short_help="Is it installed, does the daemon run?")
@click.pass_context
def status(ctx: click.Context) -> None:
    """Say whether the service is installed and the daemon runs, here or elsewhere. Exits with 1 if it does not."""
    from inboxwatch.cli.watching import daemon_of, of_another_host
    from inboxwatch.store.files import is_shared, path_of
    from inboxwatch.store.quick import opened
    from inboxwatch.views.watching import line
    from inboxwatch.watch.service import ours

    run: Run = ctx.obj
    wanted = _service(run)
    said = {None: "not installed", True: str(wanted.path), False: f"{wanted.path}, written by somebody else"}
    run.out.print(f"Service: {said[ours(wanted.path)]}")
    current = ours(wanted.path) and wanted.path.read_text("utf-8", "replace") != wanted.text
    if current:
        run.out.print("         not as this version would write it: 'inboxwatch service install' renews it")
    path = path_of(run.store_url)
    daemon = daemon_of(path)
    if daemon is None and is_shared(run.store_url):
        with opened(run.store_url) as quick:
            daemon = of_another_host(quick.hold() if quick is not None else None, path)
    run.out.print(line(daemon, expected=True, frame=run.frame()))
    if daemon is None or not daemon.answers:
        ctx.exit(Exit.FAILED)


def _service(run: Run) -> Service:
    """Return the service of this configuration and store, with absolute paths."""
    from inboxwatch.store.files import absolute
    from inboxwatch.watch.service import service

    path = run.settings.path
    arguments = ["--config", str(path.resolve())] if path else []
    if run.store_option:
        arguments += ["--store", absolute(run.store_option)]
    home = Path.home()
    return service(arguments, home, Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config"))


def _do(commands: tuple[tuple[str, ...], ...]) -> str:
    """Run commands, in order; returns in words what went wrong, "" if nothing did."""
    for command in commands:
        program = shutil.which(command[0])
        if program is None:
            return f"There is no {command[0]} here."
        try:
            done = subprocess.run(  # noqa: S603 - systemctl or launchctl, with words of ours
                [program, *command[1:]], capture_output=True, text=True, check=False, timeout=_PATIENCE
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"'{' '.join(command)}' did not end: {type(error).__name__}."
        if done.returncode and "unload" not in command:
            return f"'{' '.join(command)}' failed: {' '.join(done.stderr.split())[:200]}"
    return ""
