"""Records a short session on the demo's company: `python bench/recording.py`.

The commands run on a real pseudo-terminal. `docs/pictures/demo.cast` is what came out of it (asciicast v2, for
`asciinema play`), `docs/demo.md` shows the same as text. Times in it are made up, so that the same output gives the
same file.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inboxwatch.demo import write_company

ROOT = Path(__file__).resolve().parent.parent
CAST = ROOT / "docs" / "pictures" / "demo.cast"
PAGE = ROOT / "docs" / "demo.md"
BLOCK = re.compile(r"(?<=<!-- recording -->\n).*?(?=<!-- /recording -->)", re.DOTALL)
WIDTH, HEIGHT = 100, 30
LETTER, READING, LOOKING = 0.06, 0.3, 2.5
"""Seconds for a typed letter, before the answer, and for looking at it."""
PROMPT = "$ "
COMMANDS = (
    "inboxwatch status",
    "inboxwatch requests --owed --state open",
    "inboxwatch explain {overdue}",
    "inboxwatch done {overdue}",
    "inboxwatch undo",
    "inboxwatch status --format '{{open}} open, {{overdue}} overdue'",
)
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
_RUN = "from inboxwatch.cli import main; main()"


def main() -> None:
    """Write both files, where they go unless told otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cast", type=Path, default=CAST)
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args()
    said = list(session())
    options.cast.write_text(cast(said), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    options.page.write_text(BLOCK.sub(lambda _: block(said), page), encoding="utf-8")
    print(options.cast, options.page)


def session() -> Iterator[tuple[str, str]]:
    """Run the commands; yields each with all that it put on the terminal."""
    with tempfile.TemporaryDirectory(prefix="inboxwatch-recording-") as name:
        company = write_company(Path(name) / "company")
        environment = {
            **{
                key: value
                for key, value in os.environ.items()
                if not key.startswith(("INBOXWATCH_", "COLUMNS", "LINES"))
            },
            "INBOXWATCH_CONFIG": str(company.config),
            "INBOXWATCH_NOW": company.now.isoformat(),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
        }
        environment.pop("NO_COLOR", None)
        on_terminal("inboxwatch sync", environment)  # not shown: how fast it was is never twice the same
        overdue = ""
        for words in COMMANDS:
            command = words.format(overdue=overdue)
            shown = on_terminal(command, environment)
            yield command, shown
            if not overdue and (found := re.search(r"^([a-z2-7]{8})  ! ", plain(shown), re.MULTILINE)):
                overdue = found[1]


def on_terminal(command: str, environment: dict[str, str]) -> str:
    """Run one command line on a pseudo-terminal; returns what it wrote there."""
    import fcntl
    import shlex
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    words = [sys.executable, "-c", _RUN, *shlex.split(command)[1:]]
    child = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True)
    os.close(theirs)
    said = bytearray()
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        said += part
    os.close(ours)
    if child.wait():
        sys.exit(f"{command}: exit code {child.returncode}\n{said.decode(errors='replace')}")
    return said.decode()


def cast(said: list[tuple[str, str]]) -> str:
    """Write asciicast v2: a header, then events of time, "o" and output."""
    header = {"version": 2, "width": WIDTH, "height": HEIGHT, "title": "inboxwatch", "env": {"TERM": "xterm-256color"}}
    lines = [json.dumps(header)]
    at = 0.0
    for command, shown in said:
        for letter in (PROMPT, *command, "\r\n"):
            lines.append(json.dumps([round(at, 3), "o", letter]))
            at += LETTER
        at += READING
        lines.append(json.dumps([round(at, 3), "o", shown], ensure_ascii=False))
        at += LOOKING
    return "\n".join(lines) + "\n"


def plain(shown: str) -> str:
    """What a reader sees of a terminal's output: lines that were written over are gone, so are colours."""
    lines = (line.rpartition("\r")[2].rstrip() for line in _ESCAPES.sub("", shown.replace("\r\n", "\n")).split("\n"))
    return "\n".join(lines).strip("\n")


def block(said: list[tuple[str, str]]) -> str:
    """The session as text for the page."""
    return "".join(f"```console\n{PROMPT}{command}\n{plain(shown)}\n```\n\n" for command, shown in said)


if __name__ == "__main__":
    main()
