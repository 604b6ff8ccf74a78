"""How the command ends: one clear sentence and an exit code for every failure, never a traceback unless asked for."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from inboxwatch.cli.lazy import LazyGroup
from inboxwatch.errors import Exit, InboxwatchError

INTERRUPTED = 130
"""What shells use for a program ended by Ctrl-C (128 + SIGINT)."""


class Program(LazyGroup):
    """The outermost group: click's own errors, ours and bugs all leave through `main`."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Run like `click.Group.main`, and exit with the codes of docs/json.md."""
        call = super().main
        if not standalone_mode:
            return call(args, prog_name, complete_var, standalone_mode=False, **extra)
        _forgiving_streams()
        try:
            code = call(args, prog_name, complete_var, standalone_mode=False, **extra)
            sys.stdout.flush()
        except BrokenPipeError:
            _close_quietly()
        except Exception as error:  # noqa: BLE001 - the last resort: a bug is one line, not a page
            fail(error, verbose=_wants_traceback(args))
        sys.exit(code if isinstance(code, int) else Exit.DONE)


def fail(error: Exception, *, verbose: bool = False) -> NoReturn:
    """Tell on stderr what went wrong and exit. Nothing of it reaches the terminal unneutralised."""
    from inboxwatch.views.text import safe

    if verbose and not isinstance(error, click.ClickException | click.Abort):
        import traceback

        from inboxwatch.redaction import redact

        _say(safe(redact("".join(traceback.format_exception(error))), lines=True).rstrip())
    if isinstance(error, click.Abort):
        _abort(error)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        _say(error.ctx.get_usage())
        _say(f"Try '{error.ctx.command_path} --help' for help.\n")
    if isinstance(error, click.ClickException):
        _say(f"Error: {safe(error.format_message(), lines=True)}")
        sys.exit(error.exit_code)
    if isinstance(error, InboxwatchError):
        _say(f"Error: {safe(str(error), lines=True)}")
        sys.exit(error.exit_code)
    _say(_bug(error))
    sys.exit(Exit.FAILED)


def _bug(error: Exception) -> str:
    """One line about an error that nobody foresaw; its own text is left out, for it may hold mail or secrets."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f" ({frame.tb_frame.f_globals.get('__name__', '?')}:{frame.tb_lineno})" if frame else ""
    return (
        f"Error: inboxwatch has a bug: {type(error).__name__}{place}. Nothing is wrong with your command. "
        "Run it again as 'inboxwatch -vv …' to see the traceback, and please report it."
    )


def _abort(error: click.Abort) -> NoReturn:
    """Ctrl-C ends quietly; an end of input at a question says that nothing was done."""
    if isinstance(error.__cause__, KeyboardInterrupt) or isinstance(error.__context__, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    _say("Nothing was changed.")
    sys.exit(Exit.FAILED)


def _say(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        click.echo(line, err=True)


def _wants_traceback(args: Sequence[str] | None) -> bool:
    given = sys.argv[1:] if args is None else args
    twice = sum(arg in {"-v", "--verbose"} for arg in given) > 1
    return twice or any(arg in {"-vv", "-vvv", "--debug"} for arg in given)


def _forgiving_streams() -> None:
    """A terminal that cannot show a character shows `?`; it is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _close_quietly() -> NoReturn:
    """The reader of our output is gone: say nothing, and keep the interpreter from complaining at exit."""
    import os

    null = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError, ValueError):
        os.dup2(null, sys.stdout.fileno())
    sys.exit(Exit.FAILED)
