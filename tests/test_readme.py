"""The README shows what the program prints. `python tests/test_readme.py` puts the present output into it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=<!-- demo -->\n).*?(?=<!-- /demo -->)", re.DOTALL)
COLUMNS = "104"


def demo() -> str:
    """What `make demo` prints, at the README's width and without colour."""
    code = "from inboxwatch.cli import main; main()"
    environment = {**os.environ, "COLUMNS": COLUMNS, "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", code, "demo"], capture_output=True, check=True, env=environment)
    return "\n".join(line.rstrip() for line in done.stdout.decode().strip().splitlines())


def block(output: str) -> str:
    """The README's first screen: status and one clock explained, without the list in between."""
    first, _, rest = output.partition("inboxwatch requests --overdue")
    explained = rest[rest.index("inboxwatch explain") :]
    return f"```\n{first.strip()}\n\n{explained.strip()}\n```\n"


def test_the_readme_shows_real_output() -> None:
    found = BLOCK.search(README.read_text())
    assert found is not None
    assert found[0] == block(demo()), "run `python tests/test_readme.py`"


@pytest.mark.parametrize("page", [README, *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} points to {target}"


BLOCKS = re.compile(r"^(?:```[a-z]*\n.*?^```|(?: {4}[^\n]*\n)+)", re.MULTILINE | re.DOTALL)
"""Code that stands by itself: between fences, or indented."""


def test_every_command_that_the_docs_name_exists() -> None:
    from inboxwatch.cli import COMMANDS

    for page in (README, *sorted((ROOT / "docs").glob("*.md"))):
        text = page.read_text()
        inline = re.findall(r"`inboxwatch ([a-z]+)\b[^`\n]*`", text)
        lines = re.findall(r"^(?: {4}|\$ )?inboxwatch ([a-z]+)\b", "\n".join(BLOCKS.findall(text)), re.MULTILINE)
        for name in (*inline, *lines):
            assert name in COMMANDS, f"{page.name} names the command {name}"


if __name__ == "__main__":
    README.write_text(BLOCK.sub(lambda _: block(demo()), README.read_text()))
