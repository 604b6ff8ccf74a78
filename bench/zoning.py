"""Zoning against other libraries: `python bench/zoning.py [--corpus FOLDER_OR_TAR] [--show TOOL]`.

Every row of kind quoted-reply in the hostile corpus whose own project states the reply's text is cut by ours and by
each library that is installed (mail-parser-reply, email-reply-parser, quotequail; `pip install` them into any
environment that runs this). All get the same decoded text. Projects differ in whether a signature belongs to the
reply, so a tool that can do both is given the better of the two. Per tool: rows whose words are exactly the expected,
mean F1 over words, and how much was lost of the expected and how much of what was kept was not expected.

The corpus is no part of this project; without it, or without a library, the bench says so.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from inboxwatch.classifier.text import zone
from inboxwatch.mail import parse

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "hostile" / "hostile.tar.gz"
FACTS = ("reply_text", "reply_text_markdown", "reply_text_normalised", "first_fragment", "stripped_html")
Tool = Callable[[str], list[str]]
"""A text -> its reply, without and with the signature."""
Row = tuple[str, str, str]
"""Path, text, expected reply."""


def say(line: str) -> None:
    """Write one line of the report."""
    sys.stdout.write(line + "\n")


def ours(text: str) -> list[str]:
    """The zones of inboxwatch."""
    zones = zone(text)
    return ["\n".join(zones.own), "\n".join((*zones.own, *zones.signature))]


def _mail_parser_reply() -> Tool:
    parser = import_module("mailparser_reply").EmailReplyParser
    languages = ["en", "cs", "da", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "sv", "zh"]

    def cut(text: str) -> list[str]:
        replies = parser(languages=languages).read(text=text).replies
        return [replies[0].body or "", replies[0].full_body or ""] if replies else [""]

    return cut


def _email_reply_parser() -> Tool:
    parser = import_module("email_reply_parser").EmailReplyParser

    def cut(text: str) -> list[str]:
        fragments = parser.read(text).fragments
        unquoted = [fragment.content for fragment in fragments if not (fragment.quoted or fragment.headers)]
        return [parser.parse_reply(text), "\n".join(unquoted)]

    return cut


def _quotequail() -> Tool:
    quote = import_module("quotequail").quote
    return lambda text: ["\n".join(part for shown, part in quote(text, quote_intro_line=True) if shown)]


OTHERS = {
    "mail-parser-reply": _mail_parser_reply,
    "email-reply-parser": _email_reply_parser,
    "quotequail": _quotequail,
}


def words(text: str) -> list[str]:
    """Words without quoting marks and punctuation, in order."""
    return re.findall(r"\w+", text.lower())


def compare(kept: str, expected: str) -> tuple[bool, float, float]:
    """Whether the words are the same; precision and recall over words."""
    mine, theirs = words(kept), words(expected)
    if mine == theirs:
        return True, 1.0, 1.0
    common = sum((Counter(mine) & Counter(theirs)).values())
    return False, common / len(mine) if mine else float(not theirs), common / len(theirs) if theirs else 0.0


def f1(precision: float, recall: float) -> float:
    """Harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def rows(folder: Path) -> Iterator[Row]:
    """Rows whose reply is stated, as decoded text."""
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        facts = row.get("expected") or {}
        fact = next((name for name in FACTS if isinstance(facts.get(name), str)), None)
        if row["kind"] == "quoted-reply" and fact is not None:
            raw = (folder / row["path"]).read_bytes()
            expected = facts[fact]
            if fact == "stripped_html":
                expected = _decoded(expected.encode(), "html-body")
            yield row["path"], _decoded(raw, row["format"]), expected


def _decoded(raw: bytes, form: str) -> str:
    """The text of a file: a whole message, or the body of one."""
    if form != "message":
        kind = b"html" if form == "html-body" else b"plain"
        raw = b"Content-Type: text/" + kind + b"; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + raw
    return parse(raw, ref="").text


def judge(tool: Tool, corpus: list[Row]) -> list[tuple[bool, float, float]]:
    """Compare a tool's replies with those expected, row by row; what raises finds nothing."""
    results = []
    for _, text, expected in corpus:
        try:
            kept = tool(text)
        except Exception:  # noqa: BLE001 - a library that raises is judged, not the bench
            kept = [""]
        results.append(max((compare(one, expected) for one in kept), key=lambda found: f1(*found[1:])))
    return results


def report(corpus: list[Row], show: str) -> None:
    """Print a table; the rows that one tool got wrong if asked."""
    say(f"{len(corpus)} replies stated by their projects")
    tools = {"ours": lambda: ours, **OTHERS}
    for name, make in tools.items():
        try:
            tool = make()
        except ImportError:
            say(f"{name:20} SKIPPED: not installed")
            continue
        found = judge(tool, corpus)
        exact = sum(same for same, _, _ in found)
        mean = [
            sum(values) / len(found) for values in zip(*((f1(p, r), 1 - r, 1 - p) for _, p, r in found), strict=True)
        ]
        say(f"{name:20} exact {exact:4}  F1 {mean[0]:.3f}  lost {mean[1]:.3f}  not expected {mean[2]:.3f}")
        for (path, _, _), (same, precision, recall) in zip(corpus, found, strict=True):
            if show == name and not same:
                say(f"    {path}: precision {precision:.2f}, recall {recall:.2f}")


def main() -> int:
    """Find the corpus, compare, report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=DEFAULT)
    parser.add_argument("--show", default="", help="name the rows that this tool got wrong")
    options = parser.parse_args()
    if not options.corpus.exists():
        say(f"SKIPPED: no hostile corpus at {options.corpus}; give one with --corpus")
        return 0
    if options.corpus.is_dir():
        report(list(rows(options.corpus)), options.show)
        return 0
    with tempfile.TemporaryDirectory() as folder, tarfile.open(options.corpus) as archive:
        archive.extractall(folder, filter="data")
        report(list(rows(next(Path(folder).rglob("index.jsonl")).parent)), options.show)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
