"""A click group that knows its commands by name and one-line help, and imports one only when it is called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click
from click.shell_completion import CompletionItem


class LazyGroup(click.Group):
    """`help_lines` maps a command's name to its module (below `inboxwatch.cli`) and its one line of help."""

    def __init__(self, *args: object, help_lines: Mapping[str, tuple[str, str]], **kwargs: object) -> None:
        """Register a stand-in for each command: enough for the listing and for "did you mean"."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.help_lines = help_lines
        self.commands = {name: click.Command(name, short_help=line) for name, (_, line) in help_lines.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Keep the order of the table: from reading over looking to housekeeping, not the alphabet."""
        return list(self.help_lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command's module; the command is its attribute of the same name."""
        if cmd_name not in self.help_lines:
            return None
        module = importlib.import_module(f"inboxwatch.cli.{self.help_lines[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.help_lines.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete command names from the table, options as click does."""
        names = [(name, line) for name, (_, line) in self.help_lines.items() if name.startswith(incomplete)]
        return [CompletionItem(name, help=line) for name, line in names] + click.Command.shell_complete(
            self, ctx, incomplete
        )
