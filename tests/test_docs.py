"""The docs against the program: pages that can be found, anchors, options and configuration that exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from inboxwatch import plugins
from inboxwatch.cli import COMMANDS, main
from inboxwatch.config import load

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)#:\s]*)(?:#([^)\s]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED = re.compile(r"^```([a-z]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^(?: {4,}[^\n]*\n)+", re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")
RUN = re.compile(r"^(?:\$ )?inboxwatch (.+)$")

by_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def slugs(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them from its headings."""
    found = (re.sub(r"[^\w\- ]", "", text.lower()) for text in HEADING.findall(page.read_text(encoding="utf-8")))
    return {text.strip().replace(" ", "-") for text in found}


def test_every_page_is_reached_from_the_readme() -> None:
    seen, new = {README}, [README]
    while new:
        page = new.pop()
        for target, _ in LINK.findall(page.read_text(encoding="utf-8")):
            reached = (page.parent / target).resolve()
            if reached.suffix == ".md" and reached not in seen:
                seen.add(reached)
                new.append(reached)
    assert {page.name for page in PAGES} - {page.name for page in seen} == set()


@by_page
def test_anchors_exist(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        there = (page.parent / target).resolve() if target else page
        if anchor and there.suffix == ".md":
            assert anchor in slugs(there), f"{page.name} points to {target}#{anchor}"


def lines_of_code(page: Path) -> Iterator[str]:
    """Every line of code of a page, joined where a backslash continues it, and all inline code."""
    text = page.read_text(encoding="utf-8")
    blocks = [body for kind, body in FENCED.findall(text) if kind not in {"toml", "ini"}]
    blocks += INDENTED.findall(FENCED.sub("", text))
    for block in blocks:
        yield from (line.strip() for line in block.replace("\\\n", " ").splitlines())
    yield from INLINE.findall(text)


def commands(page: Path) -> Iterator[list[str]]:
    """The words behind `inboxwatch` wherever a page shows a command."""
    for line in lines_of_code(page):
        run = RUN.match(line)
        if run is None:
            continue
        words = re.split(r"\s+#\s|\s{3,}|\s&&\s|\s[|>]\s?", run[1])[0]
        try:
            yield shlex.split(words.replace("…", " "))
        except ValueError:
            yield words.split()


def resolve(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words name, and its options among them."""
    command: click.Command = main
    context = click.Context(main)
    options: list[str] = []
    for word in words:
        if word.startswith("--"):
            options.append(word.partition("=")[0])
        elif isinstance(command, click.Group) and not options:
            found = command.get_command(context, word)
            if found is None:
                break
            command = found
        elif isinstance(command, click.Group) and word in command.list_commands(context):
            command = command.get_command(context, word) or command
    return command, options


def known(command: click.Command) -> set[str]:
    return {name for each in (main, command) for param in each.params for name in (*param.opts, *param.secondary_opts)}


@by_page
def test_options_that_the_docs_name_exist(page: Path) -> None:
    for words in commands(page):
        command, options = resolve(words)
        for option in options:
            assert option in known(command) | {"--help"}, f"{page.name}: inboxwatch {' '.join(words)}"


def test_every_command_is_in_the_docs() -> None:
    shown = "\n".join(line for page in PAGES for line in lines_of_code(page))
    missing = [name for name in COMMANDS if not re.search(rf"(?<![-\w]){name}\b", shown)]
    assert missing == []


ADA = '[me]\naddresses = ["ada@corp.example", "bo@corp.example"]\n'


def tables(page: Path) -> list[str]:
    """The pieces of configuration that a page shows."""
    text = page.read_text(encoding="utf-8")
    blocks = [body for kind, body in FENCED.findall(text) if kind == "toml"]
    indented = (re.sub(r"^ {4}", "", block, flags=re.MULTILINE) for block in INDENTED.findall(FENCED.sub("", text)))
    return [*blocks, *(block for block in indented if block.startswith("["))]


@by_page
def test_configuration_that_the_docs_show_is_valid(page: Path, tmp_path: Path) -> None:
    """Each piece by itself, below the addresses of an owner; what fills in a part of a table is read only as TOML."""
    for block in tables(page):
        table = tomllib.loads(block)
        if not block.lstrip().startswith("[") or "inboxwatch.connectors" in block:
            continue
        named = {name for key in ("channel", "team_channel") for name in [table.get("report", {}).get(key)] if name}
        channels = "".join(f'[[channel]]\nname = "{name}"\nkind = "email"\nto = "a@corp.example"\n' for name in named)
        path = tmp_path / "config.toml"
        path.write_text(("" if "[me]" in block else ADA) + block + channels, encoding="utf-8")
        path.chmod(0o600)
        load(path, validate_mailbox=plugins.problems, validate_channel=plugins.channel_problems)
